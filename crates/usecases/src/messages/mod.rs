//! Notes and the outbox, by what people do with them.
pub mod outbox;

pub use outbox::{outbox, retry};
