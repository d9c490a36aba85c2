//! The palette: one field that finds every record, page and action; opened by Ctrl K or ⌘ K from anywhere.
mod actions;
pub mod api;
mod field;
mod opener;
mod recent;
mod rows;

pub use field::Palette;
pub(crate) use opener::{Opener, provide_opener};
