//! Types of activities: their settings.
pub mod api;
mod form;
mod page;

pub use page::TypesPage;
