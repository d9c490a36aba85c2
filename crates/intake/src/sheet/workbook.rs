//! XLSX: the cells of one sheet, read one after another, so that a cell far away makes no large table.
use super::{Gathered, MOST_COLUMNS, Sheet, SheetFault, cleaned, figure};
use calamine::{DataRef, Reader, Xlsx};
use std::io::Cursor;

/// Sheets that are looked into for rows.
const MOST_SHEETS: usize = 20;

/// The wanted sheet of a workbook as text, or the first one that has rows.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Sheet, SheetFault> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| SheetFault::Broken)?;
    let sheets = book.sheet_names();
    if wanted.is_some_and(|wanted| !sheets.iter().any(|name| name == wanted)) {
        return Err(SheetFault::NoSuchSheet);
    }
    for name in sheets.iter().filter(|name| wanted.is_none_or(|wanted| *name == wanted)).take(MOST_SHEETS) {
        match sheet(&mut book, name) {
            Err(SheetFault::Empty) => {}
            read => {
                let name = name.clone();
                let sheets = sheets.clone();
                return read.map(|sheet| Sheet { sheets, name, ..sheet });
            }
        }
    }
    Err(SheetFault::Empty)
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Sheet, SheetFault> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| SheetFault::Broken)?;
    let percents: Vec<bool> = cells
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|format| figure::shows_percent(&format.format_code)))
        .collect();
    let mut gathered = Gathered::default();
    let (mut row, mut open) = (0, Vec::new());
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| SheetFault::Broken)? {
        let (at, column) = cell.get_position();
        if at != row {
            gathered.add(row.saturating_add(1), std::mem::take(&mut open))?;
            row = at;
        }
        let text = text(cell.get_value(), percents.get(style).copied().unwrap_or_default());
        if text.is_empty() {
            continue;
        }
        let column = column as usize;
        if column >= MOST_COLUMNS {
            return Err(SheetFault::TooManyColumns);
        }
        if open.len() <= column {
            open.resize(column + 1, String::new());
        }
        if let Some(place) = open.get_mut(column) {
            *place = text;
        }
    }
    gathered.add(row.saturating_add(1), open)?;
    gathered.done()
}

/// The text of a cell; of a formula its last value, which the workbook holds beside it.
fn text(value: &DataRef<'_>, percent: bool) -> String {
    match value {
        DataRef::Int(value) => value.to_string(),
        DataRef::Float(value) => figure::text(*value, percent),
        DataRef::String(text) => cleaned(text),
        DataRef::SharedString(text) => cleaned(text),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(value) => {
            let (year, month, day, ..) = value.to_ymd_hms_milli();
            if value.is_duration() {
                figure::text(value.as_f64(), false)
            } else {
                format!("{year:04}-{month:02}-{day:02}")
            }
        }
        DataRef::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}
