//! Web forms and mailboxes, and what came in by them.
pub mod mailboxes;
pub mod posts;
pub mod sources;
pub mod threads;
