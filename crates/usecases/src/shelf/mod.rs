//! The customer's shelf: all that was sent to one address, for whoever proves by a mail that it is theirs.
pub mod admit;
pub mod ask;
pub mod open;
pub mod read;

pub use admit::{Reader, admit_reader, admit_visitor};
pub use ask::ask;
pub use open::{leave, open};
pub use read::read;

/// An address as it is compared: links keep it as the seller typed it.
fn key_of(email: &str) -> String {
    email.trim().to_lowercase()
}
