//! Makes any text a user can type printable: a missing glyph would fail the whole document.

use std::borrow::Cow;

/// What stands for a character that no font has.
const UNKNOWN: char = '\u{fffd}';

/// The characters the fonts can draw, as a bit per character of the basic plane.
#[derive(Debug)]
pub struct Coverage(Vec<u64>);

impl Coverage {
    /// Nothing covered.
    pub fn new() -> Self {
        Coverage(vec![0; 0x1_0000 / 64])
    }

    /// Adds what `has` says yes to.
    pub fn add(&mut self, has: impl Fn(u32) -> bool) {
        for code in 0..0x1_0000_u32 {
            if has(code)
                && let Some(word) = self.0.get_mut(code as usize / 64)
            {
                *word |= 1 << (code % 64);
            }
        }
    }

    /// Can the character be drawn?
    pub fn has(&self, character: char) -> bool {
        let code = character as u32;
        self.0.get(code as usize / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// The text with everything undrawable dropped or replaced.
    pub fn clean<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            return Cow::Borrowed(text);
        }
        let shown = |character: char| match character {
            '\t' | '\n' | '\r' => Some(' '),
            _ if is_invisible(character) => None,
            _ if self.has(character) => Some(character),
            _ => Some(UNKNOWN),
        };
        Cow::Owned(text.chars().filter_map(shown).collect())
    }
}

/// The text's paragraphs: it is cut at every kind of line end, blank lines do not count.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let line_ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split(line_ends).map(str::trim).filter(|paragraph| !paragraph.is_empty())
}

/// Text for titles and other metadata: readable in XML, on one line, not endless.
pub fn label(text: &str) -> String {
    const LONGEST: usize = 250;
    let text: String = text
        .chars()
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .filter(|&character| !is_invisible(character))
        .take(LONGEST)
        .collect();
    text.trim().to_owned()
}

/// Controls, format characters, private use and non-characters. They are never drawn, some of them
/// change the direction of what follows, and PDF/A forbids most.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || character as u32 & 0xfffe == 0xfffe
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}'
                | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{10ffff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latin() -> Coverage {
        let mut coverage = Coverage::new();
        coverage.add(|code| (0x20..0x17f).contains(&code) || code == 0xfffd);
        coverage
    }

    #[test]
    fn what_cannot_be_drawn_is_shown_as_unknown_and_what_is_invisible_goes() {
        let coverage = latin();
        assert_eq!(coverage.clean("Säätö 5 €"), "Säätö 5 \u{fffd}");
        assert_eq!(coverage.clean("a\0b\u{200b}c\u{feff}d\te"), "abcd e");
        assert_eq!(coverage.clean("\u{1f44d}\u{1f3fd}"), "\u{fffd}\u{fffd}");
        assert_eq!(coverage.clean("\u{202e}abc"), "abc");
        assert_eq!(coverage.clean("\u{e000}\u{ffff}\u{10ffff}x"), "x");
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(latin().clean("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn every_line_is_a_paragraph() {
        let lines: Vec<_> = paragraphs("one\r\n\n two\u{2028}three\u{b}").collect();
        assert_eq!(lines, ["one", "two", "three"]);
    }

    #[test]
    fn labels_are_one_short_line() {
        assert_eq!(label(" a\u{1}b\nc "), "ab c");
        assert_eq!(label(&"x".repeat(40_000)).len(), 250);
    }
}
