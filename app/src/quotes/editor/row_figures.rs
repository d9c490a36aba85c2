//! Figures as they are typed into a cell, and as a cell's input begins with them.
use domain::{
    figures::{FigureError, parse_amount},
    lang::Lang,
    refusal::Refusal,
};
use rust_decimal::Decimal;

/// A typed figure.
/// # Errors
/// Why it cannot be taken.
pub fn figure(typed: &str) -> Result<Decimal, Refusal> {
    parse_amount(typed).map_err(|error| match error {
        FigureError::Empty => Refusal::Required,
        FigureError::NotAFigure | FigureError::DivisionByZero => Refusal::NotAFigure,
        FigureError::TooLarge => Refusal::TooLarge { most: Decimal::from(999_999_999) },
    })
}

/// An emptied discount is no discount.
/// # Errors
/// Why it cannot be taken.
pub fn figure_or_zero(typed: &str) -> Result<Decimal, Refusal> {
    if typed.trim().is_empty() { Ok(Decimal::ZERO) } else { figure(typed) }
}

/// A figure as one types it: decimal sign of the language, nothing else.
pub fn plain(lang: Lang, value: Decimal) -> String {
    let text = value.normalize().to_string();
    if lang == Lang::En { text } else { text.replace('.', ",") }
}
