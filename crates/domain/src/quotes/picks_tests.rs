//! What a form posts is the choice it stands for, whatever else it holds.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::quotes::group::{Offer, Shape};
use proptest::prelude::*;
use uuid::Uuid;

fn id(n: u128) -> LineId {
    LineId(Uuid::from_u128(n))
}

fn heading(n: u128, grouping: Grouping) -> Part {
    Part { id: id(n), what: What::Heading(Shape { grouping, ..Shape::default() }) }
}

fn product(n: u128, range: Option<(i64, i64)>) -> Part {
    let bound = |pick: fn((i64, i64)) -> i64| range.map(|range| Decimal::from(pick(range)));
    let offer = Offer { least: bound(|range| range.0), most: bound(|range| range.1), ..Offer::default() };
    Part { id: id(n), what: What::Product { quantity: Decimal::TEN, offer, sold: true } }
}

/// 2 and 3 optional, 3 of 1 to 20; of 5 and 6 one; 8 in any case, of 5 to 50.
fn parts() -> Vec<Part> {
    vec![
        heading(1, Grouping::Optional),
        product(2, None),
        product(3, Some((1, 20))),
        heading(4, Grouping::ChooseOne),
        product(5, None),
        product(6, None),
        heading(7, Grouping::Plain),
        product(8, Some((5, 50))),
    ]
}

fn posted(pairs: &[(String, &str)]) -> Picks {
    Picks(pairs.iter().map(|(name, value)| (name.clone(), (*value).to_owned())).collect())
}

#[test]
fn what_is_posted_is_what_is_taken() {
    let six = id(6).to_string();
    let picks = posted(&[
        (take(id(3)), "on"),
        (much(id(3)), " 2,5 "),
        (one(id(4)), &six),
        (much(id(8)), "7"),
        ("name".into(), "Päivi"),
        (take(id(99)), "1"),
        (take(id(5)), "1"),
    ]);
    let choice = picks.read(&parts()).unwrap();
    let expected = [(id(3), Decimal::new(25, 1)), (id(6), Decimal::TEN), (id(8), Decimal::from(7))];
    assert_eq!(choice.wanted(), BTreeMap::from(expected));
}

#[test]
fn what_cannot_be_is_refused_at_its_line() {
    let refused = |pairs: &[(String, &str)]| {
        let five = id(5).to_string();
        let mut picks = posted(&[(one(id(4)), &five)]);
        picks.0.extend(posted(pairs).0);
        let refusals = picks.read(&parts()).unwrap_err();
        refusals.into_iter().map(|refusal| (refusal.field, refusal.refusal)).collect::<Vec<_>>()
    };
    let at = |n: u128| id(n).to_string();
    assert_eq!(refused(&[(much(id(8)), "paljon")]), [(at(8), Refusal::NotAFigure)]);
    assert_eq!(refused(&[(much(id(8)), "51")]), [(at(8), Refusal::TooLarge { most: Decimal::from(50) })]);
    assert_eq!(refused(&[(one(id(4)), "nobody")]), [(at(4), Refusal::Required)]);
    // What is not taken may hold anything.
    assert!(posted(&[(one(id(4)), &at(5)), (much(id(3)), "x")]).read(&parts()).is_ok());
}

proptest! {
    #[test]
    fn a_form_of_a_choice_posts_that_choice(two: bool, three in prop::option::of(1_i64..=20), six: bool, eight in 5_i64..=50) {
        let mut wanted = BTreeMap::from([(id(if six { 6 } else { 5 }), Decimal::TEN), (id(8), Decimal::from(eight))]);
        if two { wanted.insert(id(2), Decimal::TEN); }
        if let Some(three) = three { wanted.insert(id(3), Decimal::from(three)); }
        let choice = Choice::read(&parts(), &wanted).unwrap();
        prop_assert_eq!(Picks::of(&parts(), &choice).read(&parts()).unwrap(), choice);
    }

    #[test]
    fn any_post_is_a_choice_or_a_refusal(pairs in prop::collection::btree_map(".{0,40}", ".{0,20}", 0..8), quantity in ".{0,30}") {
        let mut picks = Picks(pairs);
        picks.0.insert(much(id(8)), quantity);
        let _ = picks.read(&parts());
    }
}
