//! Templates of quotations.
use crate::shared::IdempotencyKey;
use domain::{
    ids::{QuoteId, TemplateId},
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
