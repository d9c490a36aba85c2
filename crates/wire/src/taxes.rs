//! Taxes as settings show and change them.
use crate::shared::IdempotencyKey;
use chrono::NaiveDate;
use domain::{
    ids::TaxId,
    tax::{TaxRounding, notes::LegalNote},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// All taxes of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxesView {
    /// The taxes, in the order in which they are offered.
    pub taxes: Vec<TaxForm>,
    /// When amounts are rounded.
    pub rounding: TaxRounding,
}

/// A tax with what changing it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxForm {
    /// Which.
    pub id: TaxId,
    /// For saving: the version that was read.
    pub version: i64,
    /// Its rate in force.
    pub rate: Decimal,
    /// The fields.
    pub fields: TaxFields,
}

/// How a tax is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxKindCode {
    /// Percent of the price.
    #[default]
    Percent,
    /// Percent of the price with tax.
    Division,
    /// An amount for each unit.
    Fixed,
    /// Several taxes.
    Group,
}

impl TaxKindCode {
    /// All kinds, the usual one first.
    pub const ALL: [TaxKindCode; 4] =
        [TaxKindCode::Percent, TaxKindCode::Fixed, TaxKindCode::Division, TaxKindCode::Group];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            TaxKindCode::Percent => "percent",
            TaxKindCode::Division => "division",
            TaxKindCode::Fixed => "fixed",
            TaxKindCode::Group => "group",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<TaxKindCode> {
        TaxKindCode::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A tax, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxFields {
    /// Its name.
    pub name: String,
    /// How it is computed.
    pub kind: TaxKindCode,
    /// Percent, or the amount of one unit; where there are dated rates, theirs count.
    pub rate: Decimal,
    /// Rates from a day on.
    pub rates: Vec<DatedRateFields>,
    /// Whether prices contain it.
    pub included: bool,
    /// Whether later taxes of a group are computed on it too.
    pub affects_later: bool,
    /// Why it is none.
    pub note: Option<LegalNote>,
    /// The taxes of a group, in their order.
    pub parts: Vec<TaxId>,
    /// Whether products and lines can choose it.
    pub active: bool,
}

/// A rate from a day on, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedRateFields {
    /// Its first day.
    pub from: NaiveDate,
    /// The rate.
    pub rate: Decimal,
}

/// Make a tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateTax {
    /// Same key, one tax.
    pub key: IdempotencyKey,
    /// The fields.
    pub fields: TaxFields,
}

/// Change a tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditTax {
    /// Which.
    pub id: TaxId,
    /// The version that was read.
    pub version: i64,
    /// The fields.
    pub fields: TaxFields,
}

/// Set when amounts are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetRounding {
    /// When.
    pub rounding: TaxRounding,
}
