//! A demand for payment: who is paid, and how far it is paid.
use super::{deposit::Deposit, iban::Iban};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Who is paid, and to which account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Payee {
    /// Name of the account's owner.
    pub name: String,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iban: Option<Iban>,
    /// The bank's code; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub bic: String,
}

/// A deposit as a sent version demands it, with the account it goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// How much, and when.
    pub deposit: Deposit,
    /// To whom.
    pub payee: Payee,
}

/// How far a demand is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paid {
    /// Nothing yet.
    Open,
    /// Some of it.
    Partly,
    /// All of it, or more.
    Paid,
}

impl Paid {
    /// How far `paid` covers `demanded`.
    pub fn of(demanded: Decimal, paid: Decimal) -> Paid {
        if paid >= demanded {
            Paid::Paid
        } else if paid > Decimal::ZERO {
            Paid::Partly
        } else {
            Paid::Open
        }
    }
}
