//! Price lists, by what people can do with them.
pub mod arrange;
pub mod book;
pub mod create;
pub mod edit;
pub(crate) mod fields;
pub(crate) mod pricer;
pub mod read;
pub(crate) mod shelf;

pub use arrange::arrange;
pub use create::create;
pub use edit::edit;
pub use read::{list, names, read};
