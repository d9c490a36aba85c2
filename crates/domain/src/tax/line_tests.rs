//! The taxes of one line, by example and by property.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::ids::TaxId;
use proptest::prelude::*;
use uuid::Uuid;

fn figure(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn tax(id: u128, kind: TaxKind) -> Tax {
    Tax::new(TaxId(Uuid::from_u128(id)), kind)
}

fn percent(id: u128, percent: &str) -> Tax {
    tax(id, TaxKind::Percent(figure(percent)))
}

fn line(price: &str, quantity: &str, taxes: &[Tax]) -> (Decimal, Decimal, Vec<Decimal>) {
    let amounts = Amounts { price_unit: figure(price), quantity: figure(quantity), discount: Decimal::ZERO };
    let line = compute(amounts, taxes, TaxRounding::PerLine, Step::CENT, Reading::AsPriced).unwrap();
    (line.total_excluded, line.total_included, line.taxes.iter().map(|tax| tax.amount).collect())
}

#[test]
fn a_gross_price_stays_what_it_is() {
    let taxes = [percent(1, "20").included()];
    assert_eq!(line("24.99", "1", &taxes), (figure("20.82"), figure("24.99"), vec![figure("4.17")]));
}

#[test]
fn a_fixed_tax_follows_the_sign_of_the_price_and_the_quantity() {
    let taxes = [tax(1, TaxKind::Fixed(figure("1.5")))];
    assert_eq!(line("10", "-2", &taxes).2, [figure("-3")]);
    assert_eq!(line("-10", "2", &taxes).2, [figure("-3")]);
    assert_eq!(line("-10", "-2", &taxes).2, [figure("3")]);
    assert_eq!(line("0", "2", &taxes).2, [figure("3")]);
    assert_eq!(line("10", "0", &taxes).1, figure("0"));
}

#[test]
fn a_group_is_its_taxes_in_its_place() {
    let children =
        vec![Tax { sequence: 2, ..percent(3, "10") }, Tax { sequence: 1, affects_later: true, ..percent(2, "20") }];
    let group = Tax { sequence: 5, ..tax(1, TaxKind::Group(children)) };
    let first = Tax { affects_later: true, ..percent(4, "10") };
    // 100 → 10, then 20 % of 110 is 22, then 10 % of 132.
    assert_eq!(line("100", "1", &[group, first]).2, [figure("10"), figure("22"), figure("13.2")]);
}

#[test]
fn groups_within_groups_end_somewhere() {
    let mut group = percent(1, "1");
    for _ in 0..9 {
        group = tax(1, TaxKind::Group(vec![group]));
    }
    let groups = [group];
    let refused = compute(Amounts::one(Decimal::ONE), &groups, TaxRounding::PerLine, Step::CENT, Reading::AsPriced);
    assert_eq!(refused.map(|_| ()), Err(PricingRefusal::TaxGroupsTooDeep));
}

#[test]
fn a_reverse_charge_never_changes_what_is_paid() {
    let taxes = [Tax { reverse_charge: true, ..percent(1, "25.5").included() }];
    assert_eq!(line("100", "1", &taxes), (figure("100"), figure("100"), vec![figure("25.5"), figure("-25.5")]));
}

#[test]
fn percentages_that_leave_nothing_do_not_divide_by_it() {
    assert_eq!(line("100", "1", &[percent(1, "-100").included()]).2, [figure("0")]);
    assert_eq!(line("100", "1", &[tax(1, TaxKind::Division(figure("100")))]).2, [figure("100")]);
}

#[test]
fn what_cannot_be_kept_is_refused() {
    let amounts = Amounts { price_unit: Decimal::MAX, quantity: Decimal::TEN, discount: Decimal::ZERO };
    let refused = compute(amounts, &[], TaxRounding::PerLine, Step::CENT, Reading::AsPriced);
    assert_eq!(refused.map(|_| ()), Err(PricingRefusal::AmountTooLarge));
}

#[test]
fn a_tax_survives_being_stored() {
    let group = tax(1, TaxKind::Group(vec![percent(2, "25.5").included(), tax(3, TaxKind::Fixed(figure("0.07")))]));
    let stored = serde_json::to_string(&group).unwrap();
    assert_eq!(serde_json::from_str::<Tax>(&stored).unwrap(), group);
}

proptest! {
    #[test]
    fn base_and_taxes_make_the_total(
        price in -9_999_999i64..9_999_999, quantity in -9_999i64..9_999, rates in prop::collection::vec((0u8..3, 0i64..4_000, any::<bool>(), any::<bool>(), any::<bool>()), 0..5)
    ) {
        let taxes: Vec<Tax> = rates.iter().enumerate().map(|(at, (kind, rate, included, affects, affected))| {
            let rate = Decimal::new(*rate, 2);
            let kind = match kind { 0 => TaxKind::Percent(rate), 1 => TaxKind::Division(rate / Decimal::from(4)), _ => TaxKind::Fixed(rate) };
            Tax { price_included: *included, affects_later: *affects, affected_by_earlier: *affected, ..tax(at as u128, kind) }
        }).collect();
        let amounts = Amounts { price_unit: Decimal::new(price, 2), quantity: Decimal::new(quantity, 2), discount: Decimal::ZERO };
        let line = compute(amounts, &taxes, TaxRounding::PerLine, Step::CENT, Reading::AsPriced).unwrap();
        let sum: Decimal = line.taxes.iter().map(|tax| tax.amount).sum();
        prop_assert_eq!(line.total_excluded + sum, line.total_included);
        // The other way round costs as much the other way round.
        let back = Amounts { quantity: -amounts.quantity, ..amounts };
        let back = compute(back, &taxes, TaxRounding::PerLine, Step::CENT, Reading::AsPriced).unwrap();
        prop_assert_eq!(back.total_included, -line.total_included);
        prop_assert_eq!(back.total_excluded, -line.total_excluded);
    }

    #[test]
    fn an_included_percentage_is_what_one_on_top_would_be(net in 1i64..99_999_999, rate in prop::sample::select(vec!["25.5", "13.5", "10", "0"])) {
        let net = Decimal::new(net, 2);
        let on_top = [percent(1, rate)];
        let gross = compute(Amounts::one(net), &on_top, TaxRounding::PerLine, Step::CENT, Reading::AsPriced).unwrap().total_included;
        let taxes = [percent(1, rate).included()];
        let back = compute(Amounts::one(gross), &taxes, TaxRounding::PerLine, Step::CENT, Reading::AsPriced).unwrap();
        prop_assert_eq!(back.total_included, gross);
        prop_assert!((back.total_excluded - net).abs() <= Decimal::new(1, 2));
    }
}
