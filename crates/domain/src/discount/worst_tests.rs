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
        given: Decimal::from(discount),
        before_discount: Decimal::from(before),
        listed: Decimal::from(before),
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
        off in 0i64..400,
        percent in any::<bool>(),
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
        let preselected: Vec<JudgedLine> = decisions.iter().flat_map(|one| one.ways[0].clone()).collect();
        let net = |lines: &[JudgedLine]| -> Decimal { lines.iter().map(|line| line.margin.unwrap().net).sum() };
        let offered = net(&preselected);
        let whole = WholeDiscount { amount: Decimal::from(off).min(offered), percent };
        let judged = JudgedChoices { decisions: decisions.clone(), whole };
        let worst = judged.given().unwrap();
        let mut seen = (None::<Decimal>, None::<Decimal>);
        for lines in every(&decisions) {
            // As the customer's page does: in proportion, and an amount never more than it is.
            let net = net(&lines);
            let taken = if percent || net < offered { whole.amount * net / offered } else { whole.amount };
            let figures = super::given(&lines, taken).unwrap();
            let close = |figure: Option<Decimal>| figure.map(|figure| figure.round_dp(12));
            prop_assert!(close(figures.total_discount) <= close(worst.total_discount));
            prop_assert!(figures.total_margin.is_none() || close(figures.total_margin) >= close(worst.total_margin));
            seen.0 = seen.0.max(close(figures.total_discount));
            seen.1 = [seen.1, close(figures.total_margin)].into_iter().flatten().min();
        }
        // And none is judged that nobody can make, where each is looked at.
        if judged.count().is_some() {
            prop_assert_eq!(seen.0, worst.total_discount.map(|figure| figure.round_dp(12)));
            prop_assert_eq!(seen.1, worst.total_margin.map(|figure| figure.round_dp(12)));
        }
    }
}

#[test]
fn an_amount_may_be_worst_where_neither_measure_of_it_is() {
    // Fixed 10, preselected 90, and two that may be added: 1000 for 700, and 120 for 90; 50 off the whole.
    let part = |number, before: i64, net: i64| {
        let net = Decimal::from(net);
        let discount = Decimal::ONE_HUNDRED - net * Decimal::ONE_HUNDRED / Decimal::from(before);
        JudgedLine {
            discount,
            given: discount,
            margin: Some(Margin { net, margin: net }),
            ..line(number, before, 0, 0)
        }
    };
    let decisions = vec![
        Decision::fixed(vec![part(1, 10, 10)]),
        Decision { ways: vec![vec![part(2, 90, 90)], Vec::new()], preselected: 0 },
        optional(part(3, 1000, 700)),
        optional(part(4, 120, 90)),
    ];
    let judged =
        |decisions| JudgedChoices { decisions, whole: WholeDiscount { amount: Decimal::from(50), percent: false } };
    let exact = judged(decisions.clone()).given().unwrap().total_discount.unwrap();
    assert_eq!(exact.round_dp(2), Decimal::new(6154, 2));
    // Too many to look at each: never milder.
    let many = (10..20).map(|number| optional(part(number, 1, 1)));
    let bound = judged(decisions.into_iter().chain(many).collect()).given().unwrap().total_discount.unwrap();
    assert!(bound >= exact, "{bound}");
}
