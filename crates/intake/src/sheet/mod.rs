//! Tables that people bring: CSV as programs in Finland write it, and XLSX. Cells come out as text; nothing is
//! evaluated, and everything is bounded before it is read.
mod bytes;
mod figure;
#[cfg(test)]
mod hostile_tests;
mod separated;
#[cfg(test)]
mod tests;
mod unpacked;
mod workbook;
mod write;

pub use write::csv;

/// Most bytes of a file.
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// Most rows below the heading.
pub const MOST_ROWS: usize = 100_000;
/// Most columns.
pub const MOST_COLUMNS: usize = 200;
/// Most characters of a cell: as many as a spreadsheet keeps.
pub const LONGEST_CELL: usize = 32_767;
/// Most bytes of all cells together: shared texts can make a small file large.
const MOST_TEXT: usize = 64 * 1024 * 1024;

/// A table: its headings, and the rows below them that are not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The sheets of the workbook; none for CSV.
    pub sheets: Vec<String>,
    /// The sheet that was read; empty for CSV.
    pub name: String,
    /// The headings; an empty cell is an empty heading.
    pub headings: Vec<String>,
    /// The rows, each as wide as the headings or less.
    pub rows: Vec<Row>,
}

/// A row, with the number a spreadsheet shows beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// From 1.
    pub number: u32,
    /// Its cells as text: figures with a point, days as `2026-11-23`, percentages with their sign.
    pub cells: Vec<String>,
}

/// Why a file is not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// There is nothing below a heading, or no heading.
    #[error("the file holds no rows")]
    Empty,
    /// It is larger than is read: bytes, unpacked bytes, or text of all cells.
    #[error("the file is larger than is read")]
    TooLarge,
    /// It has more rows than are read.
    #[error("more than {MOST_ROWS} rows")]
    TooManyRows,
    /// It has more columns than are read.
    #[error("more than {MOST_COLUMNS} columns")]
    TooManyColumns,
    /// It is neither CSV nor XLSX: another kind of file, the old XLS, or a workbook locked by a password.
    #[error("neither CSV nor XLSX")]
    OtherKind,
    /// It calls itself XLSX and is broken.
    #[error("the workbook cannot be read")]
    Broken,
    /// The workbook has no sheet of that name.
    #[error("no such sheet")]
    NoSuchSheet,
}

/// Reads a file by what is in it, whatever its name says. Of a workbook the wanted sheet, or the first one.
/// # Errors
/// [`SheetFault`]; never a panic, whatever the bytes.
pub fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Sheet, SheetFault> {
    if bytes.len() > LARGEST_FILE {
        return Err(SheetFault::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        unpacked::within_limits(bytes)?;
        // The reader of workbooks is not ours: what it did not foresee must not end the program.
        let read = std::panic::catch_unwind(|| workbook::read(bytes, wanted));
        return read.unwrap_or(Err(SheetFault::Broken));
    }
    separated::read(&bytes::text(bytes)?)
}

/// Gathers rows within the limits; the first that is not empty is the heading.
#[derive(Default)]
struct Gathered {
    sheet: Sheet,
    text: usize,
}

impl Gathered {
    fn add(&mut self, number: u32, mut cells: Vec<String>) -> Result<(), SheetFault> {
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > MOST_COLUMNS {
            return Err(SheetFault::TooManyColumns);
        }
        self.text += cells.iter().map(String::len).sum::<usize>();
        if self.text > MOST_TEXT {
            return Err(SheetFault::TooLarge);
        }
        if self.sheet.headings.is_empty() {
            self.sheet.headings = cells;
        } else if self.sheet.rows.len() == MOST_ROWS {
            return Err(SheetFault::TooManyRows);
        } else {
            self.sheet.rows.push(Row { number, cells });
        }
        Ok(())
    }

    fn done(mut self) -> Result<Sheet, SheetFault> {
        if self.sheet.rows.is_empty() {
            return Err(SheetFault::Empty);
        }
        let widest = self.sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        if self.sheet.headings.len() < widest {
            self.sheet.headings.resize(widest, String::new());
        }
        Ok(self.sheet)
    }
}

/// A cell's text without what surrounds it, and without the apostrophe by which spreadsheets mark text.
fn cleaned(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    let bare = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) || write::is_formula(rest) => rest,
        _ => text,
    };
    if bare.len() <= LONGEST_CELL { bare.to_owned() } else { bare.chars().take(LONGEST_CELL).collect() }
}
