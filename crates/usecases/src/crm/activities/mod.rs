//! Activities: what is to be done next about an opportunity.
pub(super) mod edit;
mod end;
mod fields;
mod follow;
mod matrix;
mod read;
pub(super) mod schedule;

pub use edit::edit_activity;
pub(crate) use edit::give as give_activity;
pub use end::end_activity;
pub(super) use fields::{YEARS, sees};
pub use matrix::activity_matrix;
pub(crate) use read::{mine, of_opportunity, told};
pub(super) use schedule::blank;
pub use schedule::schedule_activity;
