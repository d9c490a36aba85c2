//! Figures as people type them: `1 234,5`, `1.234,50`, `3*12,5`.
use rust_decimal::Decimal;

/// Why a typed figure could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// A character or order of characters that is no figure.
    #[error("not a figure")]
    NotAFigure,
    /// Too large to compute exactly.
    #[error("too large")]
    TooLarge,
    /// Division by nothing.
    #[error("division by zero")]
    DivisionByZero,
}

/// Longest text that is read as a figure, in bytes.
const LONGEST: usize = 60;

/// Reads a figure or a small sum of figures with `+ - * × / ÷` (the usual precedence).
///
/// Comma or dot is the decimal sign; spaces (also no-break and thin) and apostrophes group digits.
/// Where both comma and dot stand in one figure, the last one is the decimal sign.
///
/// ```
/// use domain::figures::parse_amount;
/// use rust_decimal::Decimal;
/// assert_eq!(parse_amount("1 234,5"), Ok(Decimal::new(12345, 1)));
/// assert_eq!(parse_amount("3*12,5"), Ok(Decimal::new(375, 1)));
/// assert_eq!(parse_amount("−4"), Ok(Decimal::from(-4)));
/// ```
///
/// # Errors
/// [`FigureError`] when the text is empty, no figure, or too large.
pub fn parse_amount(text: &str) -> Result<Decimal, FigureError> {
    let text = text.trim().trim_end_matches(['€', '%', '=']).trim_start_matches('=').trim();
    if text.is_empty() {
        return Err(FigureError::Empty);
    }
    if text.len() > LONGEST {
        return Err(FigureError::TooLarge);
    }
    let mut sum = Sum { rest: text };
    let value = sum.terms()?;
    if sum.rest.trim_start().is_empty() { Ok(value.normalize()) } else { Err(FigureError::NotAFigure) }
}

/// What is left to read of a typed sum.
struct Sum<'a> {
    rest: &'a str,
}

impl Sum<'_> {
    fn operator(&mut self, allowed: &[char]) -> Option<char> {
        let trimmed = self.rest.trim_start();
        let sign = trimmed.chars().next().filter(|c| allowed.contains(c))?;
        self.rest = trimmed.get(sign.len_utf8()..).unwrap_or("");
        Some(sign)
    }

    fn terms(&mut self) -> Result<Decimal, FigureError> {
        let mut value = self.factors()?;
        while let Some(sign) = self.operator(&['+', '-', '−', '–']) {
            let next = self.factors()?;
            let result = if sign == '+' { value.checked_add(next) } else { value.checked_sub(next) };
            value = result.ok_or(FigureError::TooLarge)?;
        }
        Ok(value)
    }

    fn factors(&mut self) -> Result<Decimal, FigureError> {
        let mut value = self.figure()?;
        while let Some(sign) = self.operator(&['*', '×', 'x', '/', '÷']) {
            let next = self.figure()?;
            let result = if matches!(sign, '/' | '÷') {
                if next.is_zero() {
                    return Err(FigureError::DivisionByZero);
                }
                value.checked_div(next).map(|quotient| crate::money::round(quotient, 6))
            } else {
                value.checked_mul(next)
            };
            value = result.ok_or(FigureError::TooLarge)?;
        }
        Ok(value)
    }

    fn figure(&mut self) -> Result<Decimal, FigureError> {
        let negative = self.operator(&['-', '−', '–', '+']).is_some_and(|sign| sign != '+');
        let trimmed = self.rest.trim_start();
        let length = trimmed
            .char_indices()
            .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '\'' | '’') || c.is_whitespace()))
            .map_or(trimmed.len(), |(at, _)| at);
        let (figure, rest) = trimmed.split_at(length);
        self.rest = rest;
        let value = plain_figure(figure)?;
        Ok(if negative { -value } else { value })
    }
}

fn plain_figure(text: &str) -> Result<Decimal, FigureError> {
    let text = text.trim();
    let decimal_at = match (text.rfind(','), text.rfind('.')) {
        (Some(comma), Some(dot)) => Some(comma.max(dot)),
        (Some(comma), None) => Some(comma),
        (None, Some(dot)) => Some(dot),
        (None, None) => None,
    };
    let (whole, fraction) = match decimal_at {
        Some(at) => (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or("")),
        None => (text, ""),
    };
    let decimal_sign = decimal_at.and_then(|at| text.as_bytes().get(at)).copied();
    // `1.234.567` and `1,234,567` group; a sign repeated before the decimal place is a grouping sign only
    // when it differs from the decimal sign.
    if whole.bytes().any(|b| Some(b) == decimal_sign) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FigureError::NotAFigure);
    }
    let whole = whole.bytes().filter(u8::is_ascii_digit);
    let mut digits = whole.chain(fraction.bytes()).peekable();
    if digits.peek().is_none() {
        return Err(FigureError::NotAFigure);
    }
    exact(digits, fraction.len()).ok_or(FigureError::TooLarge)
}

/// Reads a plain figure: digits, spaces between them, one decimal sign. What it reads, [`parse_amount`] reads alike; it
/// leaves sums, signs and all else to that one, for the sake of the pages that carry it.
pub fn parse_plain(text: &str) -> Option<Decimal> {
    let bytes = text.as_bytes();
    let is_point = |byte: &u8| matches!(byte, b',' | b'.');
    let point = bytes.iter().position(is_point).unwrap_or(bytes.len());
    let (whole, rest) = bytes.split_at_checked(point)?;
    let fraction = rest.get(1..).unwrap_or_default();
    // The space, and the two bytes of the space that does not break.
    let grouped = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b' ' | 0xC2 | 0xA0);
    if bytes.len() > LONGEST || !whole.iter().all(grouped) || !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let mut digits = whole.iter().chain(fraction).copied().filter(u8::is_ascii_digit).peekable();
    digits.peek()?;
    exact(digits, fraction.len())
}

/// Reads a figure as programs write it: digits, and among them one point at most. A sign, an exponent, an underscore or a
/// space is none, though the number's own parser would take some of them.
pub fn parse_written(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut digits = whole.bytes().chain(fraction.bytes());
    let plain = text.len() <= LONGEST && digits.all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The figure of these digits with so many of them behind the point; nothing where it is no exact figure any more. By
/// hand, as its twin in [`crate::formats`]: the customer's page carries it.
pub(crate) fn exact(digits: impl Iterator<Item = u8>, decimals: usize) -> Option<Decimal> {
    let scale = u32::try_from(decimals).ok().filter(|scale| *scale <= Decimal::MAX_SCALE)?;
    let mut parts = [0_u32; 3];
    for digit in digits {
        let mut carry = u64::from(digit.wrapping_sub(b'0'));
        for part in &mut parts {
            let now = u64::from(*part) * 10 + carry;
            *part = now as u32;
            carry = now >> 32;
        }
        if carry != 0 {
            return None;
        }
    }
    let [lo, mid, hi] = parts;
    Some(Decimal::from_parts(lo, mid, hi, false, scale))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn figure(text: &str) -> Result<String, FigureError> {
        parse_amount(text).map(|value| value.to_string())
    }

    #[test]
    fn figures_are_read_in_every_usual_form() {
        for (typed, meant) in [
            ("12", "12"),
            ("12,5", "12.5"),
            ("12.5", "12.5"),
            ("1 234,5", "1234.5"),
            ("1\u{a0}234,50 €", "1234.5"),
            ("1.234,50", "1234.5"),
            ("1,234.50", "1234.5"),
            ("-3", "-3"),
            ("−3", "-3"),
            (",5", "0.5"),
            ("4*8", "32"),
            ("3*12,5", "37.5"),
            ("100-2*10", "80"),
            ("1/3", "0.333333"),
            ("25,5 %", "25.5"),
            ("2 x 3", "6"),
            ("=7", "7"),
            ("1'000", "1000"),
            ("0", "0"),
        ] {
            assert_eq!(figure(typed).as_deref(), Ok(meant), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_plain_figure_is_read_as_any_other(text in "[0-9 ,.\u{a0}\u{a1}+-]{0,12}", digits in "[0-9]{25,40}[,.]?[0-9]{0,30}") {
            for text in [text, digits] {
                if let Some(plain) = parse_plain(&text) {
                    prop_assert_eq!(parse_amount(&text), Ok(plain), "{}", text);
                }
            }
        }
    }

    #[test]
    fn what_programs_write_is_digits_and_a_point_and_nothing_more() {
        for (text, meant) in [("12", "12"), ("372.30", "372.30"), ("0", "0"), ("5.", "5"), (".5", "0.5")] {
            assert_eq!(parse_written(text).unwrap().to_string(), meant);
        }
        for text in ["", ".", "1_000", "1e10", "1E2", "-1", "+1", "1 000", "1,5", "1.2.3", "٣", "0x10"] {
            assert_eq!(parse_written(text), None, "{text}");
        }
        assert_eq!(parse_written(&"9".repeat(61)), None);
    }

    #[test]
    fn what_is_no_figure_is_refused() {
        for typed in ["abc", "1,2,3", "1..2", "--", "1e5", "1e10", "1_000", "3*", "*3", "<script>", "½"] {
            assert_eq!(figure(typed), Err(FigureError::NotAFigure), "{typed}");
        }
        assert_eq!(figure(" "), Err(FigureError::Empty));
        assert_eq!(figure("1/0"), Err(FigureError::DivisionByZero));
        assert_eq!(figure(&"9".repeat(50)), Err(FigureError::TooLarge));
        assert_eq!(figure(&"1".repeat(100)), Err(FigureError::TooLarge));
    }
}
