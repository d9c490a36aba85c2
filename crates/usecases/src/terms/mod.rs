//! Payment terms, by what people can do with them.
mod fields;
pub mod read;
pub mod save;
pub mod seeds;

pub use read::{choices, list};
pub use save::save;
