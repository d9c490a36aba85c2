//! Importing: bringing a file, its columns, the preview of its rows with their repairs, what came of it.
pub mod api;
mod columns;
mod drop;
mod fix;
mod list;
mod outcome;
mod page;
mod preview;
mod rows;
mod several;
mod upload;

pub(crate) use drop::FileDrop;
pub use list::ImportsPage;
pub use page::ImportPage;
