//! Customers, by what a seller can do with them.
pub mod create;
pub mod edit;
pub(crate) mod fields;
pub mod found;
pub mod list;
pub mod merge;
pub mod pairs;
pub mod read;

pub use create::create;
pub use edit::edit;
pub use found::{RENAMED, go_on_renaming};
pub use list::{list, suggest};
pub use merge::{merge_parties, preview_party_merge, take_back_party_merge};
pub use pairs::{list_pairs, look_for_pairs, tell_apart};
pub use read::read;
