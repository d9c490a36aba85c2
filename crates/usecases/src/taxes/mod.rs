//! Taxes, by what people can do with them, and the book that documents are added up by.
pub mod book;
pub mod create;
pub mod edit;
mod fields;
mod one_stop_shop;
pub mod read;
pub mod rounding;
pub mod usual;

pub use create::create;
pub use edit::edit;
pub use one_stop_shop::add_one_stop_shop;
pub use read::read;
pub use rounding::set_rounding;
pub use usual::add_usual;
