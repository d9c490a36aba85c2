//! What happened and what was said: timelines, internal notes, the outbox.
pub mod api;
mod change;
mod letter;
mod note;
mod outbox;
mod state;
mod timeline;
mod what;

pub use note::NoteComposer;
pub use outbox::OutboxPage;
pub use timeline::Timeline;
