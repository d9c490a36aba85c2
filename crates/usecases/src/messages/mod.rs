//! Notes and the outbox, by what people do with them.
pub mod add_note;
pub mod outbox;

pub use add_note::add_note;
pub use outbox::{outbox, retry};
