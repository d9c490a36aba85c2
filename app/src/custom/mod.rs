//! The settings of the fields that teams add to their opportunities.
pub mod api;
mod choices;
mod form;
mod page;

pub use page::CustomFieldsPage;
