//! Whatever is chosen, the delivery costs what its method gives for it, and what nobody chose costs what was sent.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::{
    delivery::{Comparison, DeliveryRule, Measure},
    ids::{DeliveryMethodId, TaxId},
    quotes::{
        choice::Choice,
        chosen::{Choosable, Chosen},
        content::{ContentLine, with_book},
        group::{Grouping, Offer, Shape},
        line::{Percent, Quantity},
        role::{LineRole, Wish},
        whole,
    },
};
use proptest::prelude::*;

fn id(n: u128) -> LineId {
    LineId(Uuid::from_u128(n))
}

fn product(n: u128, euros: i64, offer: Offer, role: LineRole) -> Line {
    Line::Product(ProductLine {
        id: id(n),
        product: None,
        name: "Tuote".into(),
        description: String::new(),
        quantity: Quantity::ONE,
        unit: "kpl".into(),
        unit_price: UnitPrice::new(Decimal::from(euros)).unwrap(),
        discount: Percent::ZERO,
        tax: TaxId(Uuid::from_u128(900)),
        tax_percent: Percent::new(Decimal::new(255, 1)).unwrap(),
        offer,
        role,
    })
}

fn rule(variable: Measure, operator: Comparison, value: i64, base: i64, each: i64) -> DeliveryRule {
    DeliveryRule {
        variable,
        operator,
        value: Decimal::from(value),
        base_price: Decimal::from(base),
        factor_price: Decimal::new(each, 2),
        factor: variable,
    }
}

fn method(rules: Vec<DeliveryRule>) -> DeliveryMethod {
    DeliveryMethod {
        id: DeliveryMethodId(Uuid::from_u128(700)),
        kind: DeliveryKind::Rules { rules },
        margin: Decimal::ZERO,
        fixed_margin: Decimal::ZERO,
        free_from: None,
        limits: Limits::default(),
    }
}

/// Up to 100 kg for 50, above that 20 and 0.40 for each kilogram.
fn freight() -> DeliveryMethod {
    method(vec![
        rule(Measure::Weight, Comparison::AtMost, 100, 50, 0),
        rule(Measure::Weight, Comparison::Above, 100, 20, 40),
    ])
}

/// 1 in any case, from 1 to 50 of it, 40 kg each; 3 optional and ticked, 80 kg; 4 optional and not ticked, 500 kg in
/// dozens of its own unit; 5 the delivery.
fn lines(delivery: Decimal) -> Vec<Line> {
    let ranged = Offer { least: Some(Decimal::ONE), most: Some(Decimal::from(50)), ..Offer::default() };
    let shape = Shape { grouping: Grouping::Optional, ..Shape::default() };
    let mut carried = product(5, 0, Offer::default(), LineRole::Delivery { method: DeliveryMethodId(Uuid::nil()) });
    if let Line::Product(line) = &mut carried {
        line.unit_price = UnitPrice::new(delivery).unwrap();
    }
    vec![
        product(1, 100, ranged, LineRole::Sold),
        Line::Section { id: id(2), title: "Valinnaiset".into(), shape },
        product(3, 200, Offer::default(), LineRole::Sold),
        product(4, 900, Offer { left_out: true, ..Offer::default() }, LineRole::Sold),
        carried,
    ]
}

fn goods() -> Vec<FrozenGoods> {
    let one = |n: u128, kilograms: i64, ratios| FrozenGoods {
        line: id(n),
        service: false,
        ratios,
        weight: Decimal::from(kilograms),
        volume: Decimal::new(5, 1),
        tags: Vec::new(),
    };
    // A crate of ten: 50 kg each.
    let crates = Some((Decimal::TEN, Decimal::ONE));
    vec![one(1, 40, None), one(3, 80, None), one(4, 50, crates)]
}

/// The version as it is sent: the delivery at what its method gives for the preselection, and a discount on the whole.
fn sent(method: DeliveryMethod, fixed: i64, wish: Option<Wish>) -> (Choosable, Choosable) {
    let (currency, book) = (Currency::EUR, TaxBook::default());
    let frozen = FrozenDelivery { method: method.clone(), fixed: Decimal::from(fixed), goods: goods() };
    let mut price = Decimal::ZERO;
    let mut made = Vec::new();
    // As a seller does it: the delivery is updated, then the discount, until both stay.
    for _ in 0..20 {
        made = lines(price);
        if let Some(wish) = wish {
            let whole = whole::discount(&made, &currency, &book, wish).unwrap();
            made.extend(
                (50..)
                    .zip(&whole.lines)
                    .map(|(n, line)| Line::Product(ProductLine { name: "Alennus".into(), ..line.line(id(n), wish) })),
            );
        }
        price = frozen.price(&made, &currency, &book).unwrap().unwrap_or(price);
    }
    let kept = FrozenDelivery::freeze(method, Decimal::from(fixed), goods(), &made, (&currency, &book));
    let reckoning = reckon(&made, &currency, &book).unwrap();
    let (lines, book) = with_book(&made, &reckoning, &book);
    let choosable =
        |delivery| Choosable { currency, lines: lines.clone(), book: book.clone().unwrap(), plan: None, delivery };
    (choosable(kept), choosable(None))
}

fn take(choosable: &Choosable, taken: &[(u128, i64)]) -> Chosen {
    let wanted = taken.iter().map(|(n, quantity)| (id(*n), Decimal::from(*quantity))).collect();
    choosable.chosen(&Choice::read(&group::parts(&choosable.lines), &wanted).unwrap()).unwrap()
}

/// What the delivery costs.
fn carriage(lines: &[ContentLine]) -> Decimal {
    let of = |line: &ContentLine| match line {
        ContentLine::Product { id: own, unit_price, .. } if *own == id(5) => Some(*unit_price),
        _ => None,
    };
    lines.iter().find_map(of).unwrap()
}

#[test]
fn the_delivery_costs_what_its_method_gives_for_the_choice() {
    let (choosable, _) = sent(freight(), 0, None);
    let euros = Decimal::from;
    assert_eq!(carriage(&choosable.lines), Decimal::from(68), "40 + 80 kg");
    assert_eq!(carriage(&take(&choosable, &[(1, 1)]).lines), euros(50), "the option left out: 40 kg");
    assert_eq!(carriage(&take(&choosable, &[(1, 10), (3, 1)]).lines), euros(212), "400 + 80 kg");
    let all = take(&choosable, &[(1, 1), (3, 1), (4, 1)]);
    assert_eq!(carriage(&all.lines), euros(268), "a crate is ten of its own unit: 620 kg");
    assert_eq!(all.totals.net, euros(100 + 200 + 900 + 268));
}

#[test]
fn free_delivery_comes_and_goes_with_the_sum() {
    let fixed = DeliveryMethod { kind: DeliveryKind::Fixed, free_from: Some(Decimal::from(1_000)), ..freight() };
    let free = DeliveryMethod { free_from: Some(Decimal::from(1_000)), ..freight() };
    for (method, whole, price) in [(fixed, 30, 30), (free, 0, 68)] {
        let (choosable, _) = sent(method, whole, None);
        assert_eq!(carriage(&choosable.lines), Decimal::from(price));
        let all = take(&choosable, &[(1, 1), (3, 1), (4, 1)]);
        assert_eq!(carriage(&all.lines), Decimal::ZERO, "1,506 with tax");
        assert_eq!(all.totals.net, Decimal::from(1_200));
    }
}

#[test]
fn what_the_method_does_not_carry_leaves_the_price_and_is_told() {
    let limits = Limits { max_weight: Some(Decimal::from(300)), ..Limits::default() };
    let (choosable, _) = sent(DeliveryMethod { limits, ..freight() }, 0, None);
    let heavy = take(&choosable, &[(1, 10), (3, 1)]);
    assert_eq!(heavy.unfit, Some(Unavailable::Weight { most: Decimal::from(300) }));
    assert_eq!(carriage(&heavy.lines), Decimal::from(68));
    assert_eq!(take(&choosable, &[(1, 2), (3, 1)]).unfit, None);
    let (choosable, _) = sent(method(vec![rule(Measure::Quantity, Comparison::AtMost, 3, 15, 0)]), 0, None);
    let many = take(&choosable, &[(1, 4)]);
    assert_eq!((many.unfit, carriage(&many.lines)), (Some(Unavailable::NoRule), Decimal::from(15)));
}

#[test]
fn a_price_that_somebody_set_stays_and_so_does_a_fixed_one() {
    let (currency, book) = (Currency::EUR, TaxBook::default());
    let freeze = |method, price: i64| {
        let lines = lines(Decimal::from(price));
        FrozenDelivery::freeze(method, Decimal::from(price), goods(), &lines, (&currency, &book))
    };
    assert!(freeze(freight(), 68).is_some());
    assert_eq!(freeze(freight(), 60), None);
    assert_eq!(freeze(DeliveryMethod { kind: DeliveryKind::Fixed, ..freight() }, 68), None);
    let places = Limits { postcode_prefixes: vec!["33".into()], ..Limits::default() };
    let kept = freeze(DeliveryMethod { limits: places, ..freight() }, 68).unwrap();
    assert_eq!(kept.method.limits, Limits::default(), "the address is no matter of choice");
    assert_eq!(
        FrozenDelivery::freeze(freight(), Decimal::ZERO, goods(), &lines(Decimal::ZERO)[..4], (&currency, &book)),
        None
    );
}

#[test]
fn what_is_frozen_reads_back_the_same() {
    let (choosable, _) = sent(freight(), 0, None);
    let text = serde_json::to_string(&choosable.delivery).unwrap();
    assert_eq!(serde_json::from_str::<Option<FrozenDelivery>>(&text).unwrap(), choosable.delivery);
}

const WISHES: [Option<Wish>; 4] = [
    None,
    Some(Wish::Percent(Decimal::TEN)),
    Some(Wish::Amount(Decimal::ONE_HUNDRED)),
    Some(Wish::Total(Decimal::ONE_HUNDRED)),
];

proptest! {
    /// The seller's preselection is what was sent, to the cent; any other choice is priced by the method for the lines
    /// that come out, discount and all, and where nothing is frozen the price is what was sent.
    #[test]
    fn the_delivery_agrees_with_the_lines_it_stands_among(
        wish in 0_usize..4, by_price: bool, free in prop::option::of(200_i64..3_000), margin in 0_i64..30,
        count in 1_i64..=50, extra: bool, crates: bool,
    ) {
        let measure = if by_price { Measure::Price } else { Measure::Weight };
        let rules = vec![rule(measure, Comparison::AtLeast, 0, 12, 7)];
        let method = DeliveryMethod { free_from: free.map(Decimal::from), margin: Decimal::new(margin, 2), ..method(rules) };
        let (choosable, old) = sent(method, 0, WISHES[wish]);
        let same = take(&choosable, &[(1, 1), (3, 1)]);
        prop_assert_eq!(&same.lines, &choosable.lines);
        let mut taken = vec![(1, count)];
        taken.extend(extra.then_some((3, 1)));
        taken.extend(crates.then_some((4, 1)));
        let (now, before) = (take(&choosable, &taken), take(&old, &taken));
        prop_assert_eq!(carriage(&before.lines), carriage(&old.lines));
        prop_assert_eq!(now.unfit, None);
        let sum: Decimal = now.lines.iter().map(|line| match line {
            ContentLine::Product { net, offer, .. } if !offer.left_out => *net,
            _ => Decimal::ZERO,
        }).sum();
        prop_assert_eq!(sum, now.totals.net);
        if let (Some(frozen), None) = (&choosable.delivery, free) {
            // Without a threshold there is one price that agrees; what is left of the rounds is less than a cent.
            let after = Choosable { lines: now.lines.clone(), ..choosable.clone() };
            let others = after.lines_of(&Choice::preselected(&group::parts(&after.lines))).unwrap();
            let given = frozen.price(&others, &Currency::EUR, &TaxBook::default()).unwrap().unwrap();
            prop_assert!((given - carriage(&now.lines)).abs() <= Decimal::new(1, 2), "{given}");
        }
    }
}
