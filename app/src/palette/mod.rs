//! The palette: one field that finds every record, page and action; opened by Ctrl K or ⌘ K from anywhere.
mod actions;
pub mod api;
mod change;
mod field;
mod onward;
mod opener;
mod recent;
mod rows;
mod shortcuts;

pub use field::Palette;
pub use opener::Opener;
pub(crate) use opener::provide_opener;
pub use shortcuts::Shortcuts;
