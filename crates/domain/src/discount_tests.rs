//! Discounts on the whole and when they need approval, by example and by property.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::tax::line::Amounts;
use uuid::Uuid;

fn judged(number: u128, before: i64, discount: i64, cost: i64) -> JudgedLine {
    let net = Decimal::from(before) * Decimal::from(100 - discount) / Decimal::ONE_HUNDRED;
    JudgedLine {
        line: LineId(Uuid::from_u128(number)),
        discount: Decimal::from(discount),
        given: Decimal::from(discount),
        before_discount: Decimal::from(before),
        listed: Decimal::from(before),
        margin: Some(Margin { net, margin: net - Decimal::from(cost) }),
    }
}

#[test]
fn within_the_limits_nobody_is_asked() {
    let limits = ApprovalLimits {
        line_discount: Some(Decimal::TEN),
        total_discount: Some(Decimal::TEN),
        line_margin: Some(Decimal::new(2, 1)),
        total_margin: Some(Decimal::new(3, 1)),
    };
    let lines = [judged(1, 1000, 10, 500), judged(2, 1000, 0, 700)];
    assert_eq!(approval(&limits, &lines, Decimal::ZERO).unwrap(), []);
    assert_eq!(approval(&ApprovalLimits::default(), &[judged(1, 10, 100, 50)], Decimal::ZERO).unwrap(), []);
}

#[test]
fn every_limit_that_is_crossed_is_named() {
    let limits = ApprovalLimits {
        line_discount: Some(Decimal::TEN),
        total_discount: Some(Decimal::TEN),
        line_margin: Some(Decimal::new(2, 1)),
        total_margin: Some(Decimal::new(3, 1)),
    };
    let reasons = approval(&limits, &[judged(1, 1000, 20, 700)], Decimal::from(50)).unwrap();
    let line = LineId(Uuid::from_u128(1));
    assert_eq!(
        reasons,
        [
            ApprovalReason::LineDiscount { line, given: Decimal::from(20), limit: Decimal::TEN },
            ApprovalReason::LineMargin { line, left: Decimal::new(125, 3), limit: Decimal::new(2, 1) },
            ApprovalReason::TotalDiscount { given: Decimal::from(25), limit: Decimal::TEN },
            ApprovalReason::TotalMargin { left: Decimal::from(50) / Decimal::from(750), limit: Decimal::new(3, 1) },
        ]
    );
}

#[test]
fn a_later_discount_works_on_what_is_left() {
    let rules = TotalsRules::default();
    let mut lines = vec![DocumentLine::new(Amounts::one(Decimal::from(2000)), &[])];
    for (percent, taken) in [(25, 500), (10, 150)] {
        let discount = on_the_whole(&lines, &rules, Portion::Percent(Decimal::from(percent))).unwrap();
        assert_eq!(discount.totals.document.total, Decimal::from(taken));
        lines.push(DocumentLine::new(Amounts::one(-discount.totals.document.untaxed), &[]));
    }
    let too_much = on_the_whole(&lines, &rules, Portion::Percent(Decimal::from(101)));
    assert_eq!(too_much, Err(PricingRefusal::PercentOutOfRange { percent: Decimal::from(101) }));
}

#[test]
fn what_was_approved_needs_no_other_approval_and_what_is_worse_does() {
    let limits = ApprovalLimits {
        line_discount: Some(Decimal::from(10)),
        total_margin: Some(Decimal::new(3, 1)),
        ..ApprovalLimits::default()
    };
    let asked = [judged(1, 1000, 20, 700)];
    assert!(!approval(&limits, &asked, Decimal::ZERO).unwrap().is_empty());
    let raised = limits.raised_to(&given(&asked, Decimal::ZERO).unwrap());
    assert_eq!(approval(&raised, &asked, Decimal::ZERO).unwrap(), []);
    assert_eq!(approval(&raised, &[judged(1, 1000, 15, 700)], Decimal::ZERO).unwrap(), []);
    assert!(!approval(&raised, &[judged(1, 1000, 21, 700)], Decimal::ZERO).unwrap().is_empty());
    // A limit nobody set stays unset, whatever was approved.
    assert_eq!(raised.line_margin, None);
}

#[test]
fn a_price_typed_below_the_list_counts_as_the_discount_it_is() {
    let limits = ApprovalLimits {
        line_discount: Some(Decimal::TEN),
        total_discount: Some(Decimal::TEN),
        ..ApprovalLimits::default()
    };
    let typed = |price: i64| {
        let price = Decimal::from(price);
        let given = given_away(price, Decimal::ZERO, Some(Decimal::ONE_HUNDRED)).unwrap();
        JudgedLine { given, before_discount: price, listed: Decimal::ONE_HUNDRED, margin: None, ..judged(1, 0, 0, 0) }
    };
    assert_eq!(approval(&limits, &[typed(90)], Decimal::ZERO).unwrap(), [], "just the limit");
    let (line, given, limit) = (LineId(Uuid::from_u128(1)), Decimal::from(20), Decimal::TEN);
    let both = [ApprovalReason::LineDiscount { line, given, limit }, ApprovalReason::TotalDiscount { given, limit }];
    assert_eq!(approval(&limits, &[typed(80)], Decimal::ZERO).unwrap(), both);
    // What the list itself takes off is no less a discount than before, and a dearer line makes up for nothing.
    assert_eq!(given_away(Decimal::ONE_HUNDRED, Decimal::TEN, Some(Decimal::from(90))), Ok(Decimal::TEN));
    assert_eq!(given_away(Decimal::from(-50), Decimal::ZERO, Some(Decimal::ONE_HUNDRED)), Ok(Decimal::from(150)));
    assert_eq!(given_away(Decimal::from(80), Decimal::ZERO, Some(Decimal::ZERO)), Ok(Decimal::ZERO));
}
