//! CSV: commas, semicolons or tabs; fields in quotation marks may hold line ends.
use super::{Gathered, MOST_COLUMNS, Sheet, SheetFault, cleaned};

/// What may separate fields; of equals the first wins.
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];
/// Lines that are looked at to find the separator.
const LOOKED_AT: usize = 20;

/// Reads the text of a CSV file.
pub(super) fn read(text: &str) -> Result<Sheet, SheetFault> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (separator, skipped, text) = said(&text).unwrap_or_else(|| (likely(&text), 0, text.as_str()));
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut gathered = Gathered::default();
    // A spreadsheet counts a field of several lines as one row.
    let mut within = 0;
    for record in reader.records() {
        let Ok(record) = record else { return Err(SheetFault::Broken) };
        let line = record.position().map_or(0, csv::Position::line);
        let number = u32::try_from(line.saturating_sub(within) + skipped).unwrap_or(u32::MAX);
        within += record.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>();
        if record.iter().skip(MOST_COLUMNS).any(|field| !field.trim().is_empty()) {
            return Err(SheetFault::TooManyColumns);
        }
        gathered.add(number, record.iter().take(MOST_COLUMNS).map(cleaned).collect())?;
    }
    gathered.done()
}

/// Some programs say their separator on a line of its own: `sep=;`.
fn said(text: &str) -> Option<(u8, u64, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let separator = first.trim_start_matches('\u{feff}').strip_prefix("sep=")?.bytes().next()?;
    SEPARATORS.contains(&separator).then_some((separator, 1, rest))
}

/// The separator that splits the first lines into the same number of fields most often.
fn likely(text: &str) -> u8 {
    let mut best = (0, b';');
    for separator in SEPARATORS {
        let start = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes())
            .into_records()
            .take(LOOKED_AT)
            .map_while(Result::ok)
            .map(|record| record.len())
            .collect::<Vec<_>>();
        let width = start.first().copied().unwrap_or_default();
        let alike = start.iter().filter(|length| **length == width).count();
        let score = if width < 2 { 0 } else { alike * 1_000 + width };
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}
