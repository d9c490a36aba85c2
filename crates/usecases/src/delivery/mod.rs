//! Delivery methods, by what people can do with them.
pub mod create;
pub mod edit;
pub(crate) mod fields;
pub mod offers;
pub mod read;
pub mod usual;

pub use create::create;
pub use edit::edit;
pub use offers::deliveries;
pub use read::{choices, list, read};
pub use usual::add_usual;
