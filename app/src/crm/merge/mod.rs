//! Doubles: what resembles an opportunity or a form, merging two, taking a merge back.
mod api;
mod page;
mod section;
mod typing;
mod words;

pub use page::MergePage;
pub(crate) use section::PartyDuplicates;
pub(super) use section::{Duplicates, Merges};
pub(crate) use typing::Resembles;
