//! Texts of the mails that go with quotations, by what people can do with them.
mod own;
pub mod read;
pub mod save;
mod words;

pub use read::{begin, choices, list};
pub use save::save;
pub(crate) use words::{Written, reminder};
