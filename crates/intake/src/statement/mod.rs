//! Bank statements as banks hand them out: camt.053 of ISO 20022, in any of its versions.
//!
//! The file is somebody's: it is bounded, document types with their entities are refused, and what cannot be read says
//! which entry it is.
mod read;

pub use read::read;

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The largest file, in bytes.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// Most payments in one file.
pub const MOST: usize = 5_000;

/// Money that came to an account or left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The account it is on, as the bank writes it.
    pub account: String,
    /// What the bank calls it; once per account.
    pub key: String,
    /// The day it was booked.
    pub booked_on: NaiveDate,
    /// How much, never negative.
    pub amount: Decimal,
    /// In which currency, by its code.
    pub currency: String,
    /// Whether it came.
    pub incoming: bool,
    /// Whether it takes back another one, in whichever direction.
    pub reversal: bool,
    /// The payer's reference, as written; may be empty.
    pub reference: String,
    /// Who paid; may be empty.
    pub payer: String,
    /// The payer's words; may be empty.
    pub message: String,
}

/// Why a file is no statement that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Larger than [`LARGEST`].
    #[error("too large")]
    TooLarge,
    /// More payments than [`MOST`].
    #[error("more payments than can be read at once")]
    TooMany,
    /// It is not XML, or not well-formed.
    #[error("not well-formed XML")]
    NotXml,
    /// It brings definitions of its own, which banks never do.
    #[error("a document type with definitions of its own")]
    OwnDefinitions,
    /// XML, but no statement of an account.
    #[error("no account statement (camt.053)")]
    NotAStatement,
    /// An entry without a readable amount, day or direction.
    #[error("entry {0} cannot be read")]
    Entry(usize),
}

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
#[path = "tests.rs"]
mod tests;
