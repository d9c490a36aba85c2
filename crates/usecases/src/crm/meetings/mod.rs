//! Meetings: the other half of activities of that kind. When and where, who is invited, who is told, and what they answer.
mod answer;
mod answer_wish;
mod edit;
mod fields;
mod keep;
mod read;
mod schedule;
mod send;

pub(crate) use answer::{Taken, take_answer};
pub use answer_wish::answer_wish;
pub use edit::edit_meeting;
pub(super) use fields::Given;
pub(super) use keep::{call_off, keep};
pub(crate) use read::views;
pub use schedule::schedule_meeting;
pub(super) use send::send;
