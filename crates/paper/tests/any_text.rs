//! Whatever a user types, wherever, there is a document.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../testdata/corpora/corpora.rs"]
mod corpora;
mod sample;

use domain::lang::Lang;
use paper::{Line, QuoteDocument, SignatureMark, quote_pdf};
use rust_decimal::Decimal;

/// The document with this text in every place a text can be.
fn everywhere(text: &str) -> QuoteDocument {
    let mut document = sample::signed(Lang::Fi, 2);
    let words = || text.to_owned();
    document.number = words();
    document.title = words();
    document.introduction = words();
    document.seller.name = words();
    document.seller.business_id = words();
    document.seller.address = vec![words(), words()];
    document.seller.email = words();
    document.seller.phone = words();
    document.buyer = vec![words(), words()];
    document.delivery_address = words();
    document.customer_reference = words();
    document.salesperson = words();
    document.delivery = words();
    document.payment_terms = words();
    document.terms = words();
    document.content_sha256 = words();
    for line in &mut document.lines {
        match line {
            Line::Section { title, .. } => *title = words(),
            Line::Note { text } => *text = words(),
            Line::Product(product) => {
                product.position = words();
                product.name = words();
                product.description = words();
                product.unit = words();
            }
        }
    }
    document.lines.push(Line::Note { text: words() });
    document.signed_before = sample::signed_before(&document, 2);
    document.signed_before.iter_mut().for_each(|one| one.signature.name = words());
    let signature = document.signature.as_mut().unwrap();
    signature.consent = words();
    signature.name = words();
    signature.role = words();
    signature.company = words();
    let certificate = document.certificate.as_mut().unwrap();
    certificate.business_id = words();
    certificate.file_sha256 = words();
    certificate.means.link_sent_to = words();
    certificate.e_invoice = words();
    certificate.purchase_order = words();
    certificate.means.device = words();
    certificate.means.network_address = words();
    certificate.verify_url = format!("https://example.org/{text}");
    for event in &mut certificate.events {
        event.text = words();
        event.chain = words();
    }
    document
}

fn typed(text: &str) -> QuoteDocument {
    let mut document = everywhere(text);
    document.signature.as_mut().unwrap().mark = SignatureMark::Typed(text.to_owned());
    document
}

#[test]
fn any_text_gives_a_document() {
    let long_word = "lämpöpumppu".repeat(910);
    let corpus = [
        "",
        " \t\r\n ",
        "Ääkköset ÅÄÖ åäö, Ελληνικά, Кириллица, Ђорђе, Łódź, Đặng, ệ, ﬁ, ß ẞ",
        "👍🏽 👩‍👩‍👧‍👦 🇫🇮 ✔️ ☑ ◉ → ≤ ≠ ½ № ™",
        "שלום עולם 123",
        "مرحبا بالعالم ١٢٣",
        "mixed שלום and مرحبا in one, \u{202e}reversed\u{202c} too",
        "你好，世界。こんにちは 안녕하세요 नमस्ते ไทย",
        "nul \0 bell \u{7} escape \u{1b}[31m del \u{7f} c1 \u{85}\u{9f}",
        "zero\u{200b}width\u{200d}join\u{feff}bom\u{2060}word\u{ad}soft",
        "\u{301}\u{308}\u{20dd} lone marks a\u{20dd} e\u{35c}\u{300}\u{301}\u{302} \u{25cc}\u{301}",
        "A\u{308}a\u{30a}o\u{308} decomposed",
        "\u{e000}\u{f8ff}\u{ffff}\u{fffe}\u{fdd0}\u{fffd}\u{10ffff}\u{e0041}",
        "𝕄𝕒𝕥𝕙 𓀀 𐍈 🀄",
        "<script>alert(1)</script> & \"quotes\" 'x' ]]> %PDF (paren) \\ endstream endobj",
        "one\ntwo\r\nthree\u{2028}four\u{2029}five\u{b}six",
        "\u{3164}\u{115f}\u{180e}\u{34f}",
        &long_word,
    ];
    for text in corpus {
        for document in [everywhere(text), typed(text)] {
            let shown: String = text.chars().take(30).collect();
            let file = quote_pdf(&document).unwrap_or_else(|error| panic!("{shown:?}: {error}"));
            assert!(file.starts_with(b"%PDF-1.7"));
        }
    }
}

#[test]
fn every_text_of_the_corpora_stands_on_one_sheet_or_the_next() {
    let all = [corpora::html(), corpora::formula(), corpora::header(), corpora::unicode()].concat();
    let mut document = sample::quotation(Lang::Fi, 0);
    document.lines =
        all.chunks(8).map(|some| Line::Note { text: some.join(" ").chars().take(1_000).collect() }).collect();
    document.terms = all.join(" ").chars().take(10_000).collect();
    quote_pdf(&document).unwrap();
}

#[test]
fn every_character_of_every_plane_gives_a_document() {
    let two_planes: Vec<char> = ('\0'..='\u{1ffff}').collect();
    let mut texts: Vec<String> = two_planes.chunks(4_096).map(|block| block.iter().collect()).collect();
    // The rest is mostly empty: every 64th.
    texts.push(('\u{20000}'..=char::MAX).step_by(64).collect());
    for text in texts {
        let first = text.chars().next();
        let mut document = sample::quotation(Lang::Fi, 0);
        document.terms = text.clone();
        document.lines = vec![Line::Note { text }];
        quote_pdf(&document).unwrap_or_else(|error| panic!("from {first:?}: {error}"));
    }
}

#[test]
fn a_combining_mark_after_any_letter_gives_a_document() {
    let marks = ('\u{300}'..='\u{36f}').chain('\u{1ab0}'..='\u{1aff}').chain('\u{20d0}'..='\u{20f0}');
    let text: String = marks.flat_map(|mark| ['a', mark, 'Ж', mark, '→', mark, '1', mark, ' ']).collect();
    let mut document = typed(&text);
    document.lines.push(Line::Note { text });
    quote_pdf(&document).unwrap();
}

#[test]
fn a_row_taller_than_a_page_goes_on_over_pages() {
    let mut document = sample::quotation(Lang::Fi, 3);
    let tall: String = (1..=400).map(|line| format!("Kohta {line} kuvausta\n")).collect();
    if let Some(Line::Product(product)) = document.lines.last_mut() {
        product.description = tall;
    }
    let file = quote_pdf(&document).unwrap();
    let path = std::env::temp_dir().join(format!("paper-tall-{}.pdf", std::process::id()));
    std::fs::write(&path, &file).unwrap();
    let output = std::process::Command::new("pdftotext").arg(&path).arg("-").output();
    std::fs::remove_file(&path).unwrap();
    if let Ok(output) = output {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        for line in 1..=400 {
            assert_eq!(text.matches(&format!("Kohta {line} kuvausta")).count(), 1, "line {line}");
        }
        assert!(text.split('\u{c}').count() > 5);
    }
}

#[test]
fn the_largest_amounts_fit_the_sheet() {
    let mut document = sample::quotation(Lang::Fi, 2);
    let largest = Decimal::from(100_000_000_000_i64) - Decimal::new(1, 2);
    for line in &mut document.lines {
        if let Line::Product(product) = line {
            product.quantity = Decimal::new(123_456_789_123_456, 6);
            product.unit_price = -largest;
            product.net = -largest;
            product.discount_percent = Decimal::new(99_999_999, 6);
        }
    }
    for row in &mut document.vat {
        (row.net, row.tax, row.gross) = (largest, largest, largest);
    }
    (document.net, document.tax, document.gross) = (largest, largest, largest);
    quote_pdf(&document).unwrap();
}

#[test]
fn an_empty_quotation_is_a_document() {
    let mut document = everywhere("");
    document.lines.clear();
    document.vat.clear();
    document.certificate.as_mut().unwrap().events.clear();
    document.signature.as_mut().unwrap().mark = SignatureMark::Drawn(Vec::new());
    quote_pdf(&document).unwrap();
}
