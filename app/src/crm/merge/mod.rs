//! Doubles: what resembles an opportunity or a form, merging two, taking a merge back.
mod after;
mod api;
mod choice;
mod page;
mod section;
mod typing;
mod words;

pub(crate) use choice::ChoiceRow;
pub use page::MergePage;
pub(crate) use section::PartyDuplicates;
pub(super) use section::{Duplicates, Merges};
pub(crate) use typing::Resembles;
pub(crate) use words::reasons as merge_reasons;
