//! Tags of products: words of the whole company that products are found by and deliveries are chosen by.
use crate::{refusal::Refusal, text};
use rust_decimal::Decimal;

/// Most tags on one product.
pub const MOST_ON_ONE: usize = 20;
/// Most tags of a company: filters show all of them.
pub const MOST: usize = 500;
/// Longest name, in characters.
pub const LONGEST: usize = 40;
/// Longest text of a field of tags, in characters.
pub const LONGEST_TEXT: usize = MOST_ON_ONE * (LONGEST + 2);

/// Reads tags as they are typed into one field or a cell, parted by commas or semicolons. Each is there once, in the order
/// of their names; one that is known is written as it is known.
/// # Errors
/// [`Refusal::TooLong`] of a name, [`Refusal::Required`] for one of nothing but signs, [`Refusal::TooLarge`] for too many.
pub fn read(typed: &str, known: &[String]) -> Result<Vec<String>, Refusal> {
    let mut read: Vec<(String, String)> = Vec::new();
    for part in typed.split([',', ';', '\n']) {
        let name = text::optional_line(part, LONGEST)?;
        if name.is_empty() {
            continue;
        }
        let folded = key(&name);
        if folded.is_empty() {
            return Err(Refusal::Required);
        }
        if read.iter().any(|(there, _)| *there == folded) {
            continue;
        }
        if read.len() == MOST_ON_ONE {
            return Err(Refusal::TooLarge { most: Decimal::from(MOST_ON_ONE) });
        }
        let name = known.iter().find(|known| key(known) == folded).cloned().unwrap_or(name);
        read.push((folded, name));
    }
    read.sort();
    Ok(read.into_iter().map(|(_, name)| name).collect())
}

/// Tags as one text, as [`read`] reads them again.
pub fn written(names: &[String]) -> String {
    names.join(", ")
}

/// What a name is compared by: the same word in another case is the same tag.
pub fn key(name: &str) -> String {
    text::fold(name).trim().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn tags_are_parted_by_commas_and_written_as_they_are_known() {
        let known = ["Painava".to_owned(), "Särkyvä".to_owned()];
        let read = read(" sarkyva;painava,, Ulkokäyttö , PAINAVA ", &known).unwrap();
        assert_eq!(read, ["Painava", "Särkyvä", "Ulkokäyttö"]);
        assert_eq!(super::read("", &known), Ok(Vec::new()));
    }

    #[test]
    fn too_many_and_too_long_ones_are_refused() {
        let many: Vec<String> = (0..=MOST_ON_ONE).map(|at| format!("t{at}")).collect();
        assert_eq!(read(&many.join(","), &[]), Err(Refusal::TooLarge { most: Decimal::from(MOST_ON_ONE) }));
        assert!(matches!(read(&"x".repeat(LONGEST + 1), &[]), Err(Refusal::TooLong { .. })));
    }

    proptest::proptest! {
        #[test]
        fn what_was_read_is_read_again_as_it_is(typed in "[\\PC,;]{0,80}") {
            if let Ok(once) = read(&typed, &[]) {
                proptest::prop_assert_eq!(read(&written(&once), &[]), Ok(once));
            }
        }
    }
}
