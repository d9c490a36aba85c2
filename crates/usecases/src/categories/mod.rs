//! Categories of products, by what people can do with them.
pub mod delete;
pub mod read;
pub mod save;

pub use delete::delete;
pub use read::{choices, list};
pub use save::save;
