//! Sendings that wait for their moment.
use super::SendQuote;
use crate::shared::IdempotencyKey;
use chrono::NaiveDateTime;
use domain::{days::Stamp, ids::QuoteId, refusal::Refusal};
use serde::{Deserialize, Serialize};

/// Send the working version at a later moment: it is frozen now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleQuote {
    /// To whom and with which words.
    pub letter: SendQuote,
    /// When, by the company's clock.
    pub at: NaiveDateTime,
}

/// What scheduling answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledQuote {
    /// The quotation's row version now.
    pub version: i64,
    /// The version that goes out.
    pub quote_version: u32,
    /// When.
    pub at: Stamp,
}

/// Another moment for a sending that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveScheduled {
    /// Of which quotation.
    pub id: QuoteId,
    /// The version of the waiting sending that was read.
    pub version: i64,
    /// When, by the company's clock.
    pub at: NaiveDateTime,
}

/// Take a sending that waits back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CancelScheduled {
    /// Of which quotation.
    pub id: QuoteId,
    /// The version of the waiting sending that was read.
    pub version: i64,
}

/// Send what waits at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendScheduled {
    /// Same key, one sending.
    pub key: IdempotencyKey,
    /// Of which quotation.
    pub id: QuoteId,
    /// The version of the waiting sending that was read.
    pub version: i64,
}

/// A sending that waits, or could not go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledView {
    /// For changing it: the version that was read.
    pub version: i64,
    /// The version that goes out.
    pub quote_version: u32,
    /// When.
    pub at: Stamp,
    /// To whom, by their names or addresses.
    pub to: Vec<String>,
    /// Who scheduled it.
    pub by: String,
    /// Why it could not go.
    pub failed: Option<Refusal>,
}
