//! VAT numbers of the European Union and its neighbours.
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// A VAT number with its country prefix, e.g. `FI07375462`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VatNumber(String);

impl VatNumber {
    /// Reads a number; spaces, dots and hyphens are dropped.
    ///
    /// # Errors
    /// [`Refusal::VatNumberInvalid`] when the form or the check digit of its country is wrong.
    pub fn parse(text: &str) -> Result<VatNumber, Refusal> {
        let compact: String =
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
        let (country, number) = compact.split_at_checked(2).ok_or(Refusal::VatNumberInvalid)?;
        let right = match country {
            "FI" => {
                number.len() == 8
                    && number.bytes().all(|b| b.is_ascii_digit())
                    && number.split_at_checked(7).is_some_and(|(digits, check)| {
                        super::business_id::check_digit(digits)
                            .is_some_and(|expected| check.bytes().eq([b'0' + expected]))
                    })
            }
            _ => country.bytes().all(|b| b.is_ascii_alphabetic()) && (2..=13).contains(&number.len()),
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
