//! What is read of files as people have them, and that no bytes whatever do harm.
#![allow(clippy::unwrap_used, clippy::panic)]
use super::*;
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

fn rows(text: &[u8]) -> Vec<Vec<String>> {
    let sheet = read(text, None).unwrap();
    std::iter::once(sheet.headings).chain(sheet.rows.into_iter().map(|row| row.cells)).collect()
}

const MEANT: [[&str; 2]; 2] = [["Nimi", "Hinta"], ["Pumppu; iso", "1 234,50"]];

#[test]
fn every_usual_way_to_write_csv_is_read() {
    let quoted = "Nimi;Hinta\r\n\"Pumppu; iso\";1 234,50\r\n";
    assert_eq!(rows(quoted.as_bytes()), MEANT);
    assert_eq!(rows(b"\xef\xbb\xbfNimi;Hinta\r\"Pumppu; iso\";1 234,50"), MEANT);
    assert_eq!(rows(b"Nimi\tHinta\nPumppu; iso\t1 234,50\n"), MEANT);
    assert_eq!(rows(b"Nimi,Hinta\nPumppu; iso,\"1 234,50\"\n"), MEANT);
    assert_eq!(rows(b"sep=;\nNimi;Hinta\n\"Pumppu; iso\";1 234,50"), MEANT);
    for wide in [u16::to_le_bytes, u16::to_be_bytes] {
        for mark in ["", "\u{feff}"] {
            let bytes: Vec<u8> = format!("{mark}{quoted}").encode_utf16().flat_map(wide).collect();
            assert_eq!(rows(&bytes), MEANT, "{mark:?}");
        }
    }
    assert_eq!(rows(b"Nimi;Paikka\nJ\xe4rvinen;\xc5bo \x80\n"), [["Nimi", "Paikka"], ["Järvinen", "Åbo €"]]);
}

#[test]
fn fields_of_several_lines_and_empty_rows_leave_the_row_numbers_right() {
    let sheet = read(b"\nNimi;Kuvaus\nA;\"yksi\nkaksi\"\n\n;;;\nB;x\n", None).unwrap();
    let numbers: Vec<_> = sheet.rows.iter().map(|row| (row.number, row.cells[0].as_str())).collect();
    assert_eq!(numbers, [(3, "A"), (6, "B")]);
    assert_eq!(sheet.rows[0].cells[1], "yksi\nkaksi");
}

#[test]
fn formulas_stay_text_and_the_mark_of_text_is_taken_off() {
    let found = rows(b"A;B;C;D\n=1+2;'0012;'=cmd;'t Hoen\n");
    assert_eq!(found[1], ["=1+2", "0012", "=cmd", "'t Hoen"]);
}

#[test]
fn what_is_no_table_is_told() {
    assert_eq!(read(b"", None), Err(SheetFault::Empty));
    assert_eq!(read(b"Nimi;Hinta\n", None), Err(SheetFault::Empty));
    assert_eq!(read(b"%PDF-1.7 x", None), Err(SheetFault::OtherKind));
    assert_eq!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0", None), Err(SheetFault::OtherKind));
    assert_eq!(read(b"PK\x03\x04 and no more", None), Err(SheetFault::Broken));
    assert_eq!(read(&vec![b'a'; LARGEST_FILE + 1], None), Err(SheetFault::TooLarge));
    assert_eq!(read(";".repeat(300).as_bytes(), None), Err(SheetFault::Empty), "empty columns are none");
    let wide = format!("{}\n{}", "a;".repeat(201), "b;".repeat(201));
    assert_eq!(read(wide.as_bytes(), None), Err(SheetFault::TooManyColumns));
    let long = format!("a\n{}", "b\n".repeat(MOST_ROWS + 1));
    assert_eq!(read(long.as_bytes(), None), Err(SheetFault::TooManyRows));
}

/// A workbook of the given parts.
pub(super) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

pub(super) fn book(sheet: &str) -> Vec<u8> {
    let styles = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"1\">\
        <numFmt numFmtId=\"170\" formatCode=\"0.0%\"/></numFmts><cellXfs count=\"4\"><xf numFmtId=\"0\"/>\
        <xf numFmtId=\"9\" applyNumberFormat=\"1\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/>\
        <xf numFmtId=\"170\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";
    let workbook = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
        <sheet name=\"Ohje\" sheetId=\"2\" r:id=\"rId2\"/><sheet name=\"Tuotteet\" sheetId=\"1\" r:id=\"rId1\"/>\
        </sheets></workbook>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
        <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/>\
        <Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
        </Relationships>";
    let wrapped = |rows: &str| {
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
        )
    };
    let top = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    zipped(&[
        ("_rels/.rels", top.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", wrapped(sheet).as_bytes()),
        (
            "xl/worksheets/sheet2.xml",
            wrapped("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Lue</t></is></c></row>").as_bytes(),
        ),
    ])
}

pub(super) const ROWS: &str = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Nimi</t></is></c><c r=\"C2\" t=\"inlineStr\"><is><t>Hinta</t></is></c></row>\
    <row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t> Pumppu </t></is></c><c r=\"B4\" s=\"1\"><v>0.255</v></c>\
    <c r=\"C4\"><f>0.1+0.2</f><v>0.30000000000000004</v></c><c r=\"D4\" s=\"2\"><v>46349</v></c>\
    <c r=\"E4\" s=\"3\"><v>0.14000000000000001</v></c><c r=\"F4\" t=\"b\"><v>1</v></c><c r=\"G4\" t=\"e\"><v>#N/A</v></c></row>";

#[test]
fn a_workbook_gives_exact_figures_days_and_percentages() {
    let sheet = read(&book(ROWS), Some("Tuotteet")).unwrap();
    assert_eq!(sheet.sheets, ["Ohje", "Tuotteet"]);
    assert_eq!(sheet.headings, ["Nimi", "", "Hinta", "", "", "", ""]);
    assert_eq!(sheet.rows[0].number, 4);
    assert_eq!(sheet.rows[0].cells, ["Pumppu", "25.5 %", "0.3", "2026-11-23", "14 %", "true", "#N/A"]);
    assert_eq!(read(&book(ROWS), Some("Ohje")), Err(SheetFault::Empty));
    assert_eq!(read(&book(ROWS), None).unwrap().name, "Tuotteet", "the first sheet has a heading alone");
    assert_eq!(read(&book(ROWS), Some("Muu")), Err(SheetFault::NoSuchSheet));
}

#[test]
fn a_cell_far_away_makes_no_large_table() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(read(&book(far), Some("Tuotteet")), Err(SheetFault::TooManyColumns));
    let deep = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>2</v></c></row>";
    assert_eq!(read(&book(deep), Some("Tuotteet")).unwrap().rows.len(), 1);
}

#[test]
fn what_unpacks_to_too_much_is_refused_before_it_is_read() {
    let zeros = vec![b' '; 30 * 1024 * 1024];
    let bomb = zipped(&[("xl/workbook.xml", &zeros)]);
    assert!(bomb.len() < 100_000);
    assert_eq!(read(&bomb, None), Err(SheetFault::TooLarge));
    let many: Vec<String> = (0..1_001).map(|at| format!("a{at}")).collect();
    let parts: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert_eq!(read(&zipped(&parts), None), Err(SheetFault::TooLarge));
}

#[test]
fn no_entity_is_expanded_and_no_file_is_read() {
    let evil = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;\">]>";
    let cell = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>A</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&a;&b;</t></is></c></row>";
    let read = read(&book(&format!("{evil}{cell}")), Some("Tuotteet"));
    let text = format!("{read:?}");
    assert!(!text.contains("root:"), "{text}");
}

#[test]
fn broken_bytes_are_refused_and_never_a_panic() {
    let good = book(ROWS);
    let csv = "Nimi;\"Hinta\nA;\"1\"\"2;x\n".as_bytes();
    // A plain sequence of pseudo-random numbers, the same in every run.
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below.max(1) as u64) as usize
    };
    for round in 0..3_000 {
        let mut bytes = if round % 3 == 0 { csv.to_vec() } else { good.clone() };
        for _ in 0..=next(8) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes[at] = next(256) as u8,
                1 => bytes.truncate(at.max(4)),
                _ => bytes.insert(at, next(256) as u8),
            }
        }
        let _ = read(&bytes, if round % 2 == 0 { Some("Tuotteet") } else { None });
    }
}

#[test]
fn nothing_written_is_a_formula_and_it_reads_back() {
    let bytes =
        csv([vec!["Nimi", "Hinta"], vec!["=HYPERLINK(1)", "-12,50"], vec!["-2+3", "+358 40"], vec!["@x", "a;\"b"]]);
    assert!(bytes.starts_with(b"\xef\xbb\xbf"));
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains("'=HYPERLINK(1);-12,50\r\n'-2+3;'+358 40\r\n'@x;\"a;\"\"b\""), "{text}");
    assert_eq!(rows(&bytes)[1..], [["=HYPERLINK(1)", "-12,50"], ["-2+3", "+358 40"], ["@x", "a;\"b"]]);
}
