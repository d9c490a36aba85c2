//! Exchange rates by date. The rate of a document is looked up once and frozen with it.
use super::{
    Currency,
    checked::{Exact, over, times},
};
use crate::refusal::pricing::PricingRefusal;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What one unit of the base currency is worth from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The currency quoted.
    pub currency: Currency,
    /// First day it holds.
    pub from: NaiveDate,
    /// Units of `currency` for one unit of the base currency, as the European Central Bank quotes.
    pub per_base: Decimal,
}

/// Rates against one base currency, usually the company's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rates {
    /// The currency all rates are quoted against.
    pub base: Currency,
    /// The rates, in any order.
    pub rates: Vec<Rate>,
}

/// The rate a document in another currency was made at: it goes with the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenRate {
    /// The company's currency.
    pub base: Currency,
    /// The document's.
    pub currency: Currency,
    /// Units of the document's currency for one of the company's.
    pub per_base: Decimal,
    /// The day it was looked up for.
    pub on: NaiveDate,
}

impl FrozenRate {
    /// An amount in the company's currency in that of the document, unrounded.
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn converted(&self, amount: Decimal) -> Exact {
        times(amount, self.per_base)
    }
}

impl Rates {
    /// The rate of a currency on a day, to keep with a document; none for the base itself.
    /// # Errors
    /// [`PricingRefusal::NoExchangeRate`].
    pub fn frozen(&self, currency: Currency, on: NaiveDate) -> Result<Option<FrozenRate>, PricingRefusal> {
        let per_base = self.on(currency, on)?;
        Ok((currency != self.base).then_some(FrozenRate { base: self.base, currency, per_base, on }))
    }

    /// These rates, but a document's own currency at the rate that goes with it.
    pub fn held(mut self, frozen: &FrozenRate) -> Rates {
        self.rates.retain(|rate| rate.currency != frozen.currency);
        self.rates.push(Rate { currency: frozen.currency, from: NaiveDate::MIN, per_base: frozen.per_base });
        self
    }

    /// No rates: the base converts to itself only.
    pub const fn none(base: Currency) -> Rates {
        Rates { base, rates: Vec::new() }
    }

    /// Units of `currency` for one of the base on a day.
    ///
    /// The latest rate not after the day; before the first one, the first (section 0 of the behaviour map).
    /// Where the map's program then takes 1, this refuses: a wrong amount is worse than none.
    ///
    /// # Errors
    /// [`PricingRefusal::NoExchangeRate`] when there is none at all.
    pub fn on(&self, currency: Currency, day: NaiveDate) -> Exact {
        if currency == self.base {
            return Ok(Decimal::ONE);
        }
        let known = self.rates.iter().filter(|rate| rate.currency == currency && rate.per_base > Decimal::ZERO);
        let latest = known.clone().filter(|rate| rate.from <= day).max_by_key(|rate| rate.from);
        latest
            .or_else(|| known.min_by_key(|rate| rate.from))
            .map(|rate| rate.per_base)
            .ok_or(PricingRefusal::NoExchangeRate { currency })
    }

    /// Units of `to` for one unit of `from` on a day.
    /// # Errors
    /// [`PricingRefusal::NoExchangeRate`] when one of the two has no rate.
    pub fn between(&self, from: Currency, to: Currency, day: NaiveDate) -> Exact {
        if from == to { Ok(Decimal::ONE) } else { over(self.on(to, day)?, self.on(from, day)?) }
    }

    /// Converts an amount, unrounded.
    /// # Errors
    /// [`PricingRefusal::NoExchangeRate`], or [`PricingRefusal::AmountTooLarge`].
    pub fn convert(&self, amount: Decimal, from: Currency, to: Currency, day: NaiveDate) -> Exact {
        if from == to {
            return Ok(amount);
        }
        // First times, then over: a division may not end.
        over(times(amount, self.on(to, day)?)?, self.on(from, day)?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_rate_of_the_day_holds_until_the_next() {
        let (sek, nok) = (Currency::parse("SEK").unwrap(), Currency::parse("NOK").unwrap());
        let rate = |currency, from, per_base| Rate { currency, from: day(from), per_base };
        let rates = Rates {
            base: Currency::EUR,
            rates: vec![
                rate(sek, "2026-02-01", Decimal::from(12)),
                rate(sek, "2026-01-01", Decimal::from(11)),
                rate(nok, "2026-01-01", Decimal::from(6)),
            ],
        };
        assert_eq!(rates.on(sek, day("2026-01-31")).unwrap(), Decimal::from(11));
        assert_eq!(rates.on(sek, day("2026-02-01")).unwrap(), Decimal::from(12));
        assert_eq!(rates.on(sek, day("2020-01-01")).unwrap(), Decimal::from(11));
        assert_eq!(rates.convert(Decimal::from(3), nok, sek, day("2026-03-01")).unwrap(), Decimal::from(6));
        let usd = Currency::parse("USD").unwrap();
        assert_eq!(rates.on(usd, day("2026-01-01")), Err(PricingRefusal::NoExchangeRate { currency: usd }));
    }
}
