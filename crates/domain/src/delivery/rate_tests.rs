//! What a delivery costs, by example and by property.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::{
    delivery::{Comparison, Limits, Measure, availability::Unavailable},
    fiscal::place::{Address, Country},
    ids::DeliveryMethodId,
};
use uuid::Uuid;

fn rule(value: i64, base_price: i64) -> DeliveryRule {
    DeliveryRule {
        variable: Measure::Weight,
        operator: Comparison::AtMost,
        value: Decimal::from(value),
        base_price: Decimal::from(base_price),
        factor_price: Decimal::ZERO,
        factor: Measure::Weight,
    }
}

fn method(kind: DeliveryKind) -> DeliveryMethod {
    DeliveryMethod {
        id: DeliveryMethodId(Uuid::nil()),
        kind,
        margin: Decimal::new(1, 1),
        fixed_margin: Decimal::TWO,
        free_from: Some(Decimal::from(1000)),
        limits: Limits::default(),
    }
}

fn load(weight: i64, price: i64) -> Load {
    Load { weight: Decimal::from(weight), price: Decimal::from(price), ..Load::default() }
}

#[test]
fn the_first_rule_that_fits_with_margins_and_currency() {
    let method = method(DeliveryKind::Rules { rules: vec![rule(10, 20), rule(100, 50)] });
    let price = |load: Load| method.price(Decimal::ZERO, &load, Decimal::TEN, Ok);
    assert_eq!(price(load(10, 1)).unwrap().price, Decimal::from(240));
    let found = price(load(11, 1)).unwrap();
    assert_eq!(found.price, Decimal::from(570));
    assert_eq!(found.steps.len(), 3);
    assert_eq!(price(load(101, 1)), Err(PricingRefusal::NoDeliveryRule));
    let free = price(load(5, 1000)).unwrap();
    assert_eq!((free.price, free.without_gift), (Decimal::ZERO, Decimal::from(240)));
}

#[test]
fn a_fixed_price_is_what_the_list_says() {
    let method = method(DeliveryKind::Fixed);
    assert_eq!(method.price(Decimal::TEN, &load(1, 1), Decimal::TEN, Ok).unwrap().price, Decimal::TEN);
    assert_eq!(method.price(Decimal::TEN, &load(1, 2000), Decimal::TEN, Ok).unwrap().price, Decimal::ZERO);
}

#[test]
fn where_a_method_does_not_go_is_said() {
    let limits = Limits {
        countries: vec![Country::FI],
        postcode_prefixes: vec!["00".into(), "02".into()],
        max_weight: Some(Decimal::TEN),
        ..Limits::default()
    };
    let method = DeliveryMethod { limits, ..method(DeliveryKind::Fixed) };
    let to = |country: &str, postcode: &str| Address {
        country: Country::parse(country),
        region: None,
        postcode: Some(postcode.into()),
    };
    assert_eq!(method.unavailable(&to("FI", "00100"), &load(10, 1), &[]), None);
    assert_eq!(method.unavailable(&to("SE", "00100"), &load(1, 1), &[]), Some(Unavailable::Country));
    assert_eq!(method.unavailable(&to("FI", "33100"), &load(1, 1), &[]), Some(Unavailable::Postcode));
    let heavy = Some(Unavailable::Weight { most: Decimal::TEN });
    assert_eq!(method.unavailable(&to("FI", "02 150"), &load(11, 1), &[]), heavy);
    let rules = DeliveryMethod { kind: DeliveryKind::Rules { rules: vec![] }, ..method };
    assert_eq!(rules.unavailable(&to("FI", "00100"), &load(1, 1), &[]), Some(Unavailable::NoRule));
    assert_eq!(DeliveryMethod { margin: Decimal::from(-2), ..rules }.check(), Err(PricingRefusal::MarginTooLow));
}
