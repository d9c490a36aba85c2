//! CSV as spreadsheets open it by a double click: semicolons, a mark at the beginning, no formulas.

/// The file's bytes. A text that a spreadsheet would take for a formula gets an apostrophe before it; a figure stays
/// a figure.
pub fn csv<'a>(rows: impl IntoIterator<Item = Vec<&'a str>>) -> Vec<u8> {
    let mut out = b"\xef\xbb\xbf".to_vec();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut out);
    for row in rows {
        // Into memory nothing fails.
        let _ = writer.write_record(row.into_iter().map(harmless));
    }
    let _ = writer.flush();
    drop(writer);
    out
}

/// The text of a cell that no spreadsheet runs.
fn harmless(text: &str) -> String {
    let figure = text.strip_prefix('-').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}'))
    });
    if !figure && is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether some spreadsheet may take a text for a formula: by its first letter, full-width ones among them, which those of
/// East Asia read as the others, and whatever is passed over before it.
pub(super) fn is_formula(text: &str) -> bool {
    let passed_over = |sign: char| sign.is_whitespace() || domain::text::is_invisible(sign);
    text.starts_with(['\t', '\r', '\n', '\0'])
        || text.trim_start_matches(passed_over).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
