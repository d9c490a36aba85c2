//! Templates of quotations.
use crate::shared::IdempotencyKey;
use chrono::NaiveDate;
use domain::{
    ids::{FiscalPositionId, LineId, PriceListId, QuoteId, TemplateId},
    lang::Lang,
    money::Currency,
    payment::deposit::TypedDeposit,
    quotes::{blocks::Block, demands::Demands, line::LineInput, template::TemplateContent},
};
use rust_decimal::Decimal;
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

/// Asks what a template would make of a quotation. Nothing is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferTemplate {
    /// The quotation.
    pub quote: QuoteId,
    /// The template.
    pub template: TemplateId,
    /// The language of the document as it stands on the page.
    pub language: Lang,
    /// Its price list as it stands there.
    pub list: Option<PriceListId>,
    /// Its fiscal position as it stands there.
    pub position: Option<FiscalPositionId>,
    /// Whether the template's own list makes the prices, where it has one that can be taken.
    pub own_list: bool,
}

/// What a template would make of a quotation; what is empty it says nothing about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateOffer {
    /// What it is about.
    pub title: String,
    /// The opening text.
    pub introduction: String,
    /// Other terms.
    pub terms: String,
    /// Terms of payment, in the language of the document.
    pub payment_terms: String,
    /// The last day it can be accepted.
    pub valid_until: Option<NaiveDate>,
    /// The template's price list, where it can be taken.
    pub price_list: Option<PriceListId>,
    /// The currency of the template's price list, where that is another than the quotation's.
    pub other_currency: Option<Currency>,
    /// What is demanded on acceptance, in the quotation's currency.
    pub deposit: TypedDeposit,
    /// Whether it is accepted by name alone.
    pub unsigned: Option<bool>,
    /// What must be told besides the name by whoever accepts.
    pub demands: Demands,
    /// Why the customer cannot withdraw, by code, where the template says so, the customer is a consumer, and it is
    /// another reason than the quotation's.
    #[serde(default)]
    pub exempt: Option<String>,
    /// What stands above the lines, in every language.
    pub blocks: Vec<Block>,
    /// The lines under new identities, at today's prices.
    pub lines: Vec<LineInput>,
    /// What one unit of each product line costs us, for those who may see it.
    pub costs: Option<Vec<(LineId, Decimal)>>,
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
