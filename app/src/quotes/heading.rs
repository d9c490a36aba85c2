//! What a heading is besides its words: its level, and what is printed of what it holds.
use domain::quotes::group::{Grouping, Printing, Shape};
use i18n::T;

/// What is printed, in words.
pub fn printing_words(t: T, printing: Printing) -> &'static str {
    match printing {
        Printing::All => t.quotes_printing_all(),
        Printing::WithoutPrices => t.quotes_printing_without_prices(),
        Printing::SumOnly => t.quotes_printing_sum_only(),
    }
}

/// What may be chosen, in words.
pub fn grouping_words(t: T, grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Plain => t.quotes_grouping_plain(),
        Grouping::Optional => t.quotes_grouping_optional(),
        Grouping::ChooseOne => t.quotes_grouping_choose_one(),
        Grouping::OneOrNone => t.quotes_grouping_one_or_none(),
    }
}

/// Level and printing in words.
pub fn heading_words(t: T, shape: Shape) -> String {
    let level = if shape.subsection { t.quotes_subsection() } else { t.quotes_section() };
    match shape.grouping {
        Grouping::Plain => format!("{level}: {}", printing_words(t, shape.printing)),
        // What one may choose is always shown whole.
        grouping => format!("{level}: {}", grouping_words(t, grouping)),
    }
}
