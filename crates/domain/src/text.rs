//! Text from people: bounded, cleaned of what nobody can see, never interpreted.
use crate::refusal::Refusal;

/// Cleans one line of text: controls and line breaks become spaces, runs of spaces one, ends trimmed.
pub fn clean_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || is_unseen(c)).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Cleans text of several lines: keeps line breaks (as `\n`), drops other controls, trims the ends.
pub fn clean_text(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = unified.chars().filter(|c| *c == '\n' || *c == '\t' || !is_unseen(*c)).collect();
    kept.trim().to_owned()
}

/// Controls and marks that turn the direction of text: they can make a signature say something else.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What cannot be seen at all, joiners among it: nothing of it belongs into an address.
pub fn is_invisible(c: char) -> bool {
    is_unseen(c)
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{3164}')
}

/// One line that must be there: cleaned, 1 to `longest` characters.
///
/// # Errors
/// [`Refusal::Required`] when nothing is left, [`Refusal::TooLong`] when it is longer.
pub fn required_line(text: &str, longest: usize) -> Result<String, Refusal> {
    let line = optional_line(text, longest)?;
    if line.is_empty() { Err(Refusal::Required) } else { Ok(line) }
}

/// One line that may be empty: cleaned, at most `longest` characters.
///
/// # Errors
/// [`Refusal::TooLong`] when it is longer.
pub fn optional_line(text: &str, longest: usize) -> Result<String, Refusal> {
    bounded(clean_line(text), longest)
}

/// Text of several lines that must be there.
///
/// # Errors
/// [`Refusal::Required`] when nothing is left, [`Refusal::TooLong`] when it is longer.
pub fn required_text(text: &str, longest: usize) -> Result<String, Refusal> {
    let text = optional_text(text, longest)?;
    if text.is_empty() { Err(Refusal::Required) } else { Ok(text) }
}

/// Text of several lines that may be empty.
///
/// # Errors
/// [`Refusal::TooLong`] when it is longer.
pub fn optional_text(text: &str, longest: usize) -> Result<String, Refusal> {
    bounded(clean_text(text), longest)
}

fn bounded(text: String, longest: usize) -> Result<String, Refusal> {
    let length = text.chars().count();
    if length > longest { Err(Refusal::TooLong { longest: longest as u32, length: length as u32 }) } else { Ok(text) }
}

/// Lower case without accents or punctuation runs, for searching: `Åkerblom Öljy` → `akerblom oljy`.
///
/// Finnish and Swedish letters lose their dots, so that a search typed without them still finds.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' | 'ā' | 'ą' => out.push('a'),
            'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'ō' => out.push('o'),
            'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'ī' => out.push('i'),
            'ü' | 'ú' | 'ù' | 'û' | 'ū' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'š' | 'ś' => out.push('s'),
            'ž' | 'ź' | 'ż' => out.push('z'),
            'ç' | 'č' | 'ć' => out.push('c'),
            'ñ' | 'ń' => out.push('n'),
            'ł' => out.push('l'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            c if is_unseen(c) => {}
            c => out.push(c),
        }
    }
    clean_line(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cleaned_and_bounded() {
        assert_eq!(clean_line("  Päivi\r\n\u{0}Mäkelä\u{202e} "), "Päivi Mäkelä");
        assert_eq!(required_line(" \n ", 10), Err(Refusal::Required));
        assert_eq!(optional_line("äääää", 4), Err(Refusal::TooLong { longest: 4, length: 5 }));
        assert_eq!(clean_text("a\r\nb\u{7}\n"), "a\nb");
    }

    #[test]
    fn folding_finds_names_without_dots() {
        assert_eq!(fold("ÄIJÄLÄ Öljy & Åkerblom"), "aijala oljy & akerblom");
    }
}
