//! Warehouses, by what people can do with them.
pub mod read;
pub mod save;

pub use read::list;
pub use save::save;
