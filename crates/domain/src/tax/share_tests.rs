//! Percentages and amounts shared over tax sets, by example and by property.
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
    fn no_figure_stops_the_program(
        figures in prop::collection::vec((any::<i64>(), 0u32..28, any::<i64>(), 0u32..28, -1000i64..20_000, 0usize..5), 1..6),
        large in any::<bool>(), rate in (any::<i64>(), 0u32..28), part in (any::<i64>(), 0u32..28)
    ) {
        let figure = |mantissa: i64, scale: u32| {
            let mantissa = if large { i128::from(mantissa) * 4_000_000_000 } else { i128::from(mantissa) };
            Decimal::from_i128_with_scale(mantissa, scale)
        };
        let division = Tax::new(TaxId(Uuid::from_u128(4)), crate::tax::TaxKind::Division(Decimal::new(999_999, 4)));
        let fixed = Tax::new(TaxId(Uuid::from_u128(5)), crate::tax::TaxKind::Fixed(Decimal::new(7, 2)));
        let chained = Tax { affects_later: true, ..division.clone() };
        let taxes = [vec![percent(1, 255)], vec![chained, division.clone()], vec![division.included()], vec![fixed, percent(1, 255)], vec![]];
        let lines: Vec<_> = figures.iter().map(|(price, scale, quantity, other, discount, set)| {
            let (price_unit, quantity) = (figure(*price, *scale), figure(*quantity, *other));
            DocumentLine::new(Amounts { price_unit, quantity, discount: Decimal::new(*discount, 2) }, &taxes[*set])
        }).collect();
        let company = crate::tax::CompanyCurrency { rate: figure(rate.0, rate.1), step: Step::CENT };
        let rules = TotalsRules { company: Some(company), ..TotalsRules::default() };
        let _ = totals(&lines, &rules);
        let _ = share(&lines, &rules, Portion::Amount(figure(part.0, part.1)), FixedTaxes::LeftOut);
        let _ = share(&lines, &rules, Portion::Percent(figure(part.0, part.1)), FixedTaxes::IntoBase);
    }

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
