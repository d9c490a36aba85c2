//! Two records of one kind become one: the page on which they are compared, and the notes of merges on the page of the one
//! that stayed. What opportunities and customers have of their own is in `crm::merge` and `parties::merge`.
mod after;
mod desk;
mod notes;
mod table;
mod words;

pub(crate) use desk::{Desk, Merging, Side, of_two};
pub(crate) use notes::{Note, duplicates, notes};
pub(crate) use words::reasons;
