//! What stands above the lines of a quotation, and its pictures.
pub(crate) mod blocks;
pub mod picture;
pub mod read;
pub mod save;

pub use picture::{bring, picture, sent_picture};
pub use read::read;
pub use save::save;
