//! Delivery methods, by what people can do with them.
pub mod create;
pub mod edit;
pub(crate) mod fields;
mod freeze;
mod goods;
pub mod offers;
pub mod read;
pub mod usual;

pub use create::create;
pub use edit::edit;
pub(crate) use freeze::freeze;
pub use offers::deliveries;
pub use read::{choices, list, read};
pub use usual::add_usual;
