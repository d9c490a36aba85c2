//! Lines pasted from a spreadsheet: name, quantity, unit, price, parted by tabs.
use domain::{
    figures::parse_amount,
    quotes::{
        line::{LONGEST_NAME, MOST_LINES, Quantity, UnitPrice},
        quantity_from::QuantityFrom,
    },
    text::clean_line,
};

/// A pasted line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// What it is called.
    pub name: String,
    /// How much; one where nothing could be read.
    pub quantity: Quantity,
    /// Whether that was in the block.
    pub quantity_from: QuantityFrom,
    /// The unit; may be empty.
    pub unit: String,
    /// The price; nothing where nothing could be read.
    pub unit_price: UnitPrice,
    /// Figures that could not be read, as they stood.
    pub unread: Vec<String>,
}

/// Whether a text is a block of a spreadsheet and not a few words.
pub fn is_block(text: &str) -> bool {
    text.trim_end_matches(['\r', '\n']).contains(['\t', '\n'])
}

/// Reads the lines of a block; empty ones are passed over, and so is a head without a single figure
/// over lines that have them.
pub fn read(text: &str) -> Vec<Pasted> {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split('\t').map(str::trim).collect())
        .filter(|cells: &Vec<&str>| cells.iter().any(|cell| !cell.is_empty()))
        .collect();
    let headed = rows.len() > 1 && !has_figure(rows.first()) && has_figure(rows.get(1)) && rows[0].len() > 1;
    rows.iter().skip(usize::from(headed)).take(MOST_LINES).map(|cells| line(cells)).collect()
}

fn has_figure(cells: Option<&Vec<&str>>) -> bool {
    cells.is_some_and(|cells| cells.iter().skip(1).any(|cell| parse_amount(cell).is_ok()))
}

fn line(cells: &[&str]) -> Pasted {
    let cell = |at: usize| cells.get(at).copied().unwrap_or("");
    let mut unread = Vec::new();
    let mut figure = |text: &str| match parse_amount(text) {
        Ok(value) => Some(value),
        Err(_) => {
            if !text.is_empty() {
                unread.push(text.to_owned());
            }
            None
        }
    };
    // Without a unit the third cell is the price.
    let (unit, price) =
        if cells.len() == 3 && parse_amount(cell(2)).is_ok() { ("", cell(2)) } else { (cell(2), cell(3)) };
    let (quantity, quantity_from) = match figure(cell(1)).and_then(|value| Quantity::new(value).ok()) {
        Some(quantity) => (quantity, QuantityFrom::Pasted),
        None => (Quantity::ONE, QuantityFrom::Start),
    };
    let unit_price = figure(price).and_then(|value| UnitPrice::new(value).ok()).unwrap_or(UnitPrice::ZERO);
    let name: String = clean_line(cell(0)).chars().take(LONGEST_NAME).collect();
    Pasted { name, quantity, quantity_from, unit: clean_line(unit).chars().take(20).collect(), unit_price, unread }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn a_block_of_a_spreadsheet_becomes_lines() {
        let lines = read("Pumppu 16 kW\t2\tkpl\t9 840,00 €\r\nAsennus\t3*8\th\t68\n\n\tx\n");
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0].name, "Pumppu 16 kW");
        assert_eq!(lines[0].unit, "kpl");
        assert_eq!(lines[0].unit_price.get(), Decimal::from(9_840));
        assert_eq!((lines[1].quantity.get(), lines[1].quantity_from), (Decimal::from(24), QuantityFrom::Pasted));
        assert_eq!((lines[2].name.as_str(), lines[2].unread.as_slice()), ("", ["x".to_owned()].as_slice()));
    }

    #[test]
    fn a_head_is_passed_over_and_a_unit_may_be_missing() {
        let lines = read("Name\tQty\tPrice\nPanel\t12\t189.00");
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].unit.as_str(), lines[0].unit_price.get()), ("", Decimal::from(189)));
    }

    #[test]
    fn what_cannot_be_read_is_named_and_costs_nothing() {
        let line = &read("Panel\ttwelve\tkpl\t-")[0];
        assert_eq!((line.quantity, line.quantity_from), (Quantity::ONE, QuantityFrom::Start), "nobody pasted a one");
        assert_eq!(line.unit_price, UnitPrice::ZERO);
        assert_eq!(line.unread, ["twelve", "-"]);
        assert_eq!(read("a\t99999999999\tkpl\t1")[0].quantity, Quantity::ONE);
    }

    #[test]
    fn a_few_words_are_no_block() {
        assert!(!is_block("Pumppu 16 kW\n"));
        assert!(is_block("a\tb"));
        assert!(is_block("a\nb"));
    }
}
