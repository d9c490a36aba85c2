//! Activities: what is to be done next about an opportunity.
pub(super) mod edit;
mod end;
mod fields;
mod matrix;
mod read;
pub(super) mod schedule;

pub use edit::edit_activity;
pub use end::end_activity;
pub use matrix::activity_matrix;
pub(crate) use read::{mine, of_opportunity};
pub use schedule::schedule_activity;
