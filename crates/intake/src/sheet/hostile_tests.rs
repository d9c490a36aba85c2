//! Every hostile workbook, archive and cell of the corpora.
#![allow(clippy::unwrap_used, clippy::panic)]
use super::{
    tests::{ROWS, book, zipped},
    *,
};
use crate::corpora;
use std::{
    io::{Cursor, Read},
    time::{Duration, Instant},
};

/// No file takes longer, even where many tests run at once.
const LONGEST: Duration = Duration::from_secs(20);

type Parts = Vec<(String, Vec<u8>)>;

/// The parts of a workbook that can be read.
fn parts() -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(book(ROWS))).unwrap();
    let part = |at: usize| {
        let mut entry = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        (entry.name().unwrap().into_owned(), content)
    };
    (0..6).map(part).collect()
}

fn packed(parts: &Parts) -> Vec<u8> {
    let named: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    zipped(&named)
}

/// An archive by a recipe: what is done to a good one.
fn archive(recipe: &str) -> Vec<u8> {
    let (what, of) = recipe.split_once(' ').unwrap_or((recipe, ""));
    let mut parts = parts();
    let number = of.parse::<usize>().ok();
    match what {
        "entries" => parts.extend((0..number.unwrap()).map(|at| (format!("xl/x{at}.xml"), Vec::new()))),
        "zeros" => parts.push(("xl/x.xml".into(), vec![0; number.unwrap()])),
        "spread" => parts.extend((0..3).map(|at| (format!("xl/x{at}.xml"), vec![b' '; number.unwrap()]))),
        "name" => parts.push((of.into(), b"x".to_vec())),
        "without" => parts.retain(|(name, _)| name != of),
        "nested" => parts.push(("xl/worksheets/x.xlsx".into(), packed(&parts))),
        _ => {}
    }
    let mut bytes = packed(&parts);
    let length = bytes.len();
    match (what, of) {
        ("cut", "half") => bytes.truncate(length / 2),
        ("cut", "last") => bytes.truncate(length - 1),
        ("cut", _) => bytes.truncate(number.unwrap()),
        ("flip", "middle") => bytes[length / 2] ^= 0xff,
        ("flip", "end") => bytes[length - 10] ^= 0xff,
        ("flip", _) => bytes[number.unwrap()] ^= 0xff,
        ("before", _) => bytes.splice(0..0, of.bytes()).for_each(drop),
        ("after", _) => bytes.extend_from_slice(of.as_bytes()),
        // The second of two entries gets the name of the first, of equal length.
        ("twice", _) => {
            let at = bytes.windows(of.len()).rposition(|window| window == of.as_bytes()).unwrap();
            let copy = bytes[..at].to_vec();
            bytes.extend(copy);
        }
        _ => {}
    }
    bytes
}

#[test]
fn no_hostile_workbook_is_more_than_a_sentence() {
    let cases: Vec<(String, String)> = corpora::xml().into_iter().filter(|(kind, _)| kind != "statement").collect();
    assert!(cases.len() >= 100);
    for (kind, content) in cases {
        let bytes = if kind == "archive" {
            archive(&content)
        } else {
            let mut parts = parts();
            match parts.iter_mut().find(|(name, _)| *name == kind) {
                Some((_, part)) => *part = content.clone().into_bytes(),
                None => parts.push((kind.clone(), content.clone().into_bytes())),
            }
            packed(&parts)
        };
        let shown = format!("{kind} {}", content.chars().take(160).collect::<String>());
        // A sheet that is asked for is read even where another would come first.
        let wanted: &[Option<&str>] = if kind.ends_with("sheet1.xml") { &[None, Some("Tuotteet")] } else { &[None] };
        for wanted in wanted.iter().copied() {
            let begun = Instant::now();
            let found = read(&bytes, wanted);
            assert!(begun.elapsed() < LONGEST, "{shown}: {:?}", begun.elapsed());
            let Ok(sheet) = found else { continue };
            let text: usize = sheet.rows.iter().flat_map(|row| &row.cells).map(String::len).sum();
            assert!(text < 10_000 && sheet.headings.len() <= MOST_COLUMNS, "{shown}: {text}");
            assert!(!format!("{sheet:?}").contains("root:"), "{shown}: {sheet:?}");
        }
        if ["entries", "zeros", "spread"].iter().any(|bomb| content.starts_with(bomb)) {
            assert_eq!(read(&bytes, None), Err(SheetFault::TooLarge), "{shown}");
        }
    }
}

/// As a spreadsheet reads a file: the text of its cells.
fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(bytes);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn no_cell_that_is_written_is_a_formula_and_none_becomes_two() {
    let formulas = corpora::formula();
    assert!(formulas.len() >= 200);
    for text in [formulas, corpora::html(), corpora::header(), corpora::unicode()].concat() {
        let found = cells(&csv([vec!["Nimi", "Muu"], vec![&text, "x"], vec!["y", &text]]));
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 2], "{text:?}");
        for cell in [&found[1][0], &found[2][1]] {
            let seen = cell.trim_start_matches(|sign: char| sign.is_whitespace() || domain::text::is_invisible(sign));
            let figure = seen.strip_prefix('-').is_some_and(|rest| {
                rest.starts_with(|c: char| c.is_ascii_digit())
                    && rest.chars().all(|c| c.is_ascii_digit() || ",. \u{a0}".contains(c))
            });
            assert!(figure || !seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{text:?}: {cell:?}");
            assert!(!cell.starts_with(['\t', '\r', '\n', '\0']), "{text:?}: {cell:?}");
            assert_eq!(cell.strip_prefix('\'').filter(|rest| **rest == text).unwrap_or(cell), text, "{text:?}");
        }
    }
}

#[test]
fn what_is_written_reads_back_as_it_was() {
    for text in corpora::formula() {
        // What an import holds was cleaned when it was read.
        let text = cleaned(&text);
        if text.is_empty() {
            continue;
        }
        let sheet = read(&csv([vec!["Nimi"], vec![&text]]), None).unwrap();
        let line_ends = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        assert_eq!(line_ends(&sheet.rows[0].cells[0]), line_ends(&text), "{text:?}");
    }
}
