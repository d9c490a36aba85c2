//! Types of activities: the company's list, what follows what, and those a company begins with.
mod known;
mod read;
mod save;
pub mod seeds;

pub(crate) use known::{Types, called, kind, one};
pub use read::list_types;
pub use save::save_type;
