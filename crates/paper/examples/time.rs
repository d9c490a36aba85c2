//! Milliseconds and kilobytes of a quotation of 10, 100 and 2,000 lines; with a folder as argument
//! also writes sample files into it. Run with `--release`.
#![allow(clippy::print_stdout, clippy::float_arithmetic, reason = "it prints milliseconds")]

#[path = "../tests/sample/mod.rs"]
mod sample;

use domain::lang::Lang;
use paper::{Line, QuoteDocument, SignatureMark, quote_pdf};
use rust_decimal::Decimal;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let cold = Instant::now();
    quote_pdf(&sample::quotation(Lang::Fi, 10))?;
    println!("first document {:.1} ms", cold.elapsed().as_secs_f64() * 1e3);
    println!("{:>6} {:>9} {:>9} {:>7}", "lines", "mean ms", "best ms", "kB");
    for (lines, rounds) in [(10, 200), (30, 100), (100, 100), (2_000, 5)] {
        let document = sample::quotation(Lang::Fi, lines);
        let mut size = 0;
        let mut times = Vec::with_capacity(rounds);
        for _ in 0..rounds {
            let start = Instant::now();
            size = quote_pdf(&document)?.len();
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        let mean = times.iter().sum::<f64>() / rounds as f64;
        let best = times.iter().copied().fold(f64::INFINITY, f64::min);
        println!("{lines:>6} {mean:>9.1} {best:>9.1} {:>7.1}", size as f64 / 1e3);
    }
    if let Some(folder) = std::env::args().nth(1) {
        samples(Path::new(&folder))?;
    }
    Ok(())
}

fn samples(folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut typed = sample::signed(Lang::En, 12);
    if let Some(signature) = &mut typed.signature {
        signature.mark = SignatureMark::Typed("Päivi Mäkelä".into());
    }
    let superseded = QuoteDocument { superseded_by: Some(5), ..sample::quotation(Lang::Sv, 3) };
    let files = [
        ("signed-fi.pdf", sample::signed(Lang::Fi, 10)),
        ("typed-en.pdf", typed),
        ("superseded-sv.pdf", superseded),
        ("long-fi.pdf", sample::quotation(Lang::Fi, 45)),
        ("wide-fi.pdf", wide()),
    ];
    for (name, document) in files {
        std::fs::write(folder.join(name), quote_pdf(&document)?)?;
    }
    Ok(())
}

/// The largest amounts there can be, unsigned, without discounts.
fn wide() -> QuoteDocument {
    let mut document = sample::quotation(Lang::Fi, 5);
    let largest = Decimal::from(100_000_000_000_i64) - Decimal::new(1, 2);
    for line in &mut document.lines {
        if let Line::Product(product) = line {
            product.discount_percent = Decimal::ZERO;
            (product.unit_price, product.net) = (largest, -largest);
            product.description = "Tuntematon: 你好 👍🏽 שלום · tunnettu: ☑ → ½ Ж ς".into();
        }
    }
    for row in &mut document.vat {
        (row.net, row.tax, row.gross) = (largest, largest, largest);
    }
    (document.net, document.tax, document.gross) = (largest, largest, largest);
    document
}
