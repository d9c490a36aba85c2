//! The home page.
pub mod read;

pub use read::read;
