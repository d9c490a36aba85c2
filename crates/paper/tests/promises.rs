//! What every document on paper keeps: it is valid, readable, the same each time, whatever is typed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod sample;

use domain::formats;
use domain::lang::Lang;
use paper::{Line, QuoteDocument, SignatureMark, SignaturePlace, quote_pdf, quote_pdf_to_sign};
use rust_decimal::Decimal;
use std::io::Write;
use std::process::{Command, Stdio};

/// Everything the documents below are made in: the three languages, unsigned, superseded, signed.
fn every_kind() -> Vec<QuoteDocument> {
    let mut kinds = Vec::new();
    for lang in Lang::ALL {
        let mut typed = sample::signed(lang, 3);
        typed.signature.as_mut().unwrap().mark = SignatureMark::Typed("Päivi Mäkelä".into());
        let mut several = sample::signed(lang, 3);
        several.signed_before = sample::signed_before(&several, 12);
        let superseded = QuoteDocument { superseded_by: Some(5), ..sample::quotation(lang, 3) };
        let copy = QuoteDocument { copy_of: Some(Lang::Sv), ..sample::quotation(lang, 3) };
        kinds.extend([sample::quotation(lang, 3), superseded, copy, sample::signed(lang, 3), typed, several]);
    }
    kinds
}

/// Runs a poppler or qpdf program over a file; none if it is not installed.
fn run(program: &str, arguments: &[&str], file: &[u8]) -> Option<(bool, String)> {
    let path = std::env::temp_dir().join(format!(
        "paper-{}-{:?}-{program}.pdf",
        std::process::id(),
        std::thread::current().id()
    ));
    std::fs::write(&path, file).unwrap();
    let output = Command::new(program)
        .args(arguments.iter().map(|argument| if *argument == "FILE" { path.to_str().unwrap() } else { argument }))
        .stdin(Stdio::null())
        .output();
    std::fs::remove_file(&path).unwrap();
    let output = match output {
        Ok(output) => output,
        Err(_) => {
            let _ = writeln!(std::io::stderr(), "{program} is not installed: not checked");
            return None;
        }
    };
    Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn has(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// The file's text layer, with every kind of space as a plain one.
fn text(file: &[u8]) -> Option<String> {
    let (good, text) = run("pdftotext", &["-layout", "FILE", "-"], file)?;
    assert!(good);
    Some(text.replace(['\u{a0}', '\u{202f}'], " "))
}

#[test]
fn every_kind_in_every_language_passes_the_validators() {
    for document in every_kind() {
        let file = quote_pdf(&document).unwrap();
        let part: &[u8] = if document.attached_json.is_some() { b"<pdfaid:part>3<" } else { b"<pdfaid:part>2<" };
        assert!(has(&file, part), "{:?}", document.lang);
        assert!(has(&file, b"<pdfaid:conformance>A<"));
        assert!(has(&file, b"<pdfuaid:part>1<"));
    }
}

#[test]
fn other_programs_read_the_file() {
    for document in every_kind() {
        let file = quote_pdf(&document).unwrap();
        if let Some((good, said)) = run("qpdf", &["--check", "FILE"], &file) {
            assert!(good, "{said}");
        }
        if let Some((good, said)) = run("pdfinfo", &["FILE"], &file) {
            assert!(good && said.contains("Tagged:          yes"), "{said}");
        }
    }
}

#[test]
fn a_place_for_a_signature_changes_nothing_that_is_read() {
    let place = SignaturePlace {
        organisation: "Havulämpö Oy (\\)>>".into(),
        reason: "Leima".into(),
        label: "Leima".into(),
        at: sample::moment(12, 8, 32),
    };
    for document in every_kind().into_iter().filter(|document| document.certificate.is_some()) {
        let waiting = quote_pdf_to_sign(&document, &place).unwrap();
        assert_eq!(
            quote_pdf_to_sign(&document, &place).unwrap().parts(),
            waiting.parts(),
            "the same document gives the same bytes"
        );
        let [before, behind] = waiting.parts().map(<[u8]>::to_vec);
        assert!(before.ends_with(b"/Contents") && behind.starts_with(b">>"), "all but the signature itself is signed");
        assert!(waiting.clone().fill(&vec![1; 4_000]).is_none(), "what has no room is not cut");
        let file = waiting.fill(&[0xAB; 900]).unwrap();
        assert_eq!((&file[..before.len()], &file[file.len() - behind.len()..]), (&*before, &*behind));
        let ranges = format!("/ByteRange[0 {} {} {}", before.len(), file.len() - behind.len(), behind.len());
        assert!(has(&file, ranges.as_bytes()), "{ranges}");
        if let Some((good, said)) = run("qpdf", &["--check", "FILE"], &file) {
            assert!(good, "{said}");
        }
        if let Some((good, said)) = run("pdfinfo", &["FILE"], &file) {
            assert!(good && said.contains("Tagged:          yes"), "{said}");
        }
        assert_eq!(text(&file), text(&quote_pdf(&document).unwrap()));
    }
}

#[test]
fn totals_can_be_read_back_in_the_readers_form() {
    for document in every_kind() {
        let Some(text) = text(&quote_pdf(&document).unwrap()) else { return };
        for amount in [document.net, document.tax, document.gross] {
            let amount = formats::money(document.lang, amount, &document.currency).replace('\u{a0}', " ");
            assert!(text.contains(&amount), "{amount} is not in\n{text}");
        }
        for row in &document.vat {
            assert!(text.contains(&formats::percent(document.lang, row.percent).replace('\u{a0}', " ")));
        }
        assert!(text.contains("T-2026-0417") && text.contains("Havulämpö Oy"));
        assert!(text.contains("Asennustyö ja käyttöönotto"));
        let superseded = ["korvannut versio 5", "ersatts av version 5", "superseded by version 5"];
        let says = superseded.iter().any(|words| text.contains(words));
        assert_eq!(says, document.superseded_by.is_some());
        let copy = ["on ruotsinkielinen", "är på svenska", "is in Swedish"];
        assert_eq!(copy.iter().any(|words| text.contains(words)), document.copy_of.is_some());
        let places = ["Paikka ja päiväys", "Ort och datum", "Place and date"];
        let can_sign = places.iter().any(|words| text.contains(words));
        let open = document.superseded_by.is_none() && document.copy_of.is_none() && document.signature.is_none();
        assert_eq!(can_sign, open, "only an open version has a place to sign");
    }
}

#[test]
fn every_page_says_whose_it_is_which_and_of_how_many() {
    let Some(text) = text(&quote_pdf(&sample::signed(Lang::Fi, 60)).unwrap()) else { return };
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 3);
    for (at, page) in pages.iter().enumerate() {
        let number = format!("{} ({})", at + 1, pages.len());
        assert_eq!(page.matches(&number).count(), 2, "head and foot of page {}:\n{page}", at + 1);
        assert!(page.contains("Havulämpö Oy · Y-tunnus 7654321-2"));
        assert!(page.contains("T-2026-0417 v4") && page.contains("8f3a 91c2"));
    }
}

#[test]
fn every_page_of_a_copy_says_that_it_is_one() {
    let copy = QuoteDocument { copy_of: Some(Lang::Sv), ..sample::quotation(Lang::Fi, 60) };
    let file = quote_pdf(&copy).unwrap();
    let Some(text) = text(&file) else { return };
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 1 && pages.iter().all(|page| page.contains("on ruotsinkielinen")), "{text}");
    let Some((_, about)) = run("pdfinfo", &["FILE"], &file) else { return };
    let title = about.lines().find(|line| line.starts_with("Title:")).unwrap_or_default();
    assert!(title.contains("on ruotsinkielinen"), "{about}");
}

#[test]
fn the_certificate_says_what_who_when_and_how_to_verify() {
    let document = sample::signed(Lang::Fi, 3);
    let Some(text) = text(&quote_pdf(&document).unwrap()) else { return };
    let last = text.split_once("Allekirjoitustodistus").unwrap().1;
    for words in [
        "8f3a91c2 5be07714 c90d2f6a 13e8b7d4",
        "a2269c01 f45e3308 6b1d90ea 77d044be",
        "Päivi Mäkelä, toimitusjohtaja, Mäkelän Puutyö Oy (1234567-1)",
        "paivi@makelanpuutyo.example",
        "Piirretty, 7 vetoa",
        "192.0.2.44",
        "Sivun kieli",
        "ruotsi",
        "23.11.2026 12.08.31",
        "Hyväksytty ja allekirjoitettu",
        "d5e83308f45e",
        "Leiman antaja",
        "d75a9801 82b10ab7",
        "3a1c5b7d 9e0f2468",
        "https://tarjous.havulampo.example/verify",
        "quotation.json",
    ] {
        assert!(last.contains(words), "{words} is not in\n{last}");
    }
}

#[test]
fn the_signed_content_comes_out_as_it_went_in() {
    let document = sample::signed(Lang::Sv, 3);
    let file = quote_pdf(&document).unwrap();
    let Some((good, content)) = run("pdfdetach", &["-save", "1", "-o", "/dev/stdout", "FILE"], &file) else {
        return;
    };
    assert!(good);
    assert_eq!(content.as_bytes(), document.attached_json.unwrap());
}

#[test]
fn the_discount_column_appears_only_with_a_discount() {
    let with = sample::quotation(Lang::Fi, 1);
    let mut without = with.clone();
    for line in &mut without.lines {
        if let Line::Product(product) = line {
            product.discount_percent = Decimal::ZERO;
        }
    }
    for (document, expected) in [(with, true), (without, false)] {
        let Some(text) = text(&quote_pdf(&document).unwrap()) else { return };
        assert_eq!(text.contains("Ale %"), expected);
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for document in [sample::quotation(Lang::Fi, 30), sample::signed(Lang::En, 5)] {
        let first = quote_pdf(&document).unwrap();
        assert!(first == quote_pdf(&document).unwrap());
        // Another thread has its own typesetter, and knows nothing of earlier documents.
        let other = std::thread::spawn({
            let document = document.clone();
            move || quote_pdf(&document).unwrap()
        });
        assert!(first == other.join().unwrap());
    }
}

#[test]
fn files_stay_small() {
    for (lines, most) in [(10, 60_000), (100, 160_000)] {
        let size = quote_pdf(&sample::quotation(Lang::Fi, lines)).unwrap().len();
        assert!(size <= most, "{lines} lines take {size} bytes");
    }
}

#[test]
fn two_thousand_lines_are_a_document_like_any_other() {
    let file = quote_pdf(&sample::quotation(Lang::Fi, 2_000)).unwrap();
    let Some(text) = text(&file) else { return };
    let rows = text.lines().filter(|line| line.trim_start().starts_with("2000 ")).count();
    assert_eq!(rows, 1, "the last line is there, once");
    assert!(text.matches("Yhteensä €").count() > 50, "every page repeats the table's head");
}
