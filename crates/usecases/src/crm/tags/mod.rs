//! Tags: the company's list, and which opportunity has which.
mod give;
mod read;
mod save;

pub use give::tag_opportunity;
pub(super) use give::{one, replace};
pub use read::list_tags;
pub(super) use read::{Known, ids_of, refs_of};
pub use save::save_tag;
