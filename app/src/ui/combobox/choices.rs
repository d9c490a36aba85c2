//! What a combobox offers, and which part of it matched what was typed.
use crate::ui::icon::IconName;
use std::ops::Range;

/// One thing to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What tells it apart: an id.
    pub key: String,
    /// Its name; the part that matches is set in bold.
    pub words: String,
    /// A second line, smaller.
    pub note: String,
    /// At the right: the one fact that decides, a price or a town.
    pub fact: String,
    /// Shown with initials: a person or a company.
    pub face: Face,
}

/// Initials before a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// None.
    #[default]
    None,
    /// Round.
    Person,
    /// Square.
    Org,
}

impl Choice {
    /// A choice of a key and its words.
    pub fn new(key: impl Into<String>, words: impl Into<String>) -> Choice {
        Choice { key: key.into(), words: words.into(), ..Choice::default() }
    }

    /// The same with a fact at the right.
    #[must_use]
    pub fn fact(mut self, fact: impl Into<String>) -> Choice {
        self.fact = fact.into();
        self
    }

    /// The same with a second line.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Choice {
        self.note = note.into();
        self
    }

    /// The same with initials before it.
    #[must_use]
    pub fn face(mut self, face: Face) -> Choice {
        self.face = face;
        self
    }
}

/// One of the last rows: not a choice but an act on what was typed, "Create “här”".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// What tells it apart.
    pub key: &'static str,
    /// Its words.
    pub words: String,
    /// Drawn before them.
    pub icon: IconName,
}

/// The choices whose words, note or fact hold every word that was typed, those that begin with it first.
pub fn matching(choices: &[Choice], typed: &str) -> Vec<Choice> {
    let wanted: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<(bool, &Choice)> = choices
        .iter()
        .filter(|choice| {
            let all = format!("{} {} {}", choice.words, choice.note, choice.fact).to_lowercase();
            wanted.iter().all(|word| all.contains(word.as_str()))
        })
        .map(|choice| {
            let begins = wanted.first().is_none_or(|word| choice.words.to_lowercase().starts_with(word.as_str()));
            (!begins, choice)
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    found.into_iter().map(|(_, choice)| choice.clone()).collect()
}

/// Where the typed text stands in the words, whatever the case; bytes of `words`.
pub fn matched(words: &str, typed: &str) -> Option<Range<usize>> {
    let typed: Vec<char> = typed.trim().chars().flat_map(char::to_lowercase).collect();
    if typed.is_empty() {
        return None;
    }
    words.char_indices().find_map(|(start, _)| {
        let mut left = typed.iter();
        let mut end = start;
        for letter in words[start..].chars() {
            for small in letter.to_lowercase() {
                match left.next() {
                    Some(wanted) if *wanted == small => {}
                    Some(_) => return None,
                    None => return None,
                }
            }
            end += letter.len_utf8();
            if left.as_slice().is_empty() {
                return Some(start..end);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_typed_word_must_be_found_and_beginnings_come_first() {
        let all = [
            Choice::new("1", "Mäkelän Härmä Oy"),
            Choice::new("2", "Härmän Konepaja Oy").fact("Härmä"),
            Choice::new("3", "Leipomo Ääpälä Oy"),
        ];
        let keys = |typed| -> Vec<String> { matching(&all, typed).into_iter().map(|choice| choice.key).collect() };
        assert_eq!(keys("HÄRM"), ["2", "1"]);
        assert_eq!(keys("härm kone"), ["2"]);
        assert_eq!(keys(""), ["1", "2", "3"]);
        assert!(keys("xyz").is_empty());
    }

    #[test]
    fn the_match_is_found_in_any_case() {
        let words = "Härmän Konepaja Oy";
        assert_eq!(matched(words, "härm").map(|at| &words[at]), Some("Härm"));
        assert_eq!(matched(words, " KONE").map(|at| &words[at]), Some("Kone"));
        assert_eq!(matched(words, "z"), None);
        assert_eq!(matched(words, ""), None);
        assert_eq!(matched("Oy", "oyj"), None);
    }
}
