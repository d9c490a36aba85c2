//! Activities: what is to be done next about an opportunity.
mod edit;
mod end;
mod fields;
mod read;
mod schedule;

pub use edit::edit_activity;
pub use end::end_activity;
pub(crate) use read::{mine, of_opportunity};
pub use schedule::schedule_activity;
