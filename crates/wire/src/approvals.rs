//! Approval of what a seller may not give alone.
use crate::shared::IdempotencyKey;
use domain::{
    days::Stamp,
    ids::{LineId, QuoteId},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What sellers may give without asking; none where there is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitFields {
    /// Most percent off a line.
    pub line_discount: Option<Decimal>,
    /// Most percent off the whole.
    pub total_discount: Option<Decimal>,
    /// Least margin of a line, in percent of its net.
    pub line_margin: Option<Decimal>,
    /// Least margin of the whole, in percent.
    pub total_margin: Option<Decimal>,
}

/// How a quotation stands with approval.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalView {
    /// Why somebody must approve; nothing when it may be sent.
    pub reasons: Vec<ReasonView>,
    /// Whether the reader may approve.
    pub may_approve: bool,
    /// The newest request.
    pub last: Option<RequestView>,
}

impl ApprovalView {
    /// Whether somebody has asked and nobody has answered.
    pub fn waits(&self) -> bool {
        self.last.as_ref().is_some_and(|last| last.state == RequestState::Asked)
    }
}

/// Why somebody must approve. Figures of margins are told to those only who may see what things cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonView {
    /// Of what.
    pub kind: ReasonKind,
    /// The line; none for the whole.
    pub line: Option<LineId>,
    /// What the line is called.
    pub line_name: String,
    /// What the price list says for one, where the line's price is below it and the discount alone is not all that is
    /// given.
    pub list_price: Option<Decimal>,
    /// What is given, in percent.
    pub given: Option<Decimal>,
    /// What may be given, in percent.
    pub limit: Option<Decimal>,
}

/// What passes a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// A discount.
    Discount,
    /// A margin.
    Margin,
}

/// A request for approval and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// What became of it.
    pub state: RequestState,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked: Stamp,
    /// What the asker wrote.
    pub words: String,
    /// Who decided.
    pub decided_by: String,
    /// When.
    pub decided: Option<Stamp>,
    /// What the decider wrote.
    pub answer: String,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// It waits.
    Asked,
    /// It was approved.
    Approved,
    /// It was refused.
    Refused,
    /// It was approved, for another customer or by another price list than the draft has now.
    Fallen,
}

impl RequestState {
    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            RequestState::Asked => "asked",
            RequestState::Approved => "approved",
            RequestState::Refused => "refused",
            RequestState::Fallen => "fallen",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<RequestState> {
        [RequestState::Asked, RequestState::Approved, RequestState::Refused, RequestState::Fallen]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// Ask for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskApproval {
    /// Same key, one request.
    pub key: IdempotencyKey,
    /// The quotation.
    pub quote: QuoteId,
    /// Why, for those who decide; may be empty.
    pub words: String,
}

/// Approve or refuse what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecideApproval {
    /// Same key, one decision.
    pub key: IdempotencyKey,
    /// The quotation.
    pub quote: QuoteId,
    /// The version of its row that was looked at: nobody approves what they have not seen.
    pub version: i64,
    /// Whether it is approved.
    pub approve: bool,
    /// What the asker reads; wanted with a refusal.
    pub answer: String,
}
