//! Currencies, rounding, and the bounds that keep every sum exact.
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use std::fmt;

pub(crate) mod checked;
pub mod rates;
pub mod step;

/// The largest amount a document may reach, in units of its currency.
///
/// Amounts are stored as millionths in 64 bits (about 9.2 × 10¹²); this bound leaves room for sums
/// over many documents.
pub const AMOUNT_LIMIT: Decimal = Decimal::from_parts(1_215_752_192, 23, 0, false, 0); // 10^11

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro, the default.
    pub const EUR: Currency = Currency(*b"EUR");

    /// Reads a three-letter code; letters only.
    pub fn parse(code: &str) -> Option<Currency> {
        let bytes: [u8; 3] = code.trim().as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Currency(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// The code, e.g. `EUR`.
    pub fn code(&self) -> &str {
        // Only ASCII letters get in, so this cannot fail.
        std::str::from_utf8(&self.0).unwrap_or("EUR")
    }

    /// Decimals of the smallest unit (ISO 4217 minor unit): 2 for most, 0 for yen and króna, 3 for dinars.
    pub fn decimals(&self) -> u32 {
        match &self.0 {
            b"JPY" | b"ISK" | b"KRW" | b"CLP" | b"VND" | b"PYG" | b"UGX" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// The sign people write, where there is one everyone knows; otherwise the code.
    pub fn symbol(&self) -> &str {
        match &self.0 {
            b"EUR" => "€",
            b"USD" => "$",
            b"GBP" => "£",
            b"SEK" | b"NOK" | b"DKK" => "kr",
            _ => self.code(),
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = &'static str;
    fn try_from(code: String) -> Result<Self, Self::Error> {
        Currency::parse(&code).ok_or("a currency is three letters")
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().to_owned()
    }
}

/// Rounds half away from zero, the commercial rounding of Finnish practice and of Odoo.
///
/// ```
/// use domain::money::round;
/// use rust_decimal::Decimal;
/// assert_eq!(round(Decimal::new(2345, 3), 2), Decimal::new(235, 2));
/// assert_eq!(round(Decimal::new(-2345, 3), 2), Decimal::new(-235, 2));
/// ```
pub fn round(amount: Decimal, decimals: u32) -> Decimal {
    amount.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_limit_is_a_hundred_thousand_million() {
        assert_eq!(AMOUNT_LIMIT, Decimal::from(100_000_000_000_i64));
    }

    #[test]
    fn a_currency_is_three_letters() {
        assert_eq!(Currency::parse("eur").unwrap(), Currency::EUR);
        assert!(Currency::parse("EU").is_none());
        assert!(Currency::parse("E1R").is_none());
    }
}
