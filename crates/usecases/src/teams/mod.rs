//! Teams: what each takes, who is in it, and whether it is in use.
mod fields;
pub mod read;
pub mod retire;
pub mod save;

pub use read::list;
pub use retire::retire;
pub use save::save;
