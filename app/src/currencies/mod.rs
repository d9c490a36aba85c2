//! Settings: currencies a company sells in beside its own, with their rates by day.
pub mod api;
mod form;
mod page;

pub use page::CurrenciesPage;
