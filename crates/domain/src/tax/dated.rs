//! Taxes whose rate changes on a day. The rate follows the expected delivery, as the tax point does.
use super::{Tax, TaxKind};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A rate from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedRate {
    /// First day it holds.
    pub from: NaiveDate,
    /// The rate in percent, or the amount of a fixed tax.
    pub rate: Decimal,
}

/// A tax with the history of its rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedTax {
    /// The tax; its own rate holds before the first dated one.
    pub tax: Tax,
    /// Later rates, in any order.
    pub rates: Vec<DatedRate>,
}

impl DatedTax {
    /// The tax at the rate of a day.
    pub fn on(&self, day: NaiveDate) -> Tax {
        let rate = self.rates.iter().filter(|rate| rate.from <= day).max_by_key(|rate| rate.from);
        let kind = match (rate, &self.tax.kind) {
            (Some(rate), TaxKind::Percent(_)) => TaxKind::Percent(rate.rate),
            (Some(rate), TaxKind::Division(_)) => TaxKind::Division(rate.rate),
            (Some(rate), TaxKind::Fixed(_)) => TaxKind::Fixed(rate.rate),
            (_, kind) => kind.clone(),
        };
        Tax { kind, ..self.tax.clone() }
    }
}

/// The day whose rates a quotation takes: the expected delivery, else the day of the quotation.
///
/// Goods are taxed when delivered, services when completed (AVL 15 §), so the rate of a quotation is that of the
/// expected delivery, not of the day it was written.
pub fn rate_day(expected_delivery: Option<NaiveDate>, quoted: NaiveDate) -> NaiveDate {
    expected_delivery.unwrap_or(quoted)
}
