//! Orders, by what a seller can do with them.
pub mod list;
pub mod read;
pub mod take_e_invoice;

pub use list::list;
pub use read::read;
pub use take_e_invoice::take_e_invoice;
