//! Sending a quotation, and the links that customers read it by.
use crate::{letters::Letter, shared::IdempotencyKey};
use chrono::NaiveDate;
use domain::{
    days::Stamp,
    delivery::availability::Unavailable,
    ids::{LinkId, QuoteId},
    lang::Lang,
    quotes::{recipient::RecipientRole, signing::Signing, totals::Totals},
};
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
    /// Who gets it; each has a personal link and a mail of their own.
    pub recipients: Vec<Recipient>,
    /// Whose signatures make the order, where several sign.
    #[serde(default)]
    pub signing: Signing,
    /// The subject in the document's language, with places such as `{name}`: see [`domain::quotes::letter`].
    pub subject: String,
    /// The message, with places too; the link is put under it where it has no place of its own.
    pub message: String,
    /// The same for those who read in another language; where none is given, they get it in the document's.
    #[serde(default)]
    pub others: Vec<Letter>,
    /// Whether the PDF goes along.
    pub attach_pdf: bool,
}

/// Somebody a quotation is sent to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Their name.
    pub name: String,
    /// Where; may be empty: then only a link is made, to copy.
    pub email: String,
    /// What they are asked for.
    #[serde(default)]
    pub role: RecipientRole,
    /// The language of their page and of what stands around the letter; none for the document's own.
    #[serde(default)]
    pub language: Option<Lang>,
}

impl Recipient {
    /// Somebody who is to sign, in the document's language.
    pub fn signer(name: impl Into<String>, email: impl Into<String>) -> Recipient {
        Recipient { name: name.into(), email: email.into(), ..Recipient::default() }
    }
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
    /// What it comes to.
    pub totals: Totals,
    /// Why the delivery's price stayed as it was sent, where its method does not carry what is taken.
    pub delivery_kept: Option<Unavailable>,
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
    /// The personal address of the first recipient.
    pub url: String,
    /// Those of the others, by their names, in the order they were named.
    #[serde(default)]
    pub others: Vec<SentLink>,
    /// Whether a mail waits in the outbox.
    pub mailed: bool,
}

/// A personal address, to pass on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentLink {
    /// Whose.
    pub name: String,
    /// The address.
    pub url: String,
}

/// What a recipient has done so far with the version that is with the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// Has not opened it.
    Waiting,
    /// Signs later: somebody else comes first.
    Later,
    /// Has read it.
    Opened,
    /// Has asked something.
    Commented,
    /// Has approved.
    Approved,
    /// Has refused to approve.
    Refused,
    /// Has signed.
    Signed,
    /// Has declined.
    Declined,
    /// Its link was revoked.
    Revoked,
    /// A newer link has taken its place.
    Replaced,
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
    /// What they are asked for.
    pub role: RecipientRole,
    /// The language they read in, where it is not the document's own.
    pub language: Option<Lang>,
    /// What they have done so far.
    pub state: LinkState,
    /// Whether something is asked of them still, and the newest version went to them.
    pub asked: bool,
    /// Their place among the recipients, from 0.
    pub place: u32,
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
