//! The Finnish business id (Y-tunnus).
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// A Finnish business id: seven digits, a hyphen, a check digit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BusinessId(String);

impl BusinessId {
    /// Reads `1234567-1`; six-digit ids of old get their leading zero.
    ///
    /// The check digit (Finnish Patent and Registration Office): weights 7 9 10 5 8 4 2, sum modulo 11;
    /// 0 gives 0, 1 is never issued, otherwise 11 − remainder.
    ///
    /// ```
    /// use domain::parties::business_id::BusinessId;
    /// assert!(BusinessId::parse("0737546-2").is_ok());
    /// assert!(BusinessId::parse("0737546-3").is_err());
    /// ```
    ///
    /// # Errors
    /// [`Refusal::BusinessIdInvalid`].
    pub fn parse(text: &str) -> Result<BusinessId, Refusal> {
        let compact: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '–' { '-' } else { c }).collect();
        let (digits, check) = compact.split_once('-').ok_or(Refusal::BusinessIdInvalid)?;
        let digits = format!("{digits:0>7}");
        let right = digits.len() == 7
            && compact.len() >= 8
            && digits.bytes().all(|b| b.is_ascii_digit())
            && check.len() == 1
            && check_digit(&digits).is_some_and(|expected| check.bytes().eq([b'0' + expected]));
        if right { Ok(BusinessId(format!("{digits}-{check}"))) } else { Err(Refusal::BusinessIdInvalid) }
    }

    /// The id, e.g. `0737546-2`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The check digit of seven digits, or `None` where the remainder is 1.
pub(super) fn check_digit(digits: &str) -> Option<u8> {
    let sum: u32 = digits.bytes().zip([7, 9, 10, 5, 8, 4, 2]).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    match sum % 11 {
        0 => Some(0),
        1 => None,
        rest => u8::try_from(11 - rest).ok(),
    }
}

impl TryFrom<String> for BusinessId {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        BusinessId::parse(&text)
    }
}

impl From<BusinessId> for String {
    fn from(id: BusinessId) -> String {
        id.0
    }
}
