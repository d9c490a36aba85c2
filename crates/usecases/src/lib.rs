//! What actors can do, one file each: the actor by type first, reads through a scope, one unit of work.
pub mod account;
pub mod actors;
pub mod clock;
pub mod context;
pub mod crm;
pub mod demo;
pub mod denied;
pub mod files;
pub mod housekeeping;
pub mod import;
pub mod mail;
pub mod messages;
pub mod orders;
pub mod outbox;
pub mod parties;
pub mod portal;
pub mod prices;
pub mod products;
pub mod quotes;
pub mod settings;
pub mod templates;
pub mod timeline;
pub mod today;
pub mod verify;

pub use actors::{Staff, Visitor};
pub use context::Cx;
pub use denied::Denied;
