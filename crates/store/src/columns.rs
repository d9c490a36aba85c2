//! How values stand in columns: the one place that converts.
use crate::StoreError;
use chrono::NaiveDate;
use domain::{days::Instant, lang::Lang, money::Currency};
use rust_decimal::Decimal;

/// Decimals of a stored amount, quantity or percentage.
const SCALE: u32 = 6;

/// A decimal as millionths.
/// # Errors
/// A fault when it has more than six decimals or does not fit; callers bound their values before.
pub fn millionths(value: Decimal) -> Result<i64, StoreError> {
    let scaled = value
        .normalize()
        .checked_mul(Decimal::from(1_000_000))
        .filter(Decimal::is_integer)
        .and_then(|scaled| i64::try_from(scaled).ok());
    scaled.ok_or_else(|| StoreError::fault(format!("{value} does not fit a column")))
}

/// Millionths as a decimal, without trailing zeros.
pub fn decimal(millionths: i64) -> Decimal {
    Decimal::new(millionths, SCALE).normalize()
}

/// Millionths as an amount of a currency, with its usual decimals (`17318.00`).
pub fn amount(millionths: i64, currency: &Currency) -> Decimal {
    let mut value = Decimal::new(millionths, SCALE).normalize();
    if value.scale() < currency.decimals() {
        value.rescale(currency.decimals());
    }
    value
}

/// A day as ISO text.
pub fn day_text(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// ISO text as a day.
/// # Errors
/// A fault when the column holds no day.
pub fn day(text: &str) -> Result<NaiveDate, StoreError> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| StoreError::fault(format!("{text} is no day")))
}

/// ISO text as a day, where there may be none.
/// # Errors
/// A fault when the column holds no day.
pub fn optional_day(text: Option<String>) -> Result<Option<NaiveDate>, StoreError> {
    text.as_deref().map(day).transpose()
}

/// A stored instant.
pub const fn instant(micros: i64) -> Instant {
    Instant(micros)
}

/// A stored language.
/// # Errors
/// A fault when the column holds none.
pub fn lang(code: &str) -> Result<Lang, StoreError> {
    Lang::parse(code).ok_or_else(|| StoreError::fault(format!("{code} is no language")))
}

/// A stored currency.
/// # Errors
/// A fault when the column holds none.
pub fn currency(code: &str) -> Result<Currency, StoreError> {
    Currency::parse(code).ok_or_else(|| StoreError::fault(format!("{code} is no currency")))
}

/// A stored name of a state or kind, read by `parse`.
/// # Errors
/// A fault when the column holds none.
pub fn code<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    parse(text).ok_or_else(|| StoreError::fault(format!("unknown code {text}")))
}

/// A stored count as the type the domain uses.
/// # Errors
/// A fault when it does not fit.
pub fn count<T: TryFrom<i64>>(value: i64) -> Result<T, StoreError> {
    T::try_from(value).map_err(|_| StoreError::fault(format!("{value} does not fit")))
}
