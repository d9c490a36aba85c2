//! Ranges of postcodes.
use crate::refusal::pricing::PricingRefusal;
use serde::{Deserialize, Serialize};

/// Postcodes from one to another, both within.
///
/// Where all are figures they compare as numbers: 500 lies between 0 and 5000, which as text it does not. (The
/// behaviour map's section 9.7 names that a weakness of comparing texts.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostcodeRange {
    from: String,
    to: String,
}

impl PostcodeRange {
    /// Reads a range; nothing at both ends is no range.
    ///
    /// ```
    /// use domain::fiscal::postcode::PostcodeRange;
    /// let range = PostcodeRange::new("0", "5000").unwrap().unwrap();
    /// assert!(range.contains("500") && range.contains("1234") && !range.contains("6000"));
    /// assert_eq!(PostcodeRange::new("", "").unwrap(), None);
    /// ```
    ///
    /// # Errors
    /// [`PricingRefusal::PostcodeRangeOpen`] with one end only, [`PricingRefusal::PostcodeRangeReversed`].
    pub fn new(from: &str, to: &str) -> Result<Option<PostcodeRange>, PricingRefusal> {
        let (from, to) = (compact(from), compact(to));
        match (from.is_empty(), to.is_empty()) {
            (true, true) => Ok(None),
            (true, false) | (false, true) => Err(PricingRefusal::PostcodeRangeOpen),
            (false, false) => {
                let reversed = match (number(&from), number(&to)) {
                    (Some(from), Some(to)) => from > to,
                    _ => from > to,
                };
                if reversed { Err(PricingRefusal::PostcodeRangeReversed) } else { Ok(Some(PostcodeRange { from, to })) }
            }
        }
    }

    /// Whether a postcode lies in it.
    pub fn contains(&self, postcode: &str) -> bool {
        let postcode = compact(postcode);
        if postcode.is_empty() {
            return false;
        }
        match (number(&self.from), number(&self.to), number(&postcode)) {
            (Some(from), Some(to), Some(postcode)) => from <= postcode && postcode <= to,
            // A range of figures holds no letters.
            (Some(_), Some(_), None) => false,
            _ => self.from <= postcode && postcode <= self.to,
        }
    }

    /// Its first and last postcode.
    pub fn ends(&self) -> (&str, &str) {
        (&self.from, &self.to)
    }
}

/// Upper case, without spaces.
fn compact(postcode: &str) -> String {
    postcode.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

fn number(postcode: &str) -> Option<u64> {
    postcode.bytes().all(|byte| byte.is_ascii_digit()).then(|| postcode.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn letters_compare_as_text() {
        let range = PostcodeRange::new("ab 10", "AC99").unwrap().unwrap();
        assert!(range.contains("AB11") && range.contains("ac 1") && !range.contains("AD1") && !range.contains(""));
        assert_eq!(PostcodeRange::new("9", ""), Err(PricingRefusal::PostcodeRangeOpen));
        assert_eq!(PostcodeRange::new("10", "9"), Err(PricingRefusal::PostcodeRangeReversed));
        assert!(!PostcodeRange::new("1", "9").unwrap().unwrap().contains("5A"));
    }
}
