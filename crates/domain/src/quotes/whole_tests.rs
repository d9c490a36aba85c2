//! Discounts on the whole as lines, by example and by property.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::tax::book::BookedTax;
use proptest::prelude::*;
use uuid::Uuid;

fn figure(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn line(price: Decimal, tax: u128, percent: &str) -> Line {
    Line::Product(ProductLine {
        unit_price: UnitPrice::new(price).unwrap(),
        role: LineRole::Sold,
        ..WholeLine {
            tax: TaxId(Uuid::from_u128(tax)),
            tax_percent: Percent::new(figure(percent)).unwrap(),
            unit_price: UnitPrice::ZERO,
        }
        .line(LineId(Uuid::from_u128(tax)), Wish::Total(Decimal::ZERO))
    })
}

fn book() -> TaxBook {
    let booked = |tax: Tax| BookedTax { name: "VAT".into(), tax, note: None, since: None, offered: true };
    let percent = |id: u128, percent: &str| Tax::percent(TaxId(Uuid::from_u128(id)), figure(percent));
    let fee = Tax { kind: TaxKind::Fixed(figure("2")), ..percent(4, "0") };
    let group = Tax { kind: TaxKind::Group(vec![fee, percent(1, "25.5")]), ..percent(5, "0") };
    let taxes = [percent(1, "25.5"), percent(2, "13.5"), percent(3, "0"), group];
    TaxBook { taxes: taxes.into_iter().map(booked).collect(), ..TaxBook::default() }
}

fn with(lines: &[Line], whole: &Whole, wish: Wish) -> Vec<Line> {
    let made = whole.lines.iter().map(|line| Line::Product(line.line(LineId(Uuid::nil()), wish)));
    lines.iter().cloned().chain(made).collect()
}

#[test]
fn ten_percent_off_is_a_line_for_each_tax() {
    let lines = [line(figure("1000"), 1, "25.5"), line(figure("200"), 2, "13.5"), line(figure("50"), 1, "25.5")];
    let wish = Wish::Percent(Decimal::TEN);
    let whole = discount(&lines, &Currency::EUR, &book(), wish).unwrap();
    let prices: Vec<Decimal> = whole.lines.iter().map(|line| line.unit_price.get()).collect();
    assert_eq!(prices, [figure("-105"), figure("-20")]);
    assert_eq!(whole.after.gross, figure("1390.28"));
    assert_eq!(whole.after.net, figure("1125"));
    assert_eq!(whole.after.before_discounts, figure("1250"));
    assert_eq!(whole.after.discounts, figure("125"));
    // What stands is right until a line under it moves, and asking again takes the old lines' place.
    let standing = super::standing(&with(&lines, &whole, wish), &Currency::EUR, &book()).unwrap();
    assert!(standing.right);
    assert_eq!(standing.now, figure("154.47"));
    let mut moved = with(&lines, &whole, wish);
    moved.push(line(figure("100"), 1, "25.5"));
    let standing = super::standing(&moved, &Currency::EUR, &book()).unwrap();
    assert!(!standing.right);
    assert_eq!(standing.whole.unwrap().lines[0].unit_price.get(), figure("-115"));
}

#[test]
fn a_fee_for_each_unit_is_not_lowered() {
    let lines = [line(figure("100"), 5, "25.5")];
    let whole = discount(&lines, &Currency::EUR, &book(), Wish::Percent(Decimal::TEN)).unwrap();
    assert_eq!(whole.lines[0].tax, TaxId(Uuid::from_u128(1)));
    assert_eq!(whole.lines[0].unit_price.get(), figure("-10"));
}

#[test]
fn more_than_there_is_cannot_be_taken_off() {
    let lines = [line(figure("100"), 1, "25.5")];
    let most = figure("125.50");
    for wish in [Wish::Amount(figure("125.51")), Wish::Total(figure("126"))] {
        assert_eq!(discount(&lines, &Currency::EUR, &book(), wish), Err(Refusal::TooLarge { most }));
    }
    let all = discount(&lines, &Currency::EUR, &book(), Wish::Percent(Decimal::ONE_HUNDRED)).unwrap();
    assert_eq!(all.after.gross, Decimal::ZERO);
    assert!(discount(&lines, &Currency::EUR, &book(), Wish::Percent(figure("101"))).is_err());
    assert_eq!(discount(&[], &Currency::EUR, &book(), Wish::Amount(Decimal::ZERO)).unwrap().lines, []);
}

proptest! {
    /// The total with tax falls by what was asked for, to the cent or the one cent that no amount without tax can meet.
    #[test]
    fn an_amount_is_met_to_the_cent(
        prices in prop::collection::vec((1i64..9_999_999, 0usize..3), 1..8),
        part in 0i64..=1000,
    ) {
        let rates = [(1, "25.5"), (2, "13.5"), (3, "0")];
        let lines: Vec<Line> =
            prices.iter().map(|(price, at)| line(Decimal::new(*price, 2), rates[*at].0, rates[*at].1)).collect();
        let gross = totals(&lines, &Currency::EUR, &book()).unwrap().gross;
        let amount = (gross * Decimal::new(part, 3)).round_dp(2);
        let wish = Wish::Total(gross - amount);
        let whole = discount(&lines, &Currency::EUR, &book(), wish).unwrap();
        prop_assert!((whole.after.gross - (gross - amount)).abs() <= Decimal::new(1, 2));
        if prices.iter().all(|(_, at)| *at == 2) {
            prop_assert_eq!(whole.after.gross, gross - amount);
        }
        let all = with(&lines, &whole, wish);
        prop_assert_eq!(&totals(&all, &Currency::EUR, &book()).unwrap(), &whole.after);
        prop_assert!(whole.lines.is_empty() || standing(&all, &Currency::EUR, &book()).unwrap().right);
    }
}
