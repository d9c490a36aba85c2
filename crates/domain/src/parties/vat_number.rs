//! VAT numbers of the European Union and its neighbours.
use super::vat_forms::COUNTRIES;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// A VAT number with its country prefix, e.g. `FI07375462`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VatNumber(String);

impl VatNumber {
    /// Reads a number; spaces, dots and hyphens are dropped. Greece's `GR` is written `EL`, as VIES has it.
    ///
    /// Whether it is registered only the tax authorities know; here its form and check digit are looked at. Of
    /// countries beyond the Union and its neighbours only prefix and length are.
    ///
    /// ```
    /// use domain::parties::vat_number::VatNumber;
    /// assert_eq!(VatNumber::parse("fi 0737546-2").unwrap().as_str(), "FI07375462");
    /// assert!(VatNumber::parse("FI07375463").is_err());
    /// ```
    ///
    /// # Errors
    /// [`Refusal::VatNumberInvalid`] when the form or the check digit of its country is wrong.
    pub fn parse(text: &str) -> Result<VatNumber, Refusal> {
        let mut compact = String::with_capacity(16);
        for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '–' | '/')) {
            if !c.is_ascii_alphanumeric() || compact.len() > 20 {
                return Err(Refusal::VatNumberInvalid);
            }
            compact.push(c.to_ascii_uppercase());
        }
        if let Some(number) = compact.strip_prefix("GR") {
            compact = format!("EL{number}");
        }
        let (prefix, number) = compact.split_at_checked(2).ok_or(Refusal::VatNumberInvalid)?;
        let right = match COUNTRIES.iter().find(|country| country.code == prefix) {
            Some(country) => country.accepts(number),
            None => prefix.bytes().all(|b| b.is_ascii_uppercase()) && (2..=13).contains(&number.len()),
        };
        if right { Ok(VatNumber(compact)) } else { Err(Refusal::VatNumberInvalid) }
    }

    /// The number with its prefix.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for VatNumber {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        VatNumber::parse(&text)
    }
}

impl From<VatNumber> for String {
    fn from(number: VatNumber) -> String {
        number.0
    }
}

#[cfg(test)]
#[path = "vat_number_tests.rs"]
mod tests;
