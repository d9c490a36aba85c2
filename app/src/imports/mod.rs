//! Importing: bringing a file, its columns, the preview of its rows, what came of it.
pub mod api;
mod columns;
mod list;
mod outcome;
mod page;
mod preview;
mod upload;

pub use list::ImportsPage;
pub use page::ImportPage;
pub(crate) use upload::post_file;
