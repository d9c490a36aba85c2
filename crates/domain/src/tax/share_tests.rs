#![allow(clippy::unwrap_used)]
use super::*;
use crate::tax::document::totals;
use proptest::prelude::*;
use uuid::Uuid;

fn percent(id: u128, percent: i64) -> Tax {
    Tax::percent(TaxId(Uuid::from_u128(id)), Decimal::new(percent, 1))
}

#[test]
fn a_set_that_nets_to_nothing_has_no_line() {
    let taxes = [percent(1, 200)];
    let line = |price| DocumentLine::new(Amounts::one(Decimal::from(price)), &taxes);
    let lines = [line(2000), line(-2000), DocumentLine::new(Amounts::one(Decimal::from(100)), &[])];
    let shared =
        share(&lines, &TotalsRules::default(), Portion::Percent(Decimal::from(50)), FixedTaxes::LeftOut).unwrap();
    assert_eq!(shared.sets, [Vec::new()]);
    assert_eq!(shared.totals.document.total, Decimal::from(50));
}

#[test]
fn an_amount_of_nothing_cannot_be_shared() {
    let nothing = share(&[], &TotalsRules::default(), Portion::Amount(Decimal::ONE), FixedTaxes::LeftOut);
    assert_eq!(nothing, Err(PricingRefusal::NothingToShare));
    assert!(share(&[], &TotalsRules::default(), Portion::Amount(Decimal::ZERO), FixedTaxes::LeftOut).is_ok());
}

proptest! {
    #[test]
    fn a_discount_of_an_amount_takes_off_exactly_that(figures in prop::collection::vec((1i64..999_999, 0usize..4), 1..20), amount in 1i64..99_999) {
        let taxes = [vec![percent(1, 255)], vec![percent(2, 135)], vec![percent(3, 255).included()], vec![]];
        let lines: Vec<_> = figures.iter().map(|(price, set)| DocumentLine::new(Amounts::one(Decimal::new(*price, 3)), &taxes[*set])).collect();
        let rules = TotalsRules::default();
        let whole = totals(&lines, &rules).unwrap().document;
        prop_assume!(!whole.total.is_zero());
        let amount = Decimal::new(amount, 2);
        let shared = share(&lines, &rules, Portion::Amount(amount), FixedTaxes::LeftOut).unwrap().totals.document;
        prop_assert_eq!(shared.total, amount);
        let rest = whole.less(&shared, &[]);
        prop_assert_eq!(rest.total, whole.total - amount);
        prop_assert_eq!(rest.untaxed + rest.tax, rest.total);
    }

    #[test]
    fn all_of_it_is_all_of_it(figures in prop::collection::vec((1i64..999_999, 0usize..3), 1..20)) {
        let taxes = [vec![percent(1, 255)], vec![percent(2, 135)], vec![percent(3, 255).included()]];
        let lines: Vec<_> = figures.iter().map(|(price, set)| DocumentLine::new(Amounts::one(Decimal::new(*price, 3)), &taxes[*set])).collect();
        let rules = TotalsRules::default();
        let whole = totals(&lines, &rules).unwrap().document;
        let shared = share(&lines, &rules, Portion::Percent(Decimal::ONE_HUNDRED), FixedTaxes::LeftOut).unwrap().totals.document;
        let rest = whole.less(&shared, &[]);
        prop_assert!(rest.untaxed.is_zero() && rest.tax.is_zero());
    }
}
