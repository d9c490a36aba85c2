//! Fiscal positions, by what people can do with them, and which one a sale falls under.
pub mod create;
pub mod edit;
mod fields;
pub mod find;
pub mod read;

pub use create::create;
pub use edit::edit;
pub use read::{names, read};
