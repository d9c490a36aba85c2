//! Importing: bringing a file, its columns, the preview of its rows, what came of it.
pub mod api;
mod columns;
mod drop;
mod list;
mod outcome;
mod page;
mod preview;
mod upload;

pub(crate) use drop::FileDrop;
pub use list::ImportsPage;
pub use page::ImportPage;
