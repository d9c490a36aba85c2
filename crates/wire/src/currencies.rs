//! Currencies a company sells in beside its own: their rates by day, and a quotation that changes to one.
use crate::shared::{Amount, IdempotencyKey};
use chrono::NaiveDate;
use domain::{
    ids::{CurrencyId, PriceListId, QuoteId},
    money::{
        Currency,
        rates::{FrozenRate, Rates},
    },
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The page of the currencies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrenciesView {
    /// The company's own, which all rates are quoted against.
    pub base: Currency,
    /// The others, by code.
    pub rows: Vec<CurrencyRow>,
}

/// What price lists can be made in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyChoices {
    /// The currencies: the company's own first.
    pub offered: Vec<Currency>,
    /// All rates.
    pub rates: Rates,
}

/// A currency beside the company's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyRow {
    /// Which.
    pub id: CurrencyId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The fields.
    pub fields: CurrencyFields,
}

/// The fields of a currency, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurrencyFields {
    /// Its code (ISO 4217); stays what it was once there are rates.
    pub code: String,
    /// Whether price lists can be made in it.
    pub active: bool,
    /// Its rates, the latest first.
    pub rates: Vec<RateFields>,
}

/// A rate from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateFields {
    /// First day it holds.
    pub from: NaiveDate,
    /// Units of the currency for one of the company's.
    pub per_base: Decimal,
}

/// Take a currency in, or change one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveCurrency {
    /// Same key, saved once.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<CurrencyId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: CurrencyFields,
}

/// What saving answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedCurrency {
    /// Which.
    pub id: CurrencyId,
    /// Its version now.
    pub version: i64,
}

/// Take a price list in another currency onto a quotation; asked for first, then done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeCurrency {
    /// Same key, changed once.
    pub key: IdempotencyKey,
    /// Which quotation.
    pub id: QuoteId,
    /// The row version that was read.
    pub version: i64,
    /// The list; none for the products' own prices in the company's currency.
    pub list: Option<PriceListId>,
}

/// What changing the currency makes of a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyChange {
    /// The row's version: as it was while it is only asked for, the new one once it is done.
    pub version: i64,
    /// The rate; none back in the company's own currency.
    pub rate: Option<FrozenRate>,
    /// Lines that get the list's price.
    pub priced: u32,
    /// Lines whose price was set by hand: converted at the rate.
    pub converted: u32,
    /// The net before.
    pub before: Amount,
    /// The net after.
    pub after: Amount,
}
