//! The head of a quotation: its fields, and what each of them would be by itself.
use chrono::NaiveDate;
use domain::{
    ids::{FiscalPositionId, PriceListId, QuoteId, TeamId, TemplateId, UserId, WarehouseId},
    lang::Lang,
    payment::deposit::TypedDeposit,
    quotes::{demands::Demands, handling::Handling, shipment::Shipment},
};
use serde::{Deserialize, Serialize};

/// The head of a quotation that can be edited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuoteFields {
    /// What it is about.
    pub title: String,
    /// An opening text.
    pub introduction: String,
    /// Language of the document.
    pub language: Lang,
    /// The customer's contact person.
    pub contact_name: String,
    /// The customer's own reference.
    pub customer_reference: String,
    /// The last day it can be accepted; the company's usual validity when empty.
    pub valid_until: Option<NaiveDate>,
    /// When to pay.
    pub payment_terms: String,
    /// Other terms.
    pub terms: String,
    /// The price list its prices come from; none for public prices.
    #[serde(default)]
    pub price_list: Option<PriceListId>,
    /// The fiscal position; none leaves the products' own taxes.
    #[serde(default)]
    pub fiscal_position: Option<FiscalPositionId>,
    /// Whether a person chose the position: it is not looked for again.
    #[serde(default)]
    pub fiscal_by_hand: bool,
    /// The expected delivery: its day decides the tax rates.
    #[serde(default)]
    pub delivery_on: Option<NaiveDate>,
    /// Where and how it is delivered; the address decides the fiscal position.
    #[serde(default)]
    pub shipment: Shipment,
    /// What is demanded on acceptance, as it is typed. A page that does not know it would take it away.
    pub deposit: TypedDeposit,
    /// Whether it is accepted by name alone: no signature is demanded.
    #[serde(default)]
    pub unsigned: bool,
    /// What must be told besides the name by whoever accepts.
    #[serde(default)]
    pub demands: Demands,
    /// Where the goods leave from.
    #[serde(default)]
    pub warehouse: Option<WarehouseId>,
    /// The template it was made from, or took last: its words go with the mail that confirms the order.
    #[serde(default)]
    pub template: Option<TemplateId>,
    /// Where its invoice goes, what brought it in, how it is counted and found.
    pub handling: Handling,
}

/// What a field would be by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usual {
    /// The field, named as its refusals are: `title`, `shipment.street`.
    pub field: String,
    /// What would stand in it: words, days and ids as text.
    pub value: String,
    /// Where that comes from.
    pub from: Origin,
    /// Which one that is, or what it is in words, where the origin alone does not say: a template's name, an address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// Where what stands in a field comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The template it was made from, or took last.
    Template,
    /// The opportunity it was made for.
    Opportunity,
    /// The customer.
    Customer,
    /// The customer's country.
    Country,
    /// The company's settings.
    Company,
    /// The quotation it is a copy of.
    Copied,
}

/// Give a quotation to a colleague, to a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// Which.
    pub id: QuoteId,
    /// The row version that was read.
    pub version: i64,
    /// Who answers for it from now on.
    pub owner: Option<UserId>,
    /// Whose work it is; where it stays as it was, it becomes the new salesperson's.
    pub team: Option<TeamId>,
}

/// What a hand-over answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// The row's version now.
    pub version: i64,
    /// Whether the giver still sees it.
    pub seen: bool,
}
