//! Currencies a company sells in beside its own, and their rates by day.
mod read;
mod save;

pub(crate) use read::{base, rates};
pub use read::{choices, read};
pub use save::save;
