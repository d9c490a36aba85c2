//! What is sold, by what people can do with it.
pub mod create;
pub mod edit;
pub(crate) mod fields;
pub mod list;
pub mod read;

pub use create::create;
pub use edit::edit;
pub use list::{list, suggest, taxes};
pub use read::read;
