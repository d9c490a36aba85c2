//! What is known of a customer's reading, and reminders before an offer ends.
use crate::shared::IdempotencyKey;
use chrono::NaiveDate;
use domain::{
    days::Stamp,
    ids::QuoteId,
    quotes::reading::{Part, Step},
};
use serde::{Deserialize, Serialize};

/// How the version that was sent was read by people, never by what opens links by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingNote {
    /// Visits.
    pub times: u32,
    /// When the last one began.
    pub last: Option<Stamp>,
    /// The company's day now.
    pub today: Option<NaiveDate>,
    /// The part that was read longest and how long, where readers agreed to tell and one stands out.
    pub longest: Option<(Part, Step)>,
}

/// Reminders of one quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemindersView {
    /// The version of the quotation's own days; 0 where it has those of the company.
    pub version: i64,
    /// Its days, as they are typed: `7, 2`; empty for no reminders.
    pub days: String,
    /// The company's.
    pub usual: String,
    /// The reminders of the version that was sent, in the order of their days.
    pub steps: Vec<ReminderStep>,
}

/// One reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderStep {
    /// Its day.
    pub on: NaiveDate,
    /// What became of it, or will.
    pub state: ReminderState,
}

/// How it stands with a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderState {
    /// It goes out on its day unless the customer does something before.
    Planned,
    /// It was mailed.
    Sent,
    /// The customer did something: there is nothing to remind of.
    NotNeeded,
    /// Nobody has an address.
    Nobody,
}

/// Set the days of one quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetReminders {
    /// Same key, one change.
    pub key: IdempotencyKey,
    /// Which quotation.
    pub id: QuoteId,
    /// The version that was read.
    pub version: i64,
    /// Days before the end, as typed; empty for no reminders; none for those of the company.
    pub days: Option<String>,
}

/// Set why a consumer cannot withdraw from what a quotation offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetExempt {
    /// Same key, one change.
    pub key: IdempotencyKey,
    /// Which quotation.
    pub id: QuoteId,
    /// What was read.
    pub before: String,
    /// The reason's code; empty where there is the right.
    pub exempt: String,
}

/// Whether the seller may see how long each part of the page is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareReading {
    /// `yes`; anything else takes it back.
    #[serde(default)]
    pub share: String,
}
