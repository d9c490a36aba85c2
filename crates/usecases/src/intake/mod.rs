//! What comes in by web forms, from the stranger's post to the opportunity on the board.
mod inbox;
mod receive;
mod settle;
mod sources;

pub use inbox::{list, read, replay};
pub use receive::{Arrived, Raw, WebForm, admit, contact, receive};
pub use sources::{list as sources, save};

/// Most bytes of a post that are kept.
pub const MOST_BYTES: usize = 256 * 1024;
