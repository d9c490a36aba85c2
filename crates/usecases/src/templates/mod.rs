//! Templates of quotations.
pub(crate) mod apply;
pub(crate) mod confirmation;
pub mod delete;
pub mod duplicate;
pub mod edit;
mod fields;
mod offer;
pub mod read;
pub mod save_as;
pub(crate) mod used;

pub use delete::delete;
pub use duplicate::duplicate;
pub use edit::edit;
pub use offer::offer;
pub use read::{deleted, list, read};
pub use save_as::save_as;
