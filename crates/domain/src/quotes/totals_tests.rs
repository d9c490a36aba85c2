//! A quotation added up, by example and by property.
#![allow(clippy::unwrap_used)]
use super::super::line::{Percent, Quantity, UnitPrice};
use super::*;
use crate::{
    ids::{LineId, TaxId},
    tax::{TaxRounding, book::BookedTax},
};
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
        role: Default::default(),
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
    let totals = totals(&lines, &Currency::EUR, &TaxBook::default()).unwrap();
    assert_eq!(totals.net.to_string(), "17318.00");
    assert_eq!(totals.discounts.to_string(), "492.00");
    assert_eq!(totals.taxes[0].tax.to_string(), "4396.71");
    assert_eq!(totals.taxes[1].tax.to_string(), "10.26");
    assert_eq!(totals.gross.to_string(), "21724.97");
}

#[test]
fn an_absurd_document_is_refused_not_miscounted() {
    let lines = [line("9999999", "999999999", "0", "25.5")];
    assert_eq!(totals(&lines, &Currency::EUR, &TaxBook::default()), Err(Refusal::AmountTooLarge));
}

fn any_line() -> impl Strategy<Value = Line> {
    (1i64..99_999_999, -99_999_999i64..99_999_999, 0i64..=10_000, prop::sample::select(vec!["25.5", "13.5", "10", "0"]))
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
        let totals = totals(&lines, &Currency::EUR, &TaxBook::default()).unwrap();
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
        prop_assert_eq!(totals(&lines, &Currency::EUR, &TaxBook::default()).unwrap(), totals(&reversed, &Currency::EUR, &TaxBook::default()).unwrap());
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

fn figure(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A line of one, taxed by the tax of a number.
fn taxed(number: u128, quantity: &str, price: &str, discount: &str) -> Line {
    let Line::Product(line) = line(quantity, price, discount, "0") else { unreachable!() };
    Line::Product(ProductLine { tax: TaxId(Uuid::from_u128(number)), ..line })
}

fn book(taxes: Vec<Tax>, note: Option<LegalNote>) -> TaxBook {
    let booked =
        |tax: Tax| BookedTax { name: format!("tax {}", tax.id.0.as_u128()), tax, note, since: None, offered: true };
    TaxBook { taxes: taxes.into_iter().map(booked).collect(), rounding: TaxRounding::PerDocument }
}

fn id(number: u128) -> TaxId {
    TaxId(Uuid::from_u128(number))
}

#[test]
fn a_price_with_tax_stays_what_it_is() {
    let book = book(vec![Tax::percent(id(1), figure("25.5")).included()], None);
    let lines = [taxed(1, "3", "10", "0"), taxed(1, "1", "19.99", "10")];
    let Reckoning { totals, nets } = reckon(&lines, &Currency::EUR, &book).unwrap();
    assert_eq!(totals.gross, figure("47.99"));
    assert_eq!(totals.net + totals.tax, totals.gross);
    assert_eq!(nets.iter().sum::<Decimal>(), totals.net);
    // Without tax 19.99 is 15.93 and 17.99 is 14.33: so is the discount.
    assert_eq!(totals.discounts, figure("1.60"));
    let Line::Product(first) = &lines[0] else { unreachable!() };
    assert_eq!(line_net(first, &Currency::EUR, &book), figure("23.90"));
}

#[test]
fn an_amount_per_unit_follows_the_quantity_and_has_a_row_of_its_own() {
    let book = book(vec![Tax::new(id(1), TaxKind::Fixed(figure("0.25")))], None);
    let totals = totals(&[taxed(1, "12", "2", "0")], &Currency::EUR, &book).unwrap();
    assert_eq!((totals.net, totals.tax), (figure("24"), figure("3")));
    assert_eq!(totals.taxes[0].name, "tax 1");
}

#[test]
fn a_group_shows_each_of_its_taxes() {
    let parts = vec![Tax::percent(id(2), figure("5")), Tax::percent(id(3), figure("10"))];
    let group = Tax::new(id(1), TaxKind::Group(parts.clone()));
    let book = book([vec![group], parts].concat(), None);
    let totals = totals(&[taxed(1, "1", "100", "0"), taxed(3, "1", "50", "0")], &Currency::EUR, &book).unwrap();
    let rows: Vec<_> = totals.taxes.iter().map(|row| (row.percent, row.base, row.tax)).collect();
    assert_eq!(rows, [(figure("10"), figure("150"), figure("15")), (figure("5"), figure("100"), figure("5"))]);
}

#[test]
fn a_reason_for_no_tax_is_told_once_and_stands_apart_from_other_zeros() {
    let mut book = book(vec![Tax::percent(id(1), Decimal::ZERO), Tax::percent(id(2), Decimal::ZERO)], None);
    book.taxes[0].note = Some(LegalNote::ReverseCharge);
    let lines = [taxed(1, "1", "10", "0"), taxed(1, "1", "5", "0"), taxed(2, "1", "7", "0")];
    let totals = totals(&lines, &Currency::EUR, &book).unwrap();
    assert_eq!(totals.notes(), [LegalNote::ReverseCharge]);
    let rows: Vec<_> = totals.taxes.iter().map(|row| (row.note, row.base)).collect();
    assert_eq!(rows, [(None, figure("7")), (Some(LegalNote::ReverseCharge), figure("15"))]);
}

#[test]
fn a_company_may_round_line_by_line() {
    let per_line = TaxBook { rounding: TaxRounding::PerLine, ..TaxBook::default() };
    let lines = [line("1", "6.70", "0", "15"), line("1", "6.70", "0", "15")];
    let tax = |book: &TaxBook| totals(&lines, &Currency::EUR, book).unwrap().tax;
    // 1.005 each.
    assert_eq!((tax(&per_line), tax(&TaxBook::default())), (figure("2.02"), figure("2.01")));
}
