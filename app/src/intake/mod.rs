//! Web forms and the inbox: where strangers' posts come in, and what became of each.
pub mod api;
mod copy;
mod form;
mod inbox;
mod post;
mod sources;

pub use inbox::InboxPage;
pub use sources::WebFormsPage;
