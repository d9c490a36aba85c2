//! Activities: planned, moved, done, cancelled; on the record and on the home page alike.
mod desk;
mod dialogs;
mod matrix;
mod meeting;
mod rows;
mod start;
mod words;

pub(crate) use desk::Desk;
pub(crate) use dialogs::Dialogs;
pub use matrix::MatrixPage;
pub(crate) use meeting::MeetingFacts;
pub(crate) use rows::Planned;
pub(crate) use words::{due, icon};
