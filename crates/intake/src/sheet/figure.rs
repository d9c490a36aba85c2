//! Figures of a workbook as exact decimals: binary fractions are cut to the fifteen digits a spreadsheet shows.
use rust_decimal::Decimal;

/// `0.1 + 0.2` comes as 0.30000000000000004 and was meant as 0.3.
pub(super) fn exact(value: f64) -> Option<Decimal> {
    if !value.is_finite() {
        return None;
    }
    Decimal::from_scientific(&format!("{value:.14e}")).ok().map(|value| value.normalize())
}

/// A figure's text; with a percent sign where the cell is shown in percent.
pub(super) fn text(value: f64, percent: bool) -> String {
    match exact(value) {
        Some(value) if percent => match value.checked_mul(Decimal::ONE_HUNDRED) {
            Some(value) => format!("{} %", value.normalize()),
            None => value.to_string(),
        },
        Some(value) => value.to_string(),
        // No amount, no quantity: as it stands, to be refused where a figure is needed.
        None => value.to_string(),
    }
}

/// Whether a number format shows percent: a percent sign outside quotation marks and escapes.
pub(super) fn shows_percent(format: &str) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    for c in format.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}
