//! What is taken, and what pretends to be it.
#![allow(clippy::unwrap_used)]
use super::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_file_is_what_its_content_says() {
    let house = include_bytes!("../../../../testdata/pictures/house.png");
    let docx = archive(&[("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>")]);
    let ods =
        archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("META-INF/manifest.xml", "<a/>")]);
    let cases: [(&str, &[u8], FileKind); 9] = [
        ("esite.html", b"%PDF-1.7\n", FileKind::Pdf),
        ("a.exe", house, FileKind::Png),
        ("a.docx", &docx, FileKind::Docx),
        ("a.zip", &ods, FileKind::Ods),
        ("a.dwg", b"AC1032\0\0", FileKind::Dwg),
        ("a.mp4", b"\0\0\0\x20ftypisom\0\0\x02\0", FileKind::Mp4),
        ("a.webm", b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", FileKind::Webm),
        ("a.txt", "Höylä\n".as_bytes(), FileKind::Txt),
        ("A.CSV", b"a;b\n1;2\n", FileKind::Csv),
    ];
    for (name, bytes, wanted) in cases {
        assert_eq!(kind(name, bytes), Ok(wanted), "{name}");
    }
}

#[test]
fn what_could_run_or_pretends_is_not_taken() {
    let macros = archive(&[("[Content_Types].xml", ""), ("xl/workbook.xml", ""), ("xl/vbaProject.bin", "x")]);
    let basic = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", ""),
        ("Basic/script-lc.xml", ""),
    ]);
    assert_eq!(kind("a.xlsx", &macros), Err(FileFault::Macros));
    assert_eq!(kind("a.odt", &basic), Err(FileFault::Macros));
    assert_eq!(kind("a.pdf", b""), Err(FileFault::Empty));
    // A PNG whose head promises 60,000 by 60,000 pixels.
    let mut bomb = include_bytes!("../../../../testdata/pictures/house.png")[..33].to_vec();
    bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let plain_zip = archive(&[("a.txt", "x")]);
    let bad: [(&str, &[u8]); 10] = [
        ("esite.pdf", b"<html><script>alert(1)</script></html>"),
        ("a.txt", b" \n<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.csv", "\u{feff}<!doctype html>".as_bytes()),
        ("a.svg", b"<svg/>"),
        ("a.pdf", b"MZ\x90\0"),
        ("a.zip", &plain_zip),
        ("a.docx", b"PK\x03\x04broken"),
        ("a.txt", b"a\0b"),
        ("a.png", &bomb),
        ("a.mov", b"\0\0\0\x14ftypqt  \0\0\0\0"),
    ];
    for (name, bytes) in bad {
        assert_eq!(kind(name, bytes), Err(FileFault::Kind), "{name}");
    }
}
