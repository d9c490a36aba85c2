//! Plans of activities: their settings.
pub mod api;
mod form;
mod page;
mod step;

pub use page::PlansPage;
