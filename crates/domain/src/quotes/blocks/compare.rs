//! Alternatives side by side: columns and rows that were typed, with ticks and words where they meet.
use super::super::template::Words;
use crate::{
    lang::Lang,
    refusal::{Fields, Refusal},
    text,
};
use serde::{Deserialize, Serialize};

/// Fewest and most columns.
pub const COLUMNS: (usize, usize) = (2, 4);
/// Most rows of a comparison.
pub const MOST_ROWS: usize = 20;
/// Longest name of a column or a row, and longest words where they meet, in characters.
const LONGEST: (usize, usize) = (100, 200);

/// One of the alternatives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What it is called.
    pub name: Words,
    /// Whether the seller recommends it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub best: bool,
}

/// What is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What it is called.
    pub name: Words,
    /// What each column says to it, in the order of the columns.
    pub cells: Vec<Cell>,
}

/// Where a column and a row meet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case", deny_unknown_fields)]
pub enum Cell {
    /// It is part of it.
    Yes,
    /// It is not.
    #[default]
    No,
    /// Words.
    Words {
        /// The words.
        text: Words,
    },
}

/// Checks and cleans what was typed; a refusal is named `start.columns.1.fi`, `start.rows.0.sv`, `start.cells.0.1.fi`.
pub(super) fn check(columns: &mut [Column], rows: &mut Vec<Row>, start: &str, written: &mut Fields) {
    if columns.len() < COLUMNS.0 {
        written.refuse(format!("{start}.columns"), Refusal::Required);
    }
    if columns.len() > COLUMNS.1 {
        written.refuse(format!("{start}.columns"), Refusal::TooManyLines { most: COLUMNS.1 as u32 });
    }
    if rows.len() > MOST_ROWS {
        written.refuse(format!("{start}.rows"), Refusal::TooManyLines { most: MOST_ROWS as u32 });
        rows.truncate(MOST_ROWS);
    }
    for (at, column) in columns.iter_mut().enumerate() {
        named(&mut column.name, &format!("{start}.columns.{at}"), written);
    }
    let across = columns.len();
    for (at, row) in rows.iter_mut().enumerate() {
        named(&mut row.name, &format!("{start}.rows.{at}"), written);
        row.cells.resize_with(across, Cell::default);
        for (column, cell) in row.cells.iter_mut().enumerate() {
            if let Cell::Words { text: words } = cell {
                super::each(words, &format!("{start}.cells.{at}.{column}"), written, |typed| {
                    text::optional_line(typed, LONGEST.1)
                });
                if Lang::ALL.iter().all(|lang| words.get(*lang).is_empty()) {
                    *cell = Cell::No;
                }
            }
        }
    }
}

/// A name is there in one language at least.
fn named(words: &mut Words, field: &str, written: &mut Fields) {
    super::each(words, field, written, |typed| text::optional_line(typed, LONGEST.0));
    if Lang::ALL.iter().all(|lang| words.get(*lang).is_empty()) {
        written.refuse(field.to_owned(), Refusal::Required);
    }
}

/// Every text of it, for telling what a language lacks.
pub(super) fn words<'a>(columns: &'a [Column], rows: &'a [Row]) -> impl Iterator<Item = &'a Words> {
    let cells = rows.iter().flat_map(|row| &row.cells).filter_map(|cell| match cell {
        Cell::Words { text } => Some(text),
        Cell::Yes | Cell::No => None,
    });
    columns.iter().map(|column| &column.name).chain(rows.iter().map(|row| &row.name)).chain(cells)
}

/// It in lines of plain words: the head, then each row. Ticks are signs, which every language reads.
pub(super) fn plain(columns: &[Column], rows: &[Row], lang: Lang, written: Lang) -> String {
    let head = columns.iter().map(|column| column.name.pick(lang, written).to_owned()).collect::<Vec<_>>().join(" | ");
    let row = |row: &Row| {
        let cells = row.cells.iter().map(|cell| cell.plain(lang, written));
        format!("{}: {}", row.name.pick(lang, written), cells.collect::<Vec<_>>().join(" | "))
    };
    std::iter::once(head).chain(rows.iter().map(row)).collect::<Vec<_>>().join("\n")
}

impl Cell {
    /// It as a word or sign.
    pub fn plain(&self, lang: Lang, written: Lang) -> String {
        match self {
            Cell::Yes => "✓".into(),
            Cell::No => "–".into(),
            Cell::Words { text } => text.pick(lang, written).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str) -> Column {
        Column { name: Words::one(Lang::Fi, name), best: false }
    }

    #[test]
    fn a_comparison_is_whole_after_it_was_checked() {
        let mut fields = Fields::new();
        let mut columns = [column("  Perus "), column("Plus")];
        let words = Cell::Words { text: Words::one(Lang::Fi, "5 vuotta") };
        let empty = Cell::Words { text: Words::default() };
        let mut rows = vec![
            Row { name: Words::one(Lang::Fi, "Takuu"), cells: vec![words] },
            Row { name: Words::one(Lang::Fi, "Huolto"), cells: vec![empty, Cell::Yes, Cell::Yes] },
        ];
        check(&mut columns, &mut rows, "blocks.0", &mut fields);
        assert!(fields.into_refusals().is_empty());
        assert_eq!(rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>(), [2, 2]);
        let told = plain(&columns, &rows, Lang::Sv, Lang::Fi);
        assert_eq!(told, "Perus | Plus\nTakuu: 5 vuotta | –\nHuolto: – | ✓");
    }

    #[test]
    fn what_has_no_name_is_refused_where_it_stands() {
        let mut fields = Fields::new();
        let mut rows = vec![Row::default()];
        check(&mut [column("Perus")], &mut rows, "blocks.0", &mut fields);
        let refused: Vec<String> = fields.into_refusals().into_iter().map(|one| one.field).collect();
        assert_eq!(refused, ["blocks.0.columns", "blocks.0.rows.0"]);
    }
}
