//! Plans of recurring revenue in the settings.
pub mod api;
mod form;
mod page;

pub use page::RecurringPlansPage;
