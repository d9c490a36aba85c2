//! What a customer chose stays chosen in a newer version, or they are told that it does not.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::quotes::group::{Offer, Shape};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

fn id(n: u8) -> LineId {
    LineId(Uuid::from_u128(u128::from(n) + 1))
}

fn heading(n: u8, grouping: Grouping) -> Part {
    Part { id: id(n), what: What::Heading(Shape { grouping, ..Shape::default() }) }
}

fn product(n: u8, quantity: i64, offer: Offer) -> Part {
    Part { id: id(n), what: What::Product { quantity: Decimal::from(quantity), offer, sold: true } }
}

fn left_out() -> Offer {
    Offer { left_out: true, ..Offer::default() }
}

fn ranged(least: i64, most: i64) -> Offer {
    Offer { least: Some(Decimal::from(least)), most: Some(Decimal::from(most)), ..Offer::default() }
}

fn choice(parts: &[Part], wanted: &[(u8, i64)]) -> Choice {
    let wanted = wanted.iter().map(|(n, much)| (id(*n), Decimal::from(*much))).collect();
    Choice::read(parts, &wanted).unwrap()
}

#[test]
fn what_was_unticked_stays_unticked_when_another_line_changes() {
    let then = [product(0, 1, Offer::default()), heading(1, Grouping::Optional), product(2, 1, Offer::default())];
    let mut now = then;
    now[0] = product(0, 7, Offer::default());
    let carried = choice(&then, &[]).carried(&then, &now);
    assert_eq!(carried, Carried { choice: choice(&now, &[]), whole: true });
    // Now it belongs to what is bought in any case: the choice does not hold.
    now[1] = heading(1, Grouping::Plain);
    assert!(!choice(&then, &[]).carried(&then, &now).whole);
    // The line is gone, as they wanted.
    assert!(choice(&then, &[]).carried(&then, &now[..2]).whole);
}

#[test]
fn what_may_not_be_taken_any_more_does_not_hold_and_the_rest_does() {
    let then = [
        heading(0, Grouping::ChooseOne),
        product(1, 1, Offer::default()),
        product(2, 1, left_out()),
        heading(3, Grouping::Optional),
        product(4, 12, ranged(8, 20)),
    ];
    let own = choice(&then, &[(2, 1), (4, 15)]);
    let gone = [then[0], then[1], then[3], then[4]];
    assert_eq!(own.carried(&then, &gone), Carried { choice: choice(&gone, &[(1, 1), (4, 15)]), whole: false });
    let narrow = [then[0], then[1], then[2], then[3], product(4, 10, ranged(8, 14))];
    assert_eq!(own.carried(&then, &narrow), Carried { choice: choice(&narrow, &[(2, 1), (4, 10)]), whole: false });
    let wide = [then[0], then[1], then[2], then[3], product(4, 10, ranged(1, 30))];
    assert_eq!(own.carried(&then, &wide), Carried { choice: choice(&wide, &[(2, 1), (4, 15)]), whole: true });
}

/// A heading or a product with what is drawn for it.
fn part((n, kind, quantity, flags): (u8, u8, i64, u8)) -> Part {
    let range = if flags & 4 > 0 { ranged(quantity - 1, quantity + 3) } else { Offer::default() };
    match kind {
        0 => heading(n, Grouping::Optional),
        1 => heading(n, Grouping::ChooseOne),
        2 => heading(n, Grouping::OneOrNone),
        3 => heading(n, Grouping::Plain),
        _ => product(n, quantity, Offer { left_out: flags & 1 > 0, recommended: flags & 2 > 0, ..range }),
    }
}

/// A version: lines of a few identities, in any order, each at most once.
fn version() -> impl Strategy<Value = Vec<Part>> {
    prop::collection::vec((0_u8..9, 0_u8..10, 2_i64..8, 0_u8..8), 0..14).prop_map(|drawn| {
        let mut seen = Vec::new();
        let parts = drawn.into_iter().filter(|(n, ..)| {
            let new = !seen.contains(n);
            seen.push(*n);
            new
        });
        parts.map(part).collect()
    })
}

/// A choice that may be made of it.
fn made(parts: &[Part], draws: &[u8]) -> Choice {
    let mut wanted = BTreeMap::new();
    let groups = groups(parts);
    let mut draws = draws.iter().copied().cycle();
    let mut draw = || draws.next().unwrap_or_default();
    let amount = |part: &Part, drawn: u8| match part.what {
        What::Product { quantity, offer, .. } if offer.has_range() => {
            quantity - Decimal::ONE + Decimal::from(drawn % 5)
        }
        What::Product { quantity, .. } => quantity,
        _ => Decimal::ONE,
    };
    for (at, (part, group)) in parts.iter().zip(&groups).enumerate() {
        match group {
            Some((heading, grouping)) if grouping.single() && *heading == at => {
                let of = |(part, group): &(&Part, &Option<(usize, Grouping)>)| {
                    matches!(part.what, What::Product { .. }) && group.is_some_and(|(other, _)| other == at)
                };
                let members: Vec<&Part> = parts.iter().zip(&groups).filter(of).map(|(part, _)| part).collect();
                let all = members.len() + usize::from(*grouping == Grouping::OneOrNone);
                if let Some(part) = (all > 0).then(|| members.get(usize::from(draw()) % all)).flatten() {
                    wanted.insert(part.id, amount(part, draw()));
                }
            }
            Some((_, grouping)) if grouping.single() => {}
            _ if part.decided(group.is_some()) && (group.is_none() || draw() < 128) => {
                wanted.insert(part.id, amount(part, draw()));
            }
            _ => {}
        }
    }
    Choice::read(parts, &wanted).unwrap()
}

proptest! {
    /// Whatever the seller changes: what is carried over may be made of the newer version, says whether all holds, and
    /// where it does, everything the customer decided otherwise than offered is as they decided it.
    #[test]
    fn a_choice_holds_in_a_newer_version_or_says_that_it_does_not(
        then in version(), now in version(), draws in prop::collection::vec(any::<u8>(), 1..20)
    ) {
        let own = made(&then, &draws);
        prop_assert_eq!(own.carried(&then, &then), Carried { choice: own.clone(), whole: true }, "the same version");
        let offered = Choice::preselected(&then);
        let untouched = offered.carried(&then, &now);
        prop_assert_eq!(untouched, Carried { choice: Choice::preselected(&now), whole: true }, "nothing was decided");

        let carried = own.carried(&then, &now);
        prop_assert_eq!(&Choice::read(&now, &carried.choice.wanted()).unwrap(), &carried.choice);
        let groups = groups(&now);
        let mut all = true;
        for line in then.iter().filter(|part| own.quantity(part.id) != offered.quantity(part.id)) {
            let found = now.iter().zip(&groups).find(|(part, _)| part.id == line.id);
            let bought = found.is_some_and(|(part, group)| {
                let product = matches!(part.what, What::Product { .. });
                product && (!part.decided(group.is_some()) || carried.choice.quantity(part.id).is_some())
            });
            all &= bought == own.quantity(line.id).is_some();
        }
        prop_assert!(all || !carried.whole, "what was decided was lost without a word");
    }
}
