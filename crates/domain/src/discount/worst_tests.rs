//! The worst choice, by example and against every choice there is.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::{ids::LineId, margin::Margin};
use proptest::prelude::*;
use uuid::Uuid;

fn line(number: u128, before: i64, discount: i64, cost: i64) -> JudgedLine {
    let net = Decimal::from(before) * Decimal::from(100 - discount) / Decimal::ONE_HUNDRED;
    JudgedLine {
        line: LineId(Uuid::from_u128(number)),
        discount: Decimal::from(discount),
        before_discount: Decimal::from(before),
        margin: Some(Margin { net, margin: net - Decimal::from(cost) }),
    }
}

fn optional(line: JudgedLine) -> Decision {
    Decision { ways: vec![Vec::new(), vec![line]], preselected: 0 }
}

fn limits(total_discount: i64, total_margin: i64) -> ApprovalLimits {
    ApprovalLimits {
        total_discount: Some(Decimal::from(total_discount)),
        total_margin: Some(Decimal::new(total_margin, 2)),
        ..ApprovalLimits::default()
    }
}

#[test]
fn a_giveaway_in_an_option_that_is_not_ticked_is_seen() {
    let sold = Decision::fixed(vec![line(1, 1000, 0, 500)]);
    let decisions = vec![sold, optional(line(2, 1000, 50, 600))];
    let judged = JudgedChoices { decisions, whole: WholeDiscount::default() };
    let line_limit = ApprovalLimits { line_discount: Some(Decimal::TEN), ..limits(20, 30) };
    let reasons = judged.reasons(&line_limit).unwrap();
    let given: Vec<Decimal> = reasons
        .iter()
        .map(|reason| match reason {
            ApprovalReason::LineDiscount { given, .. } | ApprovalReason::TotalDiscount { given, .. } => *given,
            ApprovalReason::LineMargin { left, .. } | ApprovalReason::TotalMargin { left, .. } => left.round_dp(4),
        })
        .collect();
    assert_eq!(given, [Decimal::from(50), Decimal::from(25), Decimal::new(2667, 4)]);
    let worst = judged.given().unwrap();
    assert_eq!(worst.total_discount, Some(Decimal::from(25)));
    assert_eq!(judged.reasons(&line_limit.raised_to(&worst)).unwrap(), [], "what was approved need not be asked again");
}

#[test]
fn leaving_out_what_is_dear_may_be_the_worst_choice() {
    let cheap = Decision::fixed(vec![line(1, 100, 20, 70)]);
    let dear = Decision { ways: vec![Vec::new(), vec![line(2, 1000, 0, 100)]], preselected: 1 };
    let judged = JudgedChoices { decisions: vec![cheap, dear], whole: WholeDiscount::default() };
    assert_eq!(judged.given().unwrap().total_discount, Some(Decimal::from(20)));
    assert_eq!(judged.given().unwrap().total_margin, Some(Decimal::new(125, 3)));
}

#[test]
fn an_amount_off_the_whole_shrinks_with_what_is_taken_and_does_not_grow() {
    let fixed = Decision::fixed(vec![line(1, 1000, 0, 500)]);
    let some = |preselected| Decision { ways: vec![Vec::new(), vec![line(2, 1000, 0, 500)]], preselected };
    let of = |preselected, percent| {
        let whole = WholeDiscount { amount: Decimal::ONE_HUNDRED, percent };
        JudgedChoices { decisions: vec![fixed.clone(), some(preselected)], whole }.given().unwrap().total_discount
    };
    assert_eq!(of(0, false), Some(Decimal::TEN), "more taken makes it less in percent");
    assert_eq!(of(1, false), Some(Decimal::from(5)), "less taken takes less off");
    assert_eq!(of(0, true), Some(Decimal::TEN));
}

#[test]
fn where_a_cost_is_not_known_only_choices_without_it_are_judged() {
    let unknown = JudgedLine { margin: None, ..line(2, 1000, 0, 0) };
    let sold = Decision::fixed(vec![line(1, 1000, 0, 900)]);
    let judged = JudgedChoices { decisions: vec![sold, optional(unknown)], whole: WholeDiscount::default() };
    assert_eq!(judged.given().unwrap().total_margin, Some(Decimal::new(1, 1)));
    let all = JudgedChoices { decisions: vec![Decision::fixed(vec![unknown])], whole: WholeDiscount::default() };
    assert_eq!(all.given().unwrap().total_margin, None);
}

/// Every choice there is.
fn every(decisions: &[Decision]) -> Vec<Vec<JudgedLine>> {
    decisions.iter().fold(vec![Vec::new()], |found, decision| {
        let with = |lines: &Vec<JudgedLine>| {
            let lines = lines.clone();
            decision.ways.iter().map(move |way| [lines.clone(), way.clone()].concat()).collect::<Vec<_>>()
        };
        found.iter().flat_map(with).collect()
    })
}

proptest! {
    #[test]
    fn no_choice_is_worse_than_the_one_that_is_judged(
        first in (1i64..2000, 0i64..60, 0i64..1500),
        others in proptest::collection::vec(
            proptest::collection::vec((1i64..2000, 0i64..60, 0i64..1500), 1..4), 0..5),
        may_leave in proptest::collection::vec(any::<bool>(), 5),
    ) {
        let mut number = 0;
        let mut one = |(before, discount, cost)| {
            number += 1;
            line(number, before, discount, cost)
        };
        let mut decisions = vec![Decision::fixed(vec![one(first)])];
        for (ways, leave) in others.into_iter().zip(may_leave) {
            let mut ways: Vec<Vec<JudgedLine>> = ways.into_iter().map(|way| vec![one(way)]).collect();
            if leave {
                ways.push(Vec::new());
            }
            decisions.push(Decision { ways, preselected: 0 });
        }
        let worst = JudgedChoices { decisions: decisions.clone(), whole: WholeDiscount::default() }.given().unwrap();
        for lines in every(&decisions) {
            let figures = super::given(&lines, Decimal::ZERO).unwrap();
            let close = |figure: Option<Decimal>| figure.map(|figure| figure.round_dp(12));
            prop_assert!(close(figures.total_discount) <= close(worst.total_discount));
            prop_assert!(close(figures.total_margin) >= close(worst.total_margin));
        }
    }
}
