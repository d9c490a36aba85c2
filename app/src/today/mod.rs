//! The home page: who waits, what moved, how the pipeline stands.
mod activities;
pub mod api;
mod funnel;
mod greeting;
mod keys;
mod moved;
mod page;
mod task;
mod unowned;
mod waiting;

pub use page::TodayPage;
