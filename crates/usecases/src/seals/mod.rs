//! The organisation's seal: an Ed25519 key of its own says yes to the evidence of each acceptance and to the signed file.
//! The file besides carries a signature of its own ([`file`]).
//!
//! [`evidence`] and [`of_file`] seal, from the outbox's work after an acceptance; [`check`] tells anybody who holds the
//! bytes; [`rotate`] takes another key into use. Keys are made when one is first needed.
pub mod check;
mod evidence;
mod facts;
mod file;
mod keys;
pub mod read;
pub mod rotate;
mod seal;

pub use check::{Digest, check};
pub use facts::{evidence_for_staff, evidence_for_visitor};
pub use read::read;
pub use rotate::rotate;

pub(crate) use facts::{facts, verify_url};
pub(crate) use file::drawn;
pub(crate) use seal::{EVIDENCE, evidence, of_file};
