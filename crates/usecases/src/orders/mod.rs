//! Orders, by what a seller can do with them.
pub mod list;
pub mod read;

pub use list::list;
pub use read::read;
