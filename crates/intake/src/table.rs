//! Tables in CSV: a header that must be as agreed, rows by line number, limits on everything.
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// Most bytes of a file.
pub const LARGEST_FILE: usize = 32 * 1024 * 1024;
/// Most rows of a file.
pub const MOST_ROWS: usize = 500_000;
/// Most bytes of a field.
pub const LONGEST_FIELD: usize = 1_000;

/// Why a whole file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// It is not there, or may not be read.
    #[error("{file} cannot be opened: {reason}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the system said.
        reason: String,
    },
    /// There is nothing in it.
    #[error("{file} is empty; its first line must be: {header}")]
    Empty {
        /// Which file.
        file: String,
        /// The header it must have.
        header: String,
    },
    /// Its first line is not the header.
    #[error("{file}, line 1: the columns must be {header}, but the line reads {found}")]
    WrongHeader {
        /// Which file.
        file: String,
        /// The header it must have.
        header: String,
        /// What stands there, shortened.
        found: String,
    },
    /// It is larger than anything this import reads.
    #[error("{file} is larger than {most_mib} MiB; split it")]
    TooLarge {
        /// Which file.
        file: String,
        /// The limit.
        most_mib: usize,
    },
    /// It has more rows than this import reads.
    #[error("{file} has more than {most} rows; split it")]
    TooManyRows {
        /// Which file.
        file: String,
        /// The limit.
        most: usize,
    },
}

/// Why one row could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// More or fewer fields than the header.
    #[error("{found} fields where the header has {expected}")]
    FieldCount {
        /// Fields of the header.
        expected: usize,
        /// Fields of the row.
        found: usize,
    },
    /// Bytes that are no UTF-8.
    #[error("{column} is not UTF-8 text; save the file as UTF-8")]
    NotUtf8 {
        /// Which column.
        column: &'static str,
    },
    /// A field longer than any real one, most often a quotation mark that is never closed.
    #[error("{column} is {length} bytes long, at most {LONGEST_FIELD} are read; is a quotation mark left open?")]
    FieldTooLong {
        /// Which column.
        column: &'static str,
        /// Its length.
        length: usize,
    },
    /// A field that must not be empty.
    #[error("{column} is empty")]
    Empty {
        /// Which column.
        column: &'static str,
    },
    /// No day.
    #[error("{column} is \"{value}\", not a day like 2017-03-01")]
    NotADay {
        /// Which column.
        column: &'static str,
        /// What stands there, shortened.
        value: String,
    },
    /// No figure.
    #[error("{column} is \"{value}\", not a figure like 1054 or 1054.50")]
    NotAFigure {
        /// Which column.
        column: &'static str,
        /// What stands there, shortened.
        value: String,
    },
    /// Not one of the values that can stand there.
    #[error("{column} is \"{value}\", which must be one of {choices}")]
    NotAChoice {
        /// Which column.
        column: &'static str,
        /// What stands there, shortened.
        value: String,
        /// What may stand there.
        choices: &'static str,
    },
    /// A name that another file must have, and has not.
    #[error("{column} is \"{value}\", which {file} does not have")]
    Unknown {
        /// Which column.
        column: &'static str,
        /// What stands there, shortened.
        value: String,
        /// The file it is looked up in.
        file: &'static str,
    },
    /// The same key as an earlier row.
    #[error("{column} \"{value}\" stands on line {first} already")]
    Repeated {
        /// Which column.
        column: &'static str,
        /// What stands there, shortened.
        value: String,
        /// The earlier line.
        first: u64,
    },
    /// The second day lies before the first.
    #[error("{column} is before {other}")]
    Backwards {
        /// Which column.
        column: &'static str,
        /// The column it must not precede.
        other: &'static str,
    },
}

/// A row as it was found: line number, and its fields or what is wrong with it.
pub(crate) type Found = (u64, Result<Vec<String>, RowFault>);

/// Reads a file's rows below its header.
pub(crate) fn rows(file: &str, bytes: &[u8], header: &[&'static str]) -> Result<Vec<Found>, FileFault> {
    let file = file.to_owned();
    if bytes.len() > LARGEST_FILE {
        return Err(FileFault::TooLarge { file, most_mib: LARGEST_FILE / 1024 / 1024 });
    }
    // Spreadsheets put a mark before the text.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = with_plain_line_ends(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_ref());
    let mut records = reader.byte_records();
    let expected = header.join(",");
    let first = records
        .next()
        .and_then(Result::ok)
        .ok_or_else(|| FileFault::Empty { file: file.clone(), header: expected.clone() })?;
    let names: Vec<String> = first.iter().map(|name| String::from_utf8_lossy(name).trim().to_lowercase()).collect();
    if names != header {
        return Err(FileFault::WrongHeader { file, header: expected, found: shortened(&names.join(",")) });
    }
    let mut found = Vec::new();
    for record in records {
        if found.len() == MOST_ROWS {
            return Err(FileFault::TooManyRows { file, most: MOST_ROWS });
        }
        // Reading from memory and with any number of fields, no record fails by itself.
        let Ok(record) = record else { continue };
        let line = record.position().map_or(0, csv::Position::line);
        found.push((line, fields(&record, header)));
    }
    Ok(found)
}

/// Line numbers are counted at `\n`: the `\r` before it would put each row on the line before its own.
fn with_plain_line_ends(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let next = bytes.iter().skip(1).map(Some).chain([None]);
    Cow::Owned(
        bytes.iter().zip(next).filter(|(b, next)| **b != b'\r' || *next != Some(&b'\n')).map(|(b, _)| *b).collect(),
    )
}

fn fields(record: &csv::ByteRecord, header: &[&'static str]) -> Result<Vec<String>, RowFault> {
    let longest = record.iter().enumerate().max_by_key(|(_, field)| field.len());
    if let Some((at, field)) = longest.filter(|(_, field)| field.len() > LONGEST_FIELD) {
        let column = header.get(at).copied().unwrap_or("a field");
        return Err(RowFault::FieldTooLong { column, length: field.len() });
    }
    if record.len() != header.len() {
        return Err(RowFault::FieldCount { expected: header.len(), found: record.len() });
    }
    header
        .iter()
        .zip(record)
        .map(|(column, field)| match std::str::from_utf8(field) {
            Ok(text) => Ok(domain::text::clean_line(text)),
            Err(_) => Err(RowFault::NotUtf8 { column }),
        })
        .collect()
}

/// What stands in an error's sentence.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// A field that must not be empty.
pub(crate) fn required(column: &'static str, text: &str) -> Result<String, RowFault> {
    if text.is_empty() { Err(RowFault::Empty { column }) } else { Ok(text.to_owned()) }
}

/// A day in ISO form; empty is none.
pub(crate) fn day(column: &'static str, text: &str) -> Result<Option<NaiveDate>, RowFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
    read.map(Some).ok_or_else(|| RowFault::NotADay { column, value: shortened(text) })
}

/// A figure with a dot, not negative, at most two decimals and a thousand million; empty is none.
pub(crate) fn figure(column: &'static str, text: &str) -> Result<Option<Decimal>, RowFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let most = Decimal::from(1_000_000_000_i64);
    let read = domain::figures::parse_written(text).filter(|value| value.normalize().scale() <= 2 && *value <= most);
    read.map(Some).ok_or_else(|| RowFault::NotAFigure { column, value: shortened(text) })
}
