//! Account numbers (IBAN, ISO 13616) and bank codes (BIC, ISO 9362).
use super::{compact, mod_97};
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// An account number whose check digits are right.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

impl Iban {
    /// Reads an account number, with or without spaces.
    ///
    /// ```
    /// use domain::payment::iban::Iban;
    /// let iban = Iban::parse("fi37 1590 3000 0007 76").unwrap();
    /// assert_eq!(iban.as_str(), "FI3715903000000776");
    /// assert_eq!(iban.grouped(), "FI37 1590 3000 0007 76");
    /// assert!(Iban::parse("FI3715903000000777").is_err());
    /// ```
    ///
    /// # Errors
    /// [`Refusal::IbanInvalid`].
    pub fn parse(text: &str) -> Result<Iban, Refusal> {
        let text = compact(text);
        let (country, rest) = text.split_at_checked(2).ok_or(Refusal::IbanInvalid)?;
        let (check, account) = rest.split_at_checked(2).ok_or(Refusal::IbanInvalid)?;
        let right = (15..=34).contains(&text.len())
            && (country != "FI" || (text.len() == 18 && account.bytes().all(|b| b.is_ascii_digit())))
            && country.bytes().all(|b| b.is_ascii_uppercase())
            && check.bytes().all(|b| b.is_ascii_digit())
            // Check digits 00, 01 and 99 are never issued: they repeat 97, 98 and 02.
            && !matches!(check, "00" | "01" | "99")
            && mod_97(account.chars().chain(country.chars()).chain(check.chars())) == Some(1);
        if right { Ok(Iban(text)) } else { Err(Refusal::IbanInvalid) }
    }

    /// Without spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four, as it is printed.
    pub fn grouped(&self) -> String {
        let characters: Vec<char> = self.0.chars().collect();
        characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// The sixteen digits of a Finnish account; none of another country's.
    pub fn finnish(&self) -> Option<&str> {
        self.0.strip_prefix("FI")
    }
}

impl TryFrom<String> for Iban {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        Iban::parse(&text)
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> String {
        iban.0
    }
}

/// Reads a bank code: four letters, a country, two or five characters.
///
/// ```
/// use domain::payment::iban::bic;
/// assert_eq!(bic("nordfihh").as_deref(), Ok("NORDFIHH"));
/// assert!(bic("NORDFIH").is_err());
/// ```
///
/// # Errors
/// [`Refusal::BicInvalid`].
pub fn bic(text: &str) -> Result<String, Refusal> {
    let text = compact(text);
    let right = matches!(text.len(), 8 | 11)
        && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        && text.bytes().take(6).all(|b| b.is_ascii_uppercase());
    if right { Ok(text) } else { Err(Refusal::BicInvalid) }
}
