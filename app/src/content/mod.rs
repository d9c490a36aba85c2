//! What stands above the lines of a quotation: how it is written, and how it looks, on the customer's page and before.
pub mod api;
mod block;
pub mod bring;
mod compare;
mod editor;
mod files;
mod page;
mod picture;
pub mod show;
mod typed;

pub use editor::BlocksEditor;
pub use page::ContentPage;
pub use picture::PictureField;
pub use typed::TypedBlocks;
