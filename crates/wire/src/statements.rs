//! Bank statements: the list, one with what becomes of its payments, taking them and taking that back.
use crate::{quotes::OrderRef, shared::Amount};
use chrono::NaiveDate;
use domain::{days::Stamp, ids::StatementId, payment::verdict::Verdict};
use serde::{Deserialize, Serialize};

/// How far a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementState {
    /// Its payments are shown, nothing is taken.
    Read,
    /// Its payments were taken.
    Taken,
    /// That was taken back.
    Undone,
}

impl StatementState {
    /// As it is kept.
    pub const fn code(self) -> &'static str {
        match self {
            StatementState::Read => "read",
            StatementState::Taken => "taken",
            StatementState::Undone => "undone",
        }
    }

    /// Reads [`StatementState::code`].
    pub fn parse(code: &str) -> Option<StatementState> {
        [StatementState::Read, StatementState::Taken, StatementState::Undone]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// A statement in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRow {
    /// Which.
    pub id: StatementId,
    /// What the file was called.
    pub file_name: String,
    /// How far it is.
    pub state: StatementState,
    /// Who brought it.
    pub by: String,
    /// When.
    pub created: Stamp,
}

/// A statement with its payments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementView {
    /// As the list has it.
    pub row: StatementRow,
    /// The version that was read.
    pub version: i64,
    /// How many payments have which verdict, in the order verdicts are told; only those there are.
    pub counts: Vec<(Verdict, u32)>,
    /// The payments, those that are taken first; at most [`MOST_SHOWN`].
    pub payments: Vec<PaymentLine>,
}

/// Payments that one page shows at most.
pub const MOST_SHOWN: usize = 500;

/// A payment on a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentLine {
    /// The day it was booked.
    pub booked_on: NaiveDate,
    /// Who paid; may be empty.
    pub payer: String,
    /// The reference or the words it came with; may be empty.
    pub says: String,
    /// How much, where its currency is known here.
    pub amount: Option<Amount>,
    /// How much, as the bank writes it.
    pub written: String,
    /// What becomes of it, or became.
    pub verdict: Verdict,
    /// The order it pays.
    pub order: Option<OrderRef>,
}

/// Take the payments of a statement, or take that back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettleStatement {
    /// Which.
    pub id: StatementId,
    /// The version that was read.
    pub version: i64,
}
