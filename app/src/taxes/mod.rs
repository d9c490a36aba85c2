//! Settings: taxes with their rates, and fiscal positions.
pub mod api;
mod page;
mod position_form;
mod positions;
mod table;
mod tax_form;

pub use page::TaxesPage;
