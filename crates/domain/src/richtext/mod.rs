//! Rich text: a small part of Markdown, read into a tree that holds no markup of its own.
//!
//! Headings, paragraphs, lists, tables, bold, italic and links. There is no raw HTML: what looks like it stays text.
//! Links lead to the web or to a mailbox and nowhere else. The page, the preview and paper are drawn from the same tree.
mod inline;
mod plain;

pub use inline::safe_link;
pub use plain::plain;

/// Most cells of a table's row; what stands beyond is left out.
const MOST_CELLS: usize = 12;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A heading; `false` is one of the second rank.
    Heading(bool, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; `true` is a numbered one.
    List(bool, Vec<Vec<Inline>>),
    /// A table: its headings, and its rows of as many cells.
    Table(Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>),
}

/// What stands in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words that weigh more.
    Strong(Vec<Inline>),
    /// Words that are stressed.
    Stressed(Vec<Inline>),
    /// Words that lead somewhere: an address of the web or a mailbox.
    Link(String, Vec<Inline>),
    /// A new line.
    Break,
}

/// Reads a text. Every text can be read; what means nothing is text.
pub fn read(text: &str) -> Vec<Piece> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.is_empty() {
            at += 1;
        } else if let Some((first, words)) = heading(line) {
            pieces.push(Piece::Heading(first, inline::read(words)));
            at += 1;
        } else if let Some((numbered, _)) = item(line) {
            let items: Vec<Vec<Inline>> = lines[at..]
                .iter()
                .map_while(|line| item(line).filter(|(kind, _)| *kind == numbered))
                .map(|(_, words)| inline::read(words))
                .collect();
            at += items.len();
            pieces.push(Piece::List(numbered, items));
        } else if is_table(&lines, at) {
            let head = cells(line);
            let rows: Vec<Vec<Vec<Inline>>> = lines[at + 2..]
                .iter()
                .take_while(|line| line.starts_with('|'))
                .map(|line| {
                    let mut row = cells(line);
                    row.resize(head.len(), Vec::new());
                    row
                })
                .collect();
            at += 2 + rows.len();
            pieces.push(Piece::Table(head, rows));
        } else {
            // A paragraph begins here whatever its first line looks like, so that reading always goes on.
            let rest = lines[at + 1..].iter().enumerate();
            let more = rest.take_while(|(n, line)| !begins_another(&lines, at + 1 + n, line)).count();
            let mut words = Vec::new();
            for line in &lines[at..=at + more] {
                if !words.is_empty() {
                    words.push(Inline::Break);
                }
                words.append(&mut inline::read(line));
            }
            at += 1 + more;
            pieces.push(Piece::Paragraph(words));
        }
    }
    pieces
}

fn begins_another(lines: &[&str], at: usize, line: &str) -> bool {
    line.is_empty() || heading(line).is_some() || item(line).is_some() || is_table(lines, at)
}

/// A heading and whether it is of the first rank.
fn heading(line: &str) -> Option<(bool, &str)> {
    let words = line.trim_start_matches('#');
    let depth = line.len() - words.len();
    let words = words.strip_prefix(' ')?.trim();
    ((1..=6).contains(&depth) && !words.is_empty()).then_some((depth == 1, words))
}

/// An item of a list and whether the list is numbered.
fn item(line: &str) -> Option<(bool, &str)> {
    let dotted = ["- ", "* ", "+ ", "• "].iter().find_map(|mark| line.strip_prefix(mark));
    if let Some(words) = dotted {
        return Some((false, words.trim()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let words = line.get(digits..)?.strip_prefix(". ").or_else(|| line.get(digits..)?.strip_prefix(") "))?;
    (1..=3).contains(&digits).then(|| (true, words.trim()))
}

/// Whether a table begins here: a row of cells, and under it a row of dashes.
fn is_table(lines: &[&str], at: usize) -> bool {
    let rule = lines.get(at + 1).copied().unwrap_or_default();
    lines.get(at).is_some_and(|line| line.starts_with('|'))
        && rule.starts_with('|')
        && rule.contains('-')
        && rule.chars().all(|letter| matches!(letter, '|' | '-' | ':' | ' '))
}

fn cells(line: &str) -> Vec<Vec<Inline>> {
    let row = line.strip_prefix('|').unwrap_or(line);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.split('|').take(MOST_CELLS).map(|cell| inline::read(cell.trim())).collect()
}

#[cfg(test)]
mod tests;
