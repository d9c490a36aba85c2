//! Sending a quotation, and the links that customers read it by.
use crate::shared::IdempotencyKey;
use chrono::NaiveDate;
use domain::{
    days::Stamp,
    ids::{LinkId, QuoteId},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Send the working version to the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendQuote {
    /// Same key, one sending.
    pub key: IdempotencyKey,
    /// Which.
    pub id: QuoteId,
    /// The row version that was read.
    pub version: i64,
    /// Who gets it.
    pub recipient_name: String,
    /// Where; may be empty: then only a link is made, to copy.
    pub recipient_email: String,
    /// The subject.
    pub subject: String,
    /// The message; the link is put under it.
    pub message: String,
    /// Whether the PDF goes along.
    pub attach_pdf: bool,
}

/// Give more time on an offer that has ended, as its customer asked: it is sent as the next version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GiveTime {
    /// Same key, one sending.
    pub key: IdempotencyKey,
    /// Which.
    pub id: QuoteId,
    /// The row version that was read.
    pub version: i64,
}

/// What a customer has chosen of what is offered, not yet signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerChoice {
    /// Who chose.
    pub author: String,
    /// When it last changed.
    pub at: Stamp,
    /// What is taken, in words of the document: `12 kpl × Aurinkopaneeli`.
    pub taken: Vec<String>,
    /// What is left out.
    pub left: Vec<String>,
    /// What it comes to with tax.
    pub gross: Decimal,
}

/// A customer's wish for more time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeWish {
    /// Who asks.
    pub author: String,
    /// Until when, or why; may be empty.
    pub remark: String,
    /// When.
    pub at: Stamp,
    /// The last day, if it is sent again today.
    pub until: NaiveDate,
}

/// What sending answers. The address is shown this once; it is not stored in clear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentQuote {
    /// The row's version now.
    pub version: i64,
    /// The version the customer sees.
    pub sent_version: u32,
    /// The customer's personal address.
    pub url: String,
    /// Whether a mail waits in the outbox.
    pub mailed: bool,
}

/// A link given to the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRow {
    /// Which.
    pub id: LinkId,
    /// To whom.
    pub recipient_name: String,
    /// Where; may be empty.
    pub recipient_email: String,
    /// When it was made.
    pub created: Stamp,
    /// When it was last read by a person.
    pub read: Option<Stamp>,
    /// When it was revoked.
    pub revoked: Option<Stamp>,
}

/// Make a new link for the customer in place of an old one, which stops working.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenewLink {
    /// Same key, one link.
    pub key: IdempotencyKey,
    /// The quotation.
    pub quote: QuoteId,
    /// The old link.
    pub link: LinkId,
}

/// A new link's address, shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLink {
    /// The address.
    pub url: String,
}
