//! Mailboxes: seen, made and changed by administrators, tried, and read by a worker.
mod save;
mod server;
mod show;
mod tried;
mod work;

pub use save::save;
pub use server::{Login, Mailman, Trouble, TroubleKind};
pub use show::list;
pub use tried::test;
pub use work::{Due, Fetched, claim, failed, keep, numbered, went};

/// The kind of mailboxes among the ways in.
const KIND: &str = "mail";
