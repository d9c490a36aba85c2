//! Reference numbers: the Finnish one with its check digit, and the international form of it (RF, ISO 11649).
use super::{compact, mod_97};
use serde::{Deserialize, Serialize};

/// A Finnish reference number: 4 to 20 digits, the last of them the check digit, without leading zeros.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// A text that is no reference number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a reference number")]
pub struct NoReference;

impl Reference {
    /// The base with its check digit after it.
    ///
    /// ```
    /// use domain::payment::reference::Reference;
    /// let reference = Reference::of("123456").unwrap();
    /// assert_eq!(reference.as_str(), "1234561");
    /// assert_eq!(reference.grouped(), "12 34561");
    /// assert_eq!(reference.international(), "RF341234561");
    /// ```
    ///
    /// # Errors
    /// [`NoReference`] unless the base is 3 to 19 digits and does not start with zero.
    pub fn of(base: &str) -> Result<Reference, NoReference> {
        let check = check_digit(base).ok_or(NoReference)?;
        Reference::parse(&format!("{base}{check}"))
    }

    /// Reads a reference in either form, with or without spaces and leading zeros.
    /// # Errors
    /// [`NoReference`] when the form or a check digit is wrong.
    pub fn parse(text: &str) -> Result<Reference, NoReference> {
        let text = compact(text);
        let national = match text.strip_prefix("RF") {
            Some(rest) => {
                let (check, national) = rest.split_at_checked(2).ok_or(NoReference)?;
                if text.len() > 25 || mod_97(national.chars().chain("RF".chars()).chain(check.chars())) != Some(1) {
                    return Err(NoReference);
                }
                national
            }
            None => text.as_str(),
        };
        let digits = national.trim_start_matches('0');
        let (base, check) = digits.split_at_checked(digits.len().saturating_sub(1)).ok_or(NoReference)?;
        let right = (4..=20).contains(&digits.len())
            && check_digit(base).is_some_and(|expected| check.bytes().eq([b'0' + expected]));
        if right { Ok(Reference(digits.to_owned())) } else { Err(NoReference) }
    }

    /// Without spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of five from the right, as it is printed.
    pub fn grouped(&self) -> String {
        let first = self.0.len() % 5;
        let (head, rest) = self.0.split_at_checked(first).unwrap_or((&self.0, ""));
        let digits: Vec<char> = rest.chars().collect();
        let groups = digits.chunks(5).map(|group| group.iter().collect::<String>());
        std::iter::once(head.to_owned()).filter(|head| !head.is_empty()).chain(groups).collect::<Vec<_>>().join(" ")
    }

    /// The two check digits of the international form.
    pub fn international_check(&self) -> u32 {
        // 27 15 are the letters RF; 00 holds the place of the check digits.
        98 - mod_97(self.0.chars().chain("RF00".chars())).unwrap_or(0)
    }

    /// The international form, without spaces.
    pub fn international(&self) -> String {
        format!("RF{:02}{}", self.international_check(), self.0)
    }

    /// The international form in groups of four, as it is printed.
    pub fn international_grouped(&self) -> String {
        let signs: Vec<char> = self.international().chars().collect();
        signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

/// The check digit: weights 7 3 1 from the right, what lacks to the next ten.
fn check_digit(base: &str) -> Option<u8> {
    let mut sum = 0;
    for (digit, weight) in base.chars().rev().zip([7, 3, 1].into_iter().cycle()) {
        sum += digit.to_digit(10)? * weight;
    }
    u8::try_from((10 - sum % 10) % 10).ok()
}

impl TryFrom<String> for Reference {
    type Error = NoReference;
    fn try_from(text: String) -> Result<Self, NoReference> {
        Reference::parse(&text)
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> String {
        reference.0
    }
}
