//! What stands above the lines of a quotation, and its pictures and files.
pub(crate) mod blocks;
pub mod file;
pub mod picture;
pub mod read;
pub mod save;

pub use file::{Piece, bring_file, file, film, sent_file, sent_film};
pub use picture::{bring, picture, sent_picture};
pub use read::read;
pub use save::save;
