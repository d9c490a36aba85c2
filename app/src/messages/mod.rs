//! What happened and what was said: timelines, internal notes, the outbox.
pub mod api;
mod change;
mod note;
mod timeline;
mod what;

pub use note::NoteComposer;
pub use timeline::Timeline;
