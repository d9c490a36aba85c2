//! Approval of what a seller may not give alone: limits, requests, decisions.
pub mod ask;
mod choices;
pub mod decide;
pub mod limits;
mod listed;
pub mod standing;

pub use ask::ask;
pub use decide::decide;
pub use limits::{read_limits, set_limits};
