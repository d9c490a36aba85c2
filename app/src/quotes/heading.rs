//! What a heading is besides its words: its level, and what is printed of what it holds.
use domain::quotes::group::{Printing, Shape};
use i18n::T;

/// What is printed, in words.
pub fn printing_words(t: T, printing: Printing) -> &'static str {
    match printing {
        Printing::All => t.quotes_printing_all(),
        Printing::WithoutPrices => t.quotes_printing_without_prices(),
        Printing::SumOnly => t.quotes_printing_sum_only(),
    }
}

/// Level and printing in words.
pub fn heading_words(t: T, shape: Shape) -> String {
    let level = if shape.subsection { t.quotes_subsection() } else { t.quotes_section() };
    format!("{level}: {}", printing_words(t, shape.printing))
}
