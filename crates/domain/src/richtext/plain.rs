//! Rich text where only plain text can stand: on paper, in what differs between versions.
use super::{Inline, Piece, read};

/// The words alone, piece by piece on lines of their own.
pub fn plain(text: &str) -> String {
    let pieces: Vec<String> = read(text).iter().map(piece).collect();
    pieces.join("\n\n")
}

fn piece(piece: &Piece) -> String {
    let lines: Vec<String> = match piece {
        Piece::Heading(_, line) | Piece::Paragraph(line) => return words(line),
        Piece::List(false, items) => items.iter().map(|item| format!("• {}", words(item))).collect(),
        Piece::List(true, items) => {
            items.iter().enumerate().map(|(at, item)| format!("{}. {}", at + 1, words(item))).collect()
        }
        Piece::Table(head, rows) => std::iter::once(head).chain(rows).map(|row| cells(row)).collect(),
    };
    lines.join("\n")
}

fn cells(row: &[Vec<Inline>]) -> String {
    row.iter().map(|cell| words(cell)).collect::<Vec<_>>().join(" · ")
}

fn words(line: &[Inline]) -> String {
    let word = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Strong(inner) | Inline::Stressed(inner) => words(inner),
        Inline::Link(address, inner) => match words(inner) {
            same if same == *address => same,
            other => format!("{other} ({})", address.strip_prefix("mailto:").unwrap_or(address)),
        },
        Inline::Break => "\n".to_owned(),
    };
    line.iter().map(word).collect()
}
