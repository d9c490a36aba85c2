//! Customers, by what a seller can do with them.
pub mod create;
pub mod edit;
pub(crate) mod fields;
pub mod list;
pub mod read;

pub use create::create;
pub use edit::edit;
pub use list::{list, suggest};
pub use read::read;
