//! A change of mind after accepting, as the customer's page tells of it.
use chrono::NaiveDate;
use domain::{days::Stamp, ids::LineId, refusal::Refusal};
use serde::{Deserialize, Serialize};

/// How an acceptance can be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeBack {
    /// Until when.
    pub until: Stamp,
    /// Seconds until then.
    pub seconds: u32,
    /// Why it cannot be done, though there is time.
    pub refused: Option<Refusal>,
}

/// How a consumer can withdraw from the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalOffer {
    /// The last day for it.
    pub last_day: NaiveDate,
    /// Whether it can be done now, and by this reader.
    pub open: bool,
    /// What can be withdrawn from by itself.
    pub lines: Vec<WithdrawalLine>,
    /// What was done, oldest first.
    pub done: Vec<WithdrawalDone>,
}

/// A line one can withdraw from by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalLine {
    /// Which.
    pub id: LineId,
    /// What it is called.
    pub name: String,
}

/// A withdrawal that was confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalDone {
    /// When.
    pub at: Stamp,
    /// By whom.
    pub name: String,
    /// Where its acknowledgement went.
    pub email: String,
    /// The lines; none for the whole.
    pub lines: Vec<String>,
    /// The last day for paying back.
    pub refund_by: NaiveDate,
}

/// How far a reader has come who withdraws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawing {
    /// Nothing was asked for.
    #[default]
    No,
    /// The statement is filled in.
    State,
    /// The statement is looked over, to be confirmed.
    Confirm,
}
