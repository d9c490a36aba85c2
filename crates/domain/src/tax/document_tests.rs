//! The totals of documents, by example and by property.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::{
    ids::TaxId,
    money::step::{Direction, Step},
    tax::{
        CompanyCurrency, TaxKind,
        cash::{CashRounding, CashStrategy},
    },
};
use proptest::prelude::*;
use uuid::Uuid;

fn figure(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn percent(id: u128, percent: &str) -> Tax {
    Tax::percent(TaxId(Uuid::from_u128(id)), figure(percent))
}

#[test]
fn rounding_per_line_and_per_document_differ_by_a_cent() {
    let tax = [percent(1, "15")];
    let line = DocumentLine::new(Amounts::one(figure("6.70")), &tax);
    let total =
        |rounding| totals(&[line, line], &TotalsRules { rounding, ..TotalsRules::default() }).unwrap().document.total;
    assert_eq!(total(TaxRounding::PerLine), figure("15.42"));
    assert_eq!(total(TaxRounding::PerDocument), figure("15.41"));
}

#[test]
fn the_lines_are_told_what_the_documents_rounding_added() {
    let tax = [percent(1, "10")];
    let line = DocumentLine::new(Amounts::one(figure("0.333")), &tax);
    let sums = totals(&[line, line, line], &TotalsRules::default()).unwrap().document;
    assert_eq!(sums.untaxed, figure("1.00"));
    assert_eq!(sums.lines.iter().map(|line| line.untaxed_delta).sum::<Decimal>(), figure("0.01"));
    assert_eq!(sums.tax, figure("0.10"));
    assert_eq!(sums.lines[0].taxes[0].delta, figure("0.01"));
}

#[test]
fn a_cash_total_ends_in_five_cents() {
    let tax = [percent(1, "25.5")];
    let line = [DocumentLine::new(Amounts::one(figure("10.01")), &tax)];
    let cash = |strategy| {
        let cash = CashRounding { step: Step::new(figure("0.05")).unwrap(), direction: Direction::HalfUp, strategy };
        totals(&line, &TotalsRules { cash: Some(cash), ..TotalsRules::default() }).unwrap().document
    };
    // 10.01 + 2.55 = 12.56
    let added = cash(CashStrategy::AddLine);
    assert_eq!((added.tax, added.cash_rounding, added.total), (figure("2.55"), figure("-0.01"), figure("12.55")));
    let taxed = cash(CashStrategy::BiggestTax);
    assert_eq!((taxed.tax, taxed.cash_rounding, taxed.total), (figure("2.54"), figure("0"), figure("12.55")));
}

#[test]
fn an_absurd_document_is_refused_not_miscounted() {
    let line = DocumentLine::new(Amounts::one(figure("90000000000")), &[]);
    assert!(totals(&[line], &TotalsRules::default()).is_ok());
    assert_eq!(totals(&[line, line], &TotalsRules::default()), Err(PricingRefusal::AmountTooLarge));
}

fn all_taxes() -> Vec<Vec<Tax>> {
    let eco = Tax { affects_later: true, ..Tax::new(TaxId(Uuid::from_u128(9)), TaxKind::Fixed(figure("0.07"))) };
    vec![
        vec![],
        vec![percent(1, "25.5")],
        vec![percent(2, "13.5")],
        vec![percent(3, "25.5").included()],
        vec![percent(3, "25.5").included(), percent(4, "3")],
        vec![percent(1, "25.5"), percent(2, "13.5")],
        vec![eco, percent(1, "25.5")],
        vec![Tax { reverse_charge: true, ..percent(5, "25.5") }],
    ]
}

fn any_lines() -> impl Strategy<Value = Vec<(i64, i64, i64, usize)>> {
    prop::collection::vec((-99_999i64..9_999_999, -99i64..9_999, 0i64..=10_000, 0usize..8), 0..25)
}

fn lines<'a>(taxes: &'a [Vec<Tax>], figures: &[(i64, i64, i64, usize)]) -> Vec<DocumentLine<'a>> {
    let line = |(price, quantity, discount, set): &(i64, i64, i64, usize)| {
        let (price_unit, quantity) = (Decimal::new(*price, 3), Decimal::new(*quantity, 2));
        DocumentLine::new(Amounts { price_unit, quantity, discount: Decimal::new(*discount, 2) }, &taxes[*set])
    };
    figures.iter().map(line).collect()
}

fn any_rules() -> impl Strategy<Value = TotalsRules> {
    (any::<bool>(), prop::sample::select(vec!["0.01", "0.05", "1"])).prop_map(|(per_line, step)| TotalsRules {
        rounding: if per_line { TaxRounding::PerLine } else { TaxRounding::PerDocument },
        step: Some(Step::new(figure(step)).unwrap()),
        company: Some(CompanyCurrency { rate: figure("11.2834"), step: Step::CENT }),
        ..TotalsRules::default()
    })
}

proptest! {
    #[test]
    fn the_lines_add_up_to_the_totals(figures in any_lines(), rules in any_rules()) {
        let taxes = all_taxes();
        let totals = totals(&lines(&taxes, &figures), &rules).unwrap();
        for sums in [Some(&totals.document), totals.company.as_ref()].into_iter().flatten() {
            prop_assert_eq!(sums.untaxed, sums.lines.iter().map(|line| line.untaxed).sum::<Decimal>());
            prop_assert_eq!(sums.tax, sums.lines.iter().map(|line| line.tax()).sum::<Decimal>());
            prop_assert_eq!(sums.tax, sums.taxes.iter().map(|tax| tax.amount).sum::<Decimal>());
            prop_assert_eq!(sums.tax, sums.subtotals.iter().map(|subtotal| subtotal.tax).sum::<Decimal>());
            prop_assert_eq!(sums.total, sums.untaxed + sums.tax);
        }
        for line in &totals.document.lines {
            prop_assert_eq!(rules.step().round(line.untaxed), line.untaxed);
        }
    }

    #[test]
    fn the_order_of_lines_does_not_matter(figures in any_lines(), rules in any_rules(), turn in 0usize..25) {
        let taxes = all_taxes();
        let mut turned = figures.clone();
        turned.rotate_left(turn.min(figures.len()));
        turned.reverse();
        let (one, other) = (totals(&lines(&taxes, &figures), &rules).unwrap(), totals(&lines(&taxes, &turned), &rules).unwrap());
        for (one, other) in [(Some(&one.document), Some(&other.document)), (one.company.as_ref(), other.company.as_ref())] {
            let figures = |sums: &crate::tax::sums::Sums| (sums.untaxed, sums.tax, sums.total, sums.taxes.clone());
            prop_assert_eq!(one.map(figures), other.map(figures));
        }
    }
}
