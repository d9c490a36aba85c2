//! Opportunities given by the rules of teams: those that wait, what would have been, and the reason on a record.
pub mod api;
mod page;
mod reason;
mod simulation;

pub use page::AssignmentPage;
pub(crate) use reason::WhyOwned;
