//! Plans of activities: kept by administrators, started by hand or by entering a stage, taken back.
mod enter;
mod launch;
mod lay_out;
mod offer;
mod read;
mod save;
mod steps;
mod take_back;

pub(crate) use enter::{enter, given};
pub(in crate::crm) use launch::begin;
pub use launch::launch_plan;
pub(in crate::crm) use offer::startable;
pub use offer::{offered_plans, preview_plan};
pub use read::list_plans;
pub use save::save_plan;
pub use take_back::take_back_launch;
pub(in crate::crm) use take_back::{started_since, undo};
