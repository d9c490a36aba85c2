//! Fiscal positions: which taxes stand in the place of which for some customers, and what a quotation has.
use crate::{products::TaxView, shared::IdempotencyKey};
use chrono::NaiveDate;
use domain::{
    fiscal::{
        detect::{Because, Condition},
        finland::Supply,
        replace::Replacement,
    },
    ids::{FiscalPositionId, LineId, ProductId, QuoteId, TaxId},
    parties::PartyKind,
};
use serde::{Deserialize, Serialize};

/// A fiscal position, as other pages name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalRef {
    /// Which.
    pub id: FiscalPositionId,
    /// Its name.
    pub name: String,
}

/// A fiscal position a quotation can have, with what it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalChoice {
    /// Which.
    pub id: FiscalPositionId,
    /// Its name.
    pub name: String,
    /// Which taxes it puts in the place of which.
    pub replacements: Vec<Replacement>,
}

/// What the customer's address and numbers lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalFound {
    /// The position; none leaves the products' own taxes.
    pub position: Option<FiscalRef>,
    /// How it came to be.
    pub because: Because,
    /// The country that was looked at, by code.
    pub country: String,
    /// The postcode that was looked at.
    pub postcode: String,
    /// The customer's VAT number.
    pub vat_number: String,
    /// Whether the customer is a company or a person.
    pub buyer: PartyKind,
    /// The automatic positions that were looked at, with what did not fit.
    pub considered: Vec<FiscalConsidered>,
}

/// An automatic position that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalConsidered {
    /// Its name.
    pub name: String,
    /// What did not fit; none for the one that was taken.
    pub misses: Option<Condition>,
}

/// Ask why a line bears its tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhyTax {
    /// The quotation.
    pub quote: QuoteId,
    /// The line's product, if it has one.
    pub product: Option<ProductId>,
    /// The position on the page, saved or not.
    pub position: Option<FiscalPositionId>,
    /// The expected delivery on the page, saved or not.
    pub delivery_on: Option<NaiveDate>,
}

/// What led to a line's tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxAccount {
    /// The product's own tax and what is sold; none for lines without a product.
    pub own: Option<(TaxView, Supply)>,
    /// What the position makes of it.
    pub expected: Option<TaxView>,
    /// What the customer's address and numbers lead to.
    pub found: FiscalFound,
    /// The day whose rates hold.
    pub day: NaiveDate,
}

/// Ask which taxes lines would have under another position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxLines {
    /// The quotation.
    pub quote: QuoteId,
    /// The position they were taxed under.
    pub from: Option<FiscalPositionId>,
    /// The position they are to be taxed under.
    pub to: Option<FiscalPositionId>,
    /// The lines.
    pub lines: Vec<TaxAsk>,
}

/// A line to be taxed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxAsk {
    /// The line.
    pub id: LineId,
    /// Its product, if it has one.
    pub product: Option<ProductId>,
    /// The tax it has.
    pub tax: TaxId,
}

/// The tax a line would have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineTax {
    /// The line.
    pub id: LineId,
    /// The tax.
    pub tax: TaxView,
    /// Whether the tax it has was chosen by hand: the rules would have led to another.
    pub by_hand: bool,
}

/// All fiscal positions of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalPositionsView {
    /// The positions in the order in which they are tried.
    pub positions: Vec<FiscalForm>,
    /// Taxes to choose from.
    pub taxes: Vec<TaxView>,
}

/// A fiscal position with what changing it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalForm {
    /// Which.
    pub id: FiscalPositionId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The fields.
    pub fields: FiscalFields,
}

/// Where a position holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Everywhere.
    #[default]
    Any,
    /// In one country.
    Country,
    /// In the other member states of the European Union.
    Union,
    /// Outside the European Union.
    Beyond,
}

impl Area {
    /// All areas.
    pub const ALL: [Area; 4] = [Area::Any, Area::Country, Area::Union, Area::Beyond];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Area::Any => "any",
            Area::Country => "country",
            Area::Union => "union",
            Area::Beyond => "beyond",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Area> {
        Area::ALL.into_iter().find(|area| area.code() == code)
    }
}

/// A fiscal position, as shown and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiscalFields {
    /// Its name.
    pub name: String,
    /// Whether it can be chosen.
    pub active: bool,
    /// Whether it is found by itself.
    pub automatic: bool,
    /// Only for customers with a VAT number.
    pub vat_required: bool,
    /// Only for companies, or only for persons.
    pub buyer: Option<PartyKind>,
    /// Where it holds.
    pub area: Area,
    /// The country of [`Area::Country`], by code.
    pub country: String,
    /// Only in this region of it: ISO 3166-2 after the country.
    pub region: String,
    /// Only from this postcode on.
    pub postcode_from: String,
    /// Only up to this postcode.
    pub postcode_to: String,
    /// Which taxes stand in the place of which.
    pub replacements: Vec<ReplacementFields>,
}

/// A replacement, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplacementFields {
    /// The product's tax.
    pub from: TaxId,
    /// Only for goods, or only for services.
    pub supply: Option<Supply>,
    /// What replaces it.
    pub to: TaxId,
}

/// Make a fiscal position, after the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateFiscalPosition {
    /// Same key, one position.
    pub key: IdempotencyKey,
    /// The fields.
    pub fields: FiscalFields,
}

/// Change a fiscal position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditFiscalPosition {
    /// Which.
    pub id: FiscalPositionId,
    /// The version that was read.
    pub version: i64,
    /// The fields.
    pub fields: FiscalFields,
    /// Its new place among the others, from 1; none keeps it.
    pub place: Option<u32>,
}

/// Add the taxes and positions a company in Finland needs, those of the same name left as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddUsualTaxes {
    /// Same key, once.
    pub key: IdempotencyKey,
}
