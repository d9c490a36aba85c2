//! The Finnish value-added tax: its rates and since when they hold.
use super::dated::DatedRate;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The classes of the Finnish value-added tax (AVL 84, 85, 85 a §).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinnishRate {
    /// Most goods and services.
    Standard,
    /// Food, restaurants, books, medicines, passenger transport, accommodation, culture and sport.
    Reduced,
    /// Mainly subscribed newspapers and periodicals.
    Low,
    /// Zero-rated.
    Zero,
}

/// Rates by their first day, tenths of a percent; source: Finnish Tax Administration.
const STANDARD: [(i32, u32, i64); 3] = [(2010, 7, 230), (2013, 1, 240), (2024, 9, 255)];
const REDUCED: [(i32, u32, i64); 3] = [(2010, 7, 130), (2013, 1, 140), (2026, 1, 135)];
const LOW: [(i32, u32, i64); 2] = [(2010, 7, 90), (2013, 1, 100)];

impl FinnishRate {
    /// Its history; every rate starts on the first of a month.
    pub fn history(self) -> Vec<DatedRate> {
        let rates: &[(i32, u32, i64)] = match self {
            FinnishRate::Standard => &STANDARD,
            FinnishRate::Reduced => &REDUCED,
            FinnishRate::Low => &LOW,
            FinnishRate::Zero => &[],
        };
        let first = |(year, month, rate): &(i32, u32, i64)| {
            NaiveDate::from_ymd_opt(*year, *month, 1).map(|from| DatedRate { from, rate: Decimal::new(*rate, 1) })
        };
        rates.iter().filter_map(first).collect()
    }

    /// The rate of a day in percent; of days before July 2010 the first one known.
    ///
    /// ```
    /// use domain::tax::finland::FinnishRate;
    /// use rust_decimal::Decimal;
    /// let day = |text: &str| text.parse().unwrap();
    /// assert_eq!(FinnishRate::Reduced.on(day("2025-12-31")), Decimal::from(14));
    /// assert_eq!(FinnishRate::Reduced.on(day("2026-01-01")), Decimal::new(135, 1));
    /// assert_eq!(FinnishRate::Standard.on(day("2024-08-31")), Decimal::from(24));
    /// ```
    pub fn on(self, day: NaiveDate) -> Decimal {
        let history = self.history();
        let now = history.iter().rev().find(|rate| rate.from <= day).or(history.first());
        now.map(|rate| rate.rate).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        ids::TaxId,
        tax::{Tax, TaxKind, dated::DatedTax, dated::rate_day},
    };

    #[test]
    fn the_rate_follows_the_delivery() {
        let tax = DatedTax {
            tax: Tax::percent(TaxId(uuid::Uuid::nil()), FinnishRate::Reduced.on(NaiveDate::MIN)),
            rates: FinnishRate::Reduced.history(),
        };
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let quoted = day("2025-12-20");
        assert_eq!(tax.on(rate_day(None, quoted)).kind, TaxKind::Percent(Decimal::from(14)));
        assert_eq!(tax.on(rate_day(Some(day("2026-01-15")), quoted)).kind, TaxKind::Percent(Decimal::new(135, 1)));
    }
}
