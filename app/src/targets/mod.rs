//! What people and teams are to sell: the year in a table, one of them in a drawer, one's own on the home page.
pub mod api;
mod form;
mod page;
mod progress;

pub use page::TargetsPage;
pub(crate) use progress::Progressed;
