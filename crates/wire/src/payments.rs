//! A deposit that is demanded on acceptance: how it is paid, and what was received.
use crate::shared::Amount;
use chrono::NaiveDate;
use domain::{
    ids::OrderId,
    payment::{
        demand::{Paid, Payee},
        reference::Reference,
    },
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Everything a payer needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentBlock {
    /// To whom.
    pub payee: Payee,
    /// Under which reference.
    pub reference: Reference,
    /// How much.
    pub amount: Amount,
    /// How much of it is still to be paid: what the codes ask for.
    pub open: Decimal,
    /// By when.
    pub due_on: NaiveDate,
    /// How far it is paid.
    pub state: Paid,
    /// The bank's bar code; none outside Finland and the euro.
    pub bar: Option<Drawing>,
    /// The QR code that banks read; none outside the euro.
    pub qr: Option<Drawing>,
}

/// A code as a drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// What it says.
    pub text: String,
    /// The dark parts, as the path of a drawing.
    pub path: String,
    /// Width in modules.
    pub width: u32,
    /// Height in modules.
    pub height: u32,
}

/// A demand as the order's page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    /// The version that was read.
    pub version: i64,
    /// What is demanded.
    pub block: PaymentBlock,
    /// What was received in all.
    pub paid: Decimal,
    /// When.
    pub paid_on: Option<NaiveDate>,
    /// What was noted about it.
    pub note: String,
}

/// Note what was received of a demand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkPaid {
    /// Whose demand.
    pub order: OrderId,
    /// The version that was read.
    pub version: i64,
    /// What was received in all, as typed.
    pub amount: String,
    /// When.
    pub paid_on: Option<NaiveDate>,
    /// A note; may be empty.
    pub note: String,
}

/// Take back that anything was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UndoPaid {
    /// Whose demand.
    pub order: OrderId,
    /// The version that was read.
    pub version: i64,
}
