//! The timeline of a record, and the outbox.
use crate::shared::IdempotencyKey;
use domain::{
    days::Stamp,
    ids::{OpportunityId, OutboxId, PartyId, QuoteId},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One entry of a timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// Which.
    pub id: Uuid,
    /// When.
    pub at: Stamp,
    /// What happened, by code: `quote.sent`, `opportunity.changed`, `note.added` …
    pub what: String,
    /// Who did it, by kind: `staff`, `visitor`, `system`.
    pub actor_kind: String,
    /// Who did it, by name; empty for the program itself.
    pub actor: String,
    /// The text of a comment, note, reason or message; may be empty.
    pub body: String,
    /// The number of the document concerned; may be empty.
    pub number: String,
    /// The version concerned.
    pub quote_version: Option<u32>,
    /// Fields that changed.
    pub changes: Vec<FieldChange>,
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field, by code.
    pub field: String,
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
}

/// What a note hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Subject {
    /// An opportunity.
    Opportunity(OpportunityId),
    /// A quotation.
    Quote(QuoteId),
    /// A customer.
    Party(PartyId),
}

/// Write an internal note; it never leaves the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddNote {
    /// Same key, one note.
    pub key: IdempotencyKey,
    /// What it hangs on.
    pub subject: Subject,
    /// The text.
    pub body: String,
}

/// Where a message of the outbox stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    /// It waits for its turn, for a retry, or for a mail server to be set up.
    Waiting,
    /// Done.
    Done,
    /// Given up after many tries; a person must look.
    Dead,
}

/// A row of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxRow {
    /// Which.
    pub id: OutboxId,
    /// What it is: `mail`, `signed_pdf`.
    pub topic: String,
    /// Where it stands.
    pub state: OutboxState,
    /// Tries so far.
    pub attempts: i64,
    /// What went wrong last; may be empty.
    pub error: String,
    /// When it was put there.
    pub created: Stamp,
    /// When it is tried next.
    pub next: Option<Stamp>,
    /// For a mail: to whom.
    pub to: String,
    /// For a mail: the subject.
    pub subject: String,
    /// For a mail: the text, readable as it will go out.
    pub text: String,
    /// The record it belongs to.
    pub quote: Option<QuoteId>,
}
