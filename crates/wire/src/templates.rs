//! Templates of quotations.
use crate::shared::IdempotencyKey;
use domain::{
    ids::{PriceListId, QuoteId, TemplateId},
    lang::Lang,
    money::Currency,
    quotes::template::TemplateContent,
};
use serde::{Deserialize, Serialize};

/// A row of the list, and a template to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRow {
    /// Which.
    pub id: TemplateId,
    /// For deleting and bringing back: the version that was read.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Days a quotation made from it is valid; 0 for the company's usual ones.
    pub valid_days: u32,
    /// Whether it can be chosen.
    pub active: bool,
    /// Whether it is chosen already when a new quotation is begun.
    pub usual: bool,
    /// How many product lines it has.
    pub products: u32,
}

/// A template's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateView {
    /// Which.
    pub id: TemplateId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The language it was written in: what has no translation stands in it.
    pub language: Lang,
    /// Currency of its prices.
    pub currency: Currency,
    /// The fields.
    pub fields: TemplateFields,
}

/// The fields of a template, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateFields {
    /// Its name.
    pub name: String,
    /// Days a quotation made from it is valid; 0 for the company's usual ones.
    pub valid_days: u32,
    /// Whether it can be chosen.
    pub active: bool,
    /// Whether it is chosen already when a new quotation is begun; at most one is.
    pub usual: bool,
    /// Terms of payment, as they are said in any language; the customer's or the company's where empty.
    pub payment_terms: String,
    /// The price list of quotations made from it; the customer's where none.
    pub price_list: Option<PriceListId>,
    /// Texts and lines.
    pub content: TemplateContent,
}

/// Keep a quotation's texts and lines as a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveAsTemplate {
    /// Same key, one template.
    pub key: IdempotencyKey,
    /// The quotation.
    pub quote: QuoteId,
    /// The template's name.
    pub name: String,
}

/// Change a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditTemplate {
    /// Which.
    pub id: TemplateId,
    /// The version that was read.
    pub version: i64,
    /// The fields.
    pub fields: TemplateFields,
}

/// Delete a template, or bring a deleted one back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeleteTemplate {
    /// Which.
    pub id: TemplateId,
    /// The version that was read.
    pub version: i64,
    /// Whether it is deleted from now on.
    pub deleted: bool,
}

/// Make another template that says the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DuplicateTemplate {
    /// Same key, one template.
    pub key: IdempotencyKey,
    /// Which.
    pub id: TemplateId,
    /// The new one's name; a number is put after it where it is taken.
    pub name: String,
}
