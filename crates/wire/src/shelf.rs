//! The customer's shelf: everything that was sent to one address, on a page of its own.
use chrono::NaiveDate;
use domain::{days::Stamp, money::Currency, refusal::Refusal};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A quotation on the shelf, as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShelfItem {
    /// What stands in the address of its page.
    pub public_id: String,
    /// Its number.
    pub number: String,
    /// What it is about; may be empty.
    pub title: String,
    /// The seller.
    pub company: String,
    /// When it was sent.
    pub sent: Stamp,
    /// The last day it can be accepted.
    pub valid_until: Option<NaiveDate>,
    /// Where it stands for the customer.
    pub standing: ShelfStanding,
    /// What it comes to with tax; of the order, where there is one.
    pub gross: Decimal,
    /// Of the sum.
    pub currency: Currency,
    /// The number of the order made of it; empty where there is none.
    pub order: String,
    /// Whether the signed document can be fetched.
    pub signed: bool,
}

/// Where a quotation stands for its customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShelfStanding {
    /// It can be accepted.
    Open,
    /// Its last day has passed.
    Expired,
    /// It was accepted.
    Accepted,
    /// The customer said no.
    Declined,
    /// The seller took it back.
    Withdrawn,
}

/// What the shelf's address shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "shows", rename_all = "snake_case")]
pub enum ShelfPage {
    /// The form that asks for a key by mail.
    Door {
        /// What was typed.
        typed: String,
        /// What was wrong with it.
        refusal: Option<Refusal>,
    },
    /// The same answer to everybody who asks: whether the address is known is nobody's business.
    Asked,
    /// The key from the mail, to be turned with a press: what opens links by itself must not spend it.
    Key {
        /// The secret.
        token: String,
        /// It was turned without the tick.
        unsure: bool,
    },
    /// The key is spent, too old, or none.
    Spent,
    /// The shelf itself.
    Shelf {
        /// Whose.
        email: String,
        /// What was searched for.
        search: String,
        /// What was found, newest first.
        items: Vec<ShelfItem>,
        /// How many there are without the search.
        all: u32,
    },
}

/// Ask for a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskShelfKey {
    /// The address that quotations were sent to.
    #[serde(default)]
    pub email: String,
}

/// Turn a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnShelfKey {
    /// The secret from the mail.
    #[serde(default)]
    pub token: String,
    /// `yes` when the box was ticked: one press alone spends nothing, scanners press buttons.
    #[serde(default)]
    pub sure: String,
}
