//! Recurring revenue: the company's plans, and what an opportunity brings by one.
mod read;
mod remove;
mod save;
pub mod seeds;
mod take;

pub use read::{list_recurring_plans, offered_recurring_plans};
pub(super) use read::{offered, view};
pub use remove::remove_recurring_plan;
pub use save::save_recurring_plan;
pub(super) use take::{Plans, recount, take};
