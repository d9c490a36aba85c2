//! The home page: who waits for whom, what moved, how the pipeline stands.
use crate::{activities::MyActivity, activity_types::TypeChoice, crm::StageSum, shared::Amount, targets::Progress};
use domain::{
    days::Stamp,
    ids::{OpportunityId, QuoteId},
    quotes::state::QuoteState,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The home page of one seller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayView {
    /// Quotations on which something must be done, most urgent first.
    pub waiting: Vec<WaitingQuote>,
    /// One's own activities that are late, today's or of the next seven days, the first due first.
    pub activities: Vec<MyActivity>,
    /// Types of activities that are offered.
    pub activity_types: Vec<TypeChoice>,
    /// What customers did lately, newest first.
    pub moved: Vec<MovedQuote>,
    /// The open pipeline by stage.
    pub stages: Vec<StageSum>,
    /// How far one has come this month, and one's team for those who see it.
    pub progress: Vec<Progress>,
    /// Open ones of the reader's own without a next step, and what they are expected to bring together.
    pub stepless: (i64, Decimal),
    /// Opportunities without a quotation, by closing date, a few.
    pub without_quote: Vec<TodayOpportunity>,
    /// Open ones within the reader's reach that nobody works on, the best chances first, a few.
    pub unowned: Vec<Unowned>,
    /// Whether there are more of these.
    pub unowned_more: bool,
}

/// Why a quotation waits for the seller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingFor {
    /// The customer asked and has no answer yet.
    Answer,
    /// It expires within seven days.
    Expiry,
    /// A draft has not been sent.
    Sending,
    /// It was sent days ago and nobody opened it.
    Opening,
}

/// A quotation that waits for the seller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingQuote {
    /// Which.
    pub id: QuoteId,
    /// Its number.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// Whose.
    pub party_name: String,
    /// Its net.
    pub net: Amount,
    /// Why it waits.
    pub waiting_for: WaitingFor,
    /// Since when, or until when for an expiry.
    pub at: Stamp,
}

/// Something a customer did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedQuote {
    /// Which quotation.
    pub id: QuoteId,
    /// Its number.
    pub number: String,
    /// Whose.
    pub party_name: String,
    /// What happened: `quote.viewed`, `quote.commented`, `quote.accepted`, `quote.declined`.
    pub what: String,
    /// Who did it.
    pub actor: String,
    /// The comment or reason, shortened; may be empty.
    pub excerpt: String,
    /// Its state now.
    pub state: QuoteState,
    /// Whether the seller has yet to answer it: a question or proposal that is open.
    pub to_answer: bool,
    /// Its net.
    pub net: Amount,
    /// When.
    pub at: Stamp,
}

/// An open opportunity that nobody works on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unowned {
    /// Which.
    pub id: OpportunityId,
    /// For taking it: the version that was read.
    pub version: i64,
    /// What it is about.
    pub title: String,
    /// Whose; may be empty.
    pub party_name: String,
    /// What it is expected to bring; zero where nobody has said.
    pub expected: Amount,
    /// When it came in.
    pub at: Stamp,
}

/// An opportunity that waits for its quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayOpportunity {
    /// Which.
    pub id: OpportunityId,
    /// What it is about.
    pub title: String,
    /// Whose; may be empty.
    pub party_name: String,
    /// What it is expected to bring.
    pub expected: Amount,
    /// When it is expected to close.
    pub expected_close: Option<chrono::NaiveDate>,
}
