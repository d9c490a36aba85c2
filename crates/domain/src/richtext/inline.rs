//! What stands in a line of rich text: words, bold, italic, links.
use super::Inline;
use crate::text;

/// Deepest nesting; what lies deeper is text.
const DEEPEST: usize = 4;
/// Longest address of a link.
const LONGEST_ADDRESS: usize = 1_000;

/// Reads a line.
pub(super) fn read(text: &str) -> Vec<Inline> {
    within(text, DEEPEST)
}

/// An address that a link may lead to: of the web, or a mailbox; nothing that runs, nothing of this site.
pub fn safe_link(address: &str) -> Option<&str> {
    let address = address.trim();
    let begins = |with: &str| address.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    let kind = ["https://", "http://", "mailto:"].into_iter().find(|kind| begins(kind))?;
    let fits = address.len() <= LONGEST_ADDRESS;
    // What cannot be seen makes an address look like another.
    let odd = |letter: char| letter.is_whitespace() || text::is_invisible(letter) || "<>\"\\".contains(letter);
    let place = address.get(kind.len()..).unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
    let host = place.rsplit('@').next().unwrap_or_default();
    // Browsers pass over slashes and find a host behind them, which no reader is told of.
    let leads = host.starts_with(|letter: char| letter.is_alphanumeric() || letter == '[');
    (fits && leads && !address.contains(odd)).then_some(address)
}

fn within(text: &str, depth: usize) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let found = if depth == 0 { None } else { marked(rest, depth, words.chars().next_back()) };
        if let Some((inline, length)) = found {
            if !words.is_empty() {
                out.push(Inline::Text(std::mem::take(&mut words)));
            }
            out.push(inline);
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        let escaped = rest.strip_prefix('\\').and_then(|rest| rest.chars().next()).filter(char::is_ascii_punctuation);
        let (letter, length) = escaped.map_or((letter, letter.len_utf8()), |escaped| (escaped, 1 + escaped.len_utf8()));
        words.push(letter);
        rest = rest.get(length..).unwrap_or_default();
    }
    if !words.is_empty() {
        out.push(Inline::Text(words));
    }
    out
}

/// What is marked at the beginning of the text, and how long it is there.
fn marked(text: &str, depth: usize, before: Option<char>) -> Option<(Inline, usize)> {
    for mark in ["**", "__"] {
        if let Some((inner, length)) = between(text, mark, before) {
            return Some((Inline::Strong(within(inner, depth - 1)), length));
        }
    }
    for mark in ["*", "_"] {
        if let Some((inner, length)) = between(text, mark, before) {
            return Some((Inline::Stressed(within(inner, depth - 1)), length));
        }
    }
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, _) = rest.split_once(')')?;
    let length = words.len() + address.len() + 4;
    let address = safe_link(address)?.to_owned();
    let usable = !words.trim().is_empty() && !words.contains('[');
    // A link in a link leads nowhere: its words have no depth left for one.
    usable.then(|| (Inline::Link(address, without_links(within(words, depth - 1))), length))
}

/// The words between two equal marks that hug them.
fn between<'a>(text: &'a str, mark: &str, before: Option<char>) -> Option<(&'a str, usize)> {
    let rest = text.strip_prefix(mark)?;
    // An underscore inside a word is a letter.
    if mark.starts_with('_') && before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let end = rest.find(mark).filter(|end| *end > 0)?;
    let inner = rest.get(..end)?;
    let hugged = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
    let whole = mark.len() == 2 || !inner.starts_with(mark);
    (hugged && whole).then(|| (inner, end + 2 * mark.len()))
}

fn without_links(words: Vec<Inline>) -> Vec<Inline> {
    let flat = |inline| match inline {
        Inline::Link(_, words) => words,
        other => vec![other],
    };
    words.into_iter().flat_map(flat).collect()
}
