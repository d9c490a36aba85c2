//! Customers that may be the same: the list of pairs, comparing and merging two, taking a merge apart.
mod api;
mod notes;
mod page;
mod pairs;
mod words;

pub(super) use notes::Merges;
pub use page::PartyMergePage;
pub use pairs::PairsPage;
