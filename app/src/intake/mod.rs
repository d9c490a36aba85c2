//! Web forms, mailboxes and the inbox: where strangers' words come in, and what became of each.
pub mod api;
mod copy;
mod fields;
mod form;
mod inbox;
mod mailbox;
mod mailboxes;
mod post;
mod server;
mod shape;
mod sources;

pub use inbox::InboxPage;
pub use mailboxes::MailboxesPage;
pub use sources::WebFormsPage;
