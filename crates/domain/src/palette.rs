//! What was typed into the palette against what there is: which text is meant the most, and where it matches.
use crate::text::fold;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A kind of record that the palette finds, in the order of equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// A quotation.
    Quote,
    /// An opportunity.
    Opportunity,
    /// A customer.
    Party,
    /// An order.
    Order,
    /// A product.
    Product,
}

impl RecordKind {
    /// Every kind of record that can be found.
    pub const ALL: [RecordKind; 5] =
        [RecordKind::Quote, RecordKind::Opportunity, RecordKind::Party, RecordKind::Order, RecordKind::Product];
}

/// How well a text answers what was typed; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It is the text.
    Whole,
    /// The text begins with it.
    Beginning,
    /// A word of the text begins with it.
    Word,
    /// It stands somewhere in the text.
    Within,
    /// Each word of it stands somewhere in the text.
    Scattered,
}

/// How well `text` answers `typed`, whatever the case and the dots on letters; none if it does not.
/// Where nothing is typed, everything answers alike.
pub fn rank(text: &str, typed: &str) -> Option<Rank> {
    let (text, typed) = (fold(text), fold(typed));
    if typed.is_empty() {
        return Some(Rank::Scattered);
    }
    if text == typed {
        return Some(Rank::Whole);
    }
    if text.starts_with(&typed) {
        return Some(Rank::Beginning);
    }
    let begins = |at: usize| {
        text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|letter| !letter.is_alphanumeric())
    };
    if text.match_indices(&typed).any(|(at, _)| begins(at)) {
        return Some(Rank::Word);
    }
    if text.contains(&typed) {
        return Some(Rank::Within);
    }
    typed.split(' ').all(|word| text.contains(word)).then_some(Rank::Scattered)
}

/// Where the typed text stands in `text`, in bytes of it: the place that decided the [`rank`], so a word's beginning
/// before its middle. None where only single words match.
pub fn matched(text: &str, typed: &str) -> Option<Range<usize>> {
    let wanted: Vec<char> = fold(typed).chars().collect();
    if wanted.is_empty() {
        return None;
    }
    // Each letter with its place; a folded letter can be two, or none.
    let letters: Vec<(Range<usize>, String)> = text
        .char_indices()
        .map(|(at, letter)| {
            let end = at + letter.len_utf8();
            let folded = if letter.is_whitespace() { " ".to_owned() } else { fold(letter.encode_utf8(&mut [0; 4])) };
            (at..end, folded)
        })
        .collect();
    let from = |first: usize| {
        let mut left = wanted.as_slice();
        let rest = letters.get(first..)?;
        let start = rest.first()?.0.start;
        for (place, folded) in rest {
            for letter in folded.chars() {
                left = left.strip_prefix(&[letter])?;
                if left.is_empty() {
                    return Some(start..place.end);
                }
            }
        }
        None
    };
    let begins = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|letter| !letter.is_alphanumeric())
    };
    let found: Vec<Range<usize>> = (0..letters.len()).filter_map(from).collect();
    found.iter().find(|place| begins(place.start)).or_else(|| found.first()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_nearer_answer_comes_first() {
        let texts = ["Oy Puutyö Mäkelä", "Ylämäkelä", "Mäkelän Puutyö Oy", "MÄKELÄ", "Leipomo"];
        let ranks = texts.map(|text| rank(text, "makela"));
        assert_eq!(ranks, [Some(Rank::Word), Some(Rank::Within), Some(Rank::Beginning), Some(Rank::Whole), None]);
        assert_eq!(rank("Mäkelän Puutyö Oy", "puutyö mäkelän"), Some(Rank::Scattered));
        assert!(Rank::Whole < Rank::Beginning && Rank::Within < Rank::Scattered);
    }

    #[test]
    fn the_match_is_marked_whatever_the_dots() {
        let text = "Ylämäkelä ja Mäkelä";
        assert_eq!(matched(text, "MAKE").map(|at| &text[at]), Some("Mäke"));
        assert_eq!(matched(text, "MAKE").map(|at| at.start), text.rfind("Mäke"));
        assert_eq!(matched("T-2026-0012", "2026-00").map(|at| at.start), Some(2));
        assert_eq!(matched("Oy", "oyj"), None);
        assert_eq!(matched("Oy", "  "), None);
    }

    proptest! {
        #[test]
        fn any_part_of_a_text_is_found_in_it(text in "\\PC{0,40}", skip in 0_usize..40, take in 1_usize..40) {
            let part: String = text.chars().skip(skip).take(take).collect();
            prop_assert!(rank(&text, &part).is_some());
            prop_assert!(rank(&text, &text) == Some(Rank::Whole) || fold(&text).is_empty());
        }

        #[test]
        fn a_mark_is_a_piece_of_the_text_that_reads_like_what_was_typed(text in "[a-zåäöA-ZÅÄÖß -]{0,30}", typed in "[a-zåäöA-ZÅÄÖ]{1,3}") {
            match matched(&text, &typed) {
                Some(place) => {
                    let piece = text.get(place);
                    prop_assert!(piece.is_some_and(|piece| fold(piece).starts_with(&fold(&typed))));
                }
                None => prop_assert!(!fold(&text).contains(&fold(&typed)) || text.contains('ß')),
            }
        }

        #[test]
        fn nothing_that_can_be_typed_breaks_it(text in any::<String>(), typed in any::<String>()) {
            let _ = rank(&text, &typed);
            if let Some(place) = matched(&text, &typed) {
                prop_assert!(text.get(place).is_some());
            }
        }
    }
}
