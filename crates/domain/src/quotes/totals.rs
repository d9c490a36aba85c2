//! What a quotation comes to: net, tax per rate, gross.
use super::line::{Line, Percent};
use crate::{
    money::{self, AMOUNT_LIMIT, Currency},
    refusal::Refusal,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The tax of one rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTotal {
    /// The rate in percent.
    pub percent: Decimal,
    /// Sum of the nets taxed at this rate.
    pub base: Decimal,
    /// The tax on it.
    pub tax: Decimal,
}

/// What a quotation comes to. All amounts in the document's currency, rounded to its smallest unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Sum of quantity × price, before line discounts.
    pub before_discounts: Decimal,
    /// What the line discounts take off (zero or positive for a sale).
    pub discounts: Decimal,
    /// Sum of the lines' nets.
    pub net: Decimal,
    /// One entry per rate, highest rate first.
    pub taxes: Vec<TaxTotal>,
    /// Sum of the taxes.
    pub tax: Decimal,
    /// Net and tax: what there is to pay.
    pub gross: Decimal,
}

/// Adds up a quotation.
///
/// Each line's net is rounded; the tax of a rate is computed once on the sum of its nets and rounded (rounding
/// per document, the Finnish custom and Odoo's `round_globally`). So the sum of the lines is the net to the
/// cent, and the order of the lines does not matter.
///
/// # Errors
/// [`Refusal::AmountTooLarge`] when a line or the document passes [`AMOUNT_LIMIT`].
pub fn totals(lines: &[Line], currency: &Currency) -> Result<Totals, Refusal> {
    let mut sums = Totals::default();
    let mut bases: BTreeMap<Percent, Decimal> = BTreeMap::new();
    for line in lines {
        let Line::Product(line) = line else { continue };
        let (before, net) = (line.gross_of_discount(currency), line.net(currency));
        if before.abs() > AMOUNT_LIMIT {
            return Err(Refusal::AmountTooLarge);
        }
        sums.before_discounts += before;
        sums.net += net;
        *bases.entry(line.tax_percent).or_default() += net;
    }
    for (percent, base) in bases.into_iter().rev() {
        let tax = money::round(base * percent.get() / Decimal::ONE_HUNDRED, currency.decimals());
        sums.tax += tax;
        sums.taxes.push(TaxTotal { percent: percent.get(), base, tax });
    }
    sums.discounts = sums.before_discounts - sums.net;
    sums.gross = sums.net + sums.tax;
    if sums.before_discounts.abs() > AMOUNT_LIMIT || sums.gross.abs() > AMOUNT_LIMIT {
        return Err(Refusal::AmountTooLarge);
    }
    Ok(sums)
}

/// The sum of each section: for every section's index the net of the product lines up to the next section.
pub fn section_nets(lines: &[Line], currency: &Currency) -> BTreeMap<usize, Decimal> {
    let mut nets = BTreeMap::new();
    let mut current = None;
    for (at, line) in lines.iter().enumerate() {
        match line {
            Line::Section { .. } => {
                current = Some(at);
                nets.insert(at, Decimal::ZERO);
            }
            Line::Product(line) => {
                if let Some(net) = current.and_then(|section| nets.get_mut(&section)) {
                    *net += line.net(currency);
                }
            }
            Line::Note { .. } => {}
        }
    }
    nets
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::line::{ProductLine, Quantity, UnitPrice};
    use super::*;
    use crate::ids::{LineId, TaxId};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn line(quantity: &str, price: &str, discount: &str, percent: &str) -> Line {
        let figure = |text: &str| text.parse::<Decimal>().unwrap();
        Line::Product(ProductLine {
            id: LineId(Uuid::nil()),
            product: None,
            name: "x".into(),
            description: String::new(),
            quantity: Quantity::new(figure(quantity)).unwrap(),
            unit: "kpl".into(),
            unit_price: UnitPrice::new(figure(price)).unwrap(),
            discount: Percent::new(figure(discount)).unwrap(),
            tax: TaxId(Uuid::nil()),
            tax_percent: Percent::new(figure(percent)).unwrap(),
        })
    }

    #[test]
    fn a_worked_example_of_two_rates() {
        let lines = [
            line("1", "9840", "5", "25.5"),
            line("1", "1490", "0", "25.5"),
            line("32", "68", "0", "25.5"),
            line("12", "189", "0", "25.5"),
            line("1", "1350", "0", "25.5"),
            line("1", "420", "0", "25.5"),
            line("1", "190", "0", "25.5"),
            line("2", "38", "0", "13.5"),
        ];
        let totals = totals(&lines, &Currency::EUR).unwrap();
        assert_eq!(totals.net.to_string(), "17318.00");
        assert_eq!(totals.discounts.to_string(), "492.00");
        assert_eq!(totals.taxes[0].tax.to_string(), "4396.71");
        assert_eq!(totals.taxes[1].tax.to_string(), "10.26");
        assert_eq!(totals.gross.to_string(), "21724.97");
    }

    #[test]
    fn an_absurd_document_is_refused_not_miscounted() {
        let lines = [line("9999999", "999999999", "0", "25.5")];
        assert_eq!(totals(&lines, &Currency::EUR), Err(Refusal::AmountTooLarge));
    }

    fn any_line() -> impl Strategy<Value = Line> {
        (
            1i64..99_999_999,
            -99_999_999i64..99_999_999,
            0i64..=10_000,
            prop::sample::select(vec!["25.5", "13.5", "10", "0"]),
        )
            .prop_map(|(quantity, price, discount, percent)| {
                line(
                    &Decimal::new(quantity, 4).to_string(),
                    &Decimal::new(price, 3).to_string(),
                    &Decimal::new(discount, 2).to_string(),
                    percent,
                )
            })
    }

    proptest! {
        #[test]
        fn the_lines_add_up_to_the_net_and_the_bases(lines in prop::collection::vec(any_line(), 0..40)) {
            let totals = totals(&lines, &Currency::EUR).unwrap();
            let nets: Decimal = lines.iter().filter_map(|l| match l { Line::Product(p) => Some(p.net(&Currency::EUR)), _ => None }).sum();
            prop_assert_eq!(totals.net, nets);
            prop_assert_eq!(totals.net, totals.taxes.iter().map(|t| t.base).sum::<Decimal>());
            prop_assert_eq!(totals.gross, totals.net + totals.taxes.iter().map(|t| t.tax).sum::<Decimal>());
            prop_assert!(totals.gross.scale() <= 2);
        }

        #[test]
        fn the_order_of_lines_does_not_matter(lines in prop::collection::vec(any_line(), 0..30)) {
            let mut reversed = lines.clone();
            reversed.reverse();
            prop_assert_eq!(totals(&lines, &Currency::EUR).unwrap(), totals(&reversed, &Currency::EUR).unwrap());
        }

        #[test]
        fn every_line_within_bounds_is_exact(quantity in 1i64..99_999_999_999, price in -999_999_999_999_999i64..999_999_999_999_999, discount in 0i64..=10_000) {
            let Line::Product(line) = line(&Decimal::new(quantity, 4).to_string(), &Decimal::new(price, 6).to_string(), &Decimal::new(discount, 2).to_string(), "0") else { unreachable!() };
            // The same in whole numbers: 4 + 6 + 4 decimals.
            let exact = i128::from(quantity) * i128::from(price) * i128::from(10_000 - discount);
            let unit = 1_000_000_000_000i128; // 10^(14 - 2)
            let half = unit / 2;
            let cents = (exact.abs() + half) / unit * exact.signum();
            prop_assert_eq!(line.net(&Currency::EUR), Decimal::from_i128_with_scale(cents, 2));
        }
    }
}
