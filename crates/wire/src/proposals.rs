//! What a customer proposes to change about a version, and what the seller answers.
use crate::shared::IdempotencyKey;
use chrono::NaiveDate;
use domain::{
    days::Stamp,
    ids::{LineId, ProposalId, QuoteId},
    lang::Lang,
    money::Currency,
    quotes::{
        line::LineInput,
        proposal::{Answer, Ask, Typed, past::Past},
    },
    tax::book::TaxBook,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A proposal as a form posts it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposeByVisitor {
    /// The version that was on the screen.
    pub version: String,
    /// SHA-256 of the content that was on the screen, in hex.
    pub content_sha256: String,
    /// Same key, one proposal.
    pub key: String,
    /// Why; may be empty.
    pub why: String,
    /// The fields of the lines and the day, among whatever else was posted.
    #[serde(flatten)]
    pub fields: Typed,
}

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalItem {
    /// What.
    pub ask: Ask,
    /// The number of its line on the document; 0 for the day.
    pub number: u32,
    /// What the line is called.
    pub name: String,
    /// The line's unit.
    pub unit: String,
    /// What was offered: quantity, price of one, or what the whole line comes to.
    pub before: Option<Decimal>,
    /// The day that was offered.
    pub before_on: Option<NaiveDate>,
    /// What the seller said; nothing while they have not.
    pub answer: Option<Answer>,
    /// What the seller offers instead, where that is the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Ask>,
    /// What the seller said besides; may be empty.
    pub reply: String,
}

impl ProposalItem {
    /// What is agreed to: what was asked for, or what is offered in its place.
    pub fn agreed(&self) -> Option<Ask> {
        match self.answer? {
            Answer::Accepted => Some(self.ask),
            Answer::Countered => self.instead,
            Answer::Refused => None,
        }
    }
}

/// A proposal as its customer sees it. The answers are with it once they may be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalProposal {
    /// Who proposed.
    pub author: String,
    /// When.
    pub at: Stamp,
    /// What, in the order of the document.
    pub items: Vec<ProposalItem>,
    /// Why; may be empty.
    pub why: String,
    /// Who answered, and when.
    pub answered: Option<(String, Stamp)>,
}

/// What the editor says of a proposal that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalNote {
    /// Who proposes.
    pub author: String,
    /// When.
    pub at: Stamp,
    /// How many changes.
    pub changes: u32,
    /// Why; may be empty.
    pub why: String,
}

/// Everything the seller answers a proposal by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalView {
    /// The quotation.
    pub quote: QuoteId,
    /// The version of its row, for answering.
    pub version: i64,
    /// Its number.
    pub number: String,
    /// The customer.
    pub party: String,
    /// Language of the document.
    pub language: Lang,
    /// Currency of its amounts.
    pub currency: Currency,
    /// The proposal.
    pub id: ProposalId,
    /// Who proposes.
    pub author: String,
    /// When.
    pub at: Stamp,
    /// Why; may be empty.
    pub why: String,
    /// The version it is about.
    pub on_version: u32,
    /// The version that agreeing makes.
    pub next_version: u32,
    /// Whether the working version has changes that were not sent: then nothing can be agreed to with a press.
    pub unsent_changes: bool,
    /// What is asked for.
    pub items: Vec<ProposalItem>,
    /// The working version's lines.
    pub lines: Vec<LineInput>,
    /// The taxes they bear.
    pub book: TaxBook,
    /// The taxes on the day that is asked for, where one is.
    pub book_then: Option<TaxBook>,
    /// What one unit of each line costs; nothing at all for those who may not see costs.
    pub costs: Option<Vec<(LineId, Decimal)>>,
    /// The margin on the whole, in percent, below which an approval is needed; for those who may see costs.
    #[serde(default)]
    pub least_margin: Option<Decimal>,
    /// The customer's phone number, and who answers there; empty where it is not known.
    #[serde(default)]
    pub phone: (String, String),
    /// The chance of the opportunity it belongs to, in percent, where the reader may see that.
    #[serde(default)]
    pub chance: Option<u32>,
    /// What became of quotations whose proposals were answered.
    #[serde(default)]
    pub past: Past,
}

/// The answer to one thing that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemAnswer {
    /// Yes, no, or something between.
    pub answer: Answer,
    /// What is offered instead, as it was typed, where that is the answer.
    #[serde(default)]
    pub instead: String,
    /// What is said besides; may be empty.
    pub reply: String,
}

/// Answer a proposal, all of it at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerProposal {
    /// Same key, one answer.
    pub key: IdempotencyKey,
    /// The quotation.
    pub quote: QuoteId,
    /// The row version that was read.
    pub version: i64,
    /// The proposal.
    pub id: ProposalId,
    /// One answer for each item, in their order.
    pub answers: Vec<ItemAnswer>,
}

/// What answering a proposal came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredProposal {
    /// The working version that holds what was agreed to; nothing where nothing was.
    pub made: Option<u32>,
    /// Whether a mail to the customer waits in the outbox.
    pub mailed: bool,
}
