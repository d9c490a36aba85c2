//! Texts of the mails that go with quotations: the list of the settings, its changes, and what the sending dialog begins
//! with.
use crate::shared::IdempotencyKey;
use chrono::NaiveDate;
use domain::{
    ids::{MailTextId, QuoteId},
    lang::Lang,
    quotes::letter::Occasion,
};
use serde::{Deserialize, Serialize};

/// Subject and message in one language, with their places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// The language.
    pub language: Lang,
    /// The subject.
    pub subject: String,
    /// The message.
    pub message: String,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailTextRow {
    /// Which.
    pub id: MailTextId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The fields.
    pub fields: MailTextFields,
}

/// The fields of a text, as shown and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailTextFields {
    /// What it is called.
    pub name: String,
    /// What it is written for.
    pub occasion: Occasion,
    /// Whether sendings on that occasion begin with it; at most one is so.
    pub usual: bool,
    /// Whether it can be chosen.
    pub active: bool,
    /// What it says, by language; a language that says nothing is left out.
    pub letters: Vec<Letter>,
}

/// Make a text, or change one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveMailText {
    /// Same key, saved once.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<MailTextId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: MailTextFields,
}

/// What saving answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMailText {
    /// Which.
    pub id: MailTextId,
    /// Its version now.
    pub version: i64,
}

/// A text to choose, as other pages name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailTextRef {
    /// Which.
    pub id: MailTextId,
    /// What it is called.
    pub name: String,
}

/// Ask what a sending can begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskLetters {
    /// Which quotation.
    pub quote: QuoteId,
    /// The version that would be sent.
    pub version: u32,
    /// Whether the customer has that very version.
    pub again: bool,
}

/// What a sending can begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letters {
    /// The texts to choose from; the program's own, without an id, comes first.
    pub choices: Vec<LetterChoice>,
    /// The one to begin with; none for the program's own.
    pub chosen: Option<MailTextId>,
    /// What the program puts around a message, by language.
    pub around: Vec<Around>,
    /// The last day, where the quotation names none.
    pub valid_until: Option<NaiveDate>,
    /// Whether the customer is told what it comes to with tax: it is nobody's business.
    pub with_tax: bool,
}

/// A text to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterChoice {
    /// Which; none for the program's own.
    pub id: Option<MailTextId>,
    /// What it is called; empty for the program's own.
    pub name: String,
    /// What it says, in each language; where it says nothing, the program's own words.
    pub letters: Vec<Letter>,
}

/// What the program puts around a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    /// In which language.
    pub language: Lang,
    /// Before the link.
    pub lead: String,
    /// That the link is personal.
    pub personal: String,
    /// A total, with `{sum}` in its place and whether tax is in it.
    pub total: String,
}
