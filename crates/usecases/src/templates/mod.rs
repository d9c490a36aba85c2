//! Templates of quotations.
pub(crate) mod apply;
pub mod edit;
mod fields;
pub mod read;
pub mod save_as;

pub use edit::edit;
pub use read::{list, read};
pub use save_as::save_as;
