//! What two sellers do at once fits together, or nothing is decided.
#![allow(clippy::unwrap_used)]
use super::*;
use domain::{ids::TaxId, quotes::quantity_from::QuantityFrom};
use rust_decimal::Decimal;
use uuid::Uuid;

fn line(id: u128, quantity: i64) -> LineInput {
    LineInput::Product(ProductLineInput {
        id: LineId(Uuid::from_u128(id)),
        product: None,
        name: format!("Rivi {id}"),
        description: String::new(),
        quantity: Decimal::from(quantity),
        quantity_from: Default::default(),
        unit: "kpl".into(),
        unit_price: Decimal::TEN,
        discount: Decimal::ZERO,
        tax: TaxId(Uuid::nil()),
        tax_percent: Decimal::ZERO,
        price_by_hand: true,
        choices: Vec::new(),
        offer: domain::quotes::group::Offer::default(),
        role: Default::default(),
    })
}

fn with(line: LineInput, change: impl FnOnce(&mut ProductLineInput)) -> LineInput {
    match line {
        LineInput::Product(mut product) => {
            change(&mut product);
            LineInput::Product(product)
        }
        other => other,
    }
}

fn stored(title: &str, lines: Vec<LineInput>) -> Stored {
    Stored { fields: QuoteFields { title: title.into(), ..QuoteFields::default() }, lines }
}

fn ids(merged: &Stored) -> Vec<u128> {
    merged.lines.iter().map(|line| line.id().0.as_u128()).collect()
}

#[test]
fn changes_in_different_places_are_both_kept() {
    let base = stored("A", vec![line(1, 1), line(2, 1), line(3, 1)]);
    let mine = stored("A", vec![line(1, 5), line(2, 1), line(9, 1), line(3, 1)]);
    let dearer = with(line(1, 1), |line| line.unit_price = Decimal::ONE);
    let theirs = stored("B", vec![dearer, line(3, 1), line(8, 1)]);
    let merged = merge(&base, &mine, &theirs).unwrap();
    assert_eq!(merged.fields.title, "B");
    assert_eq!(ids(&merged), [1, 9, 3, 8], "their deletion, and the new lines of both where they were put");
    assert_eq!(merged.lines[0], with(line(1, 5), |line| line.unit_price = Decimal::ONE), "one line, two fields");
}

#[test]
fn the_same_place_changed_differently_is_not_decided() {
    let base = stored("A", vec![line(1, 1), line(2, 1)]);
    let mine = stored("A", vec![line(1, 2), line(2, 1)]);
    assert!(merge(&base, &mine, &stored("A", vec![line(1, 3), line(2, 1)])).is_none(), "one field");
    assert!(merge(&base, &mine, &stored("A", vec![line(2, 1)])).is_none(), "taken out there, changed here");
    assert!(merge(&base, &stored("A", vec![line(2, 1)]), &stored("A", vec![line(1, 3), line(2, 1)])).is_none());
    let same = stored("A", vec![line(1, 2), line(2, 1)]);
    assert_eq!(merge(&base, &mine, &same).unwrap().lines, same.lines, "the same change twice is no clash");
}

#[test]
fn where_a_quantity_comes_from_goes_with_whose_quantity_it_is() {
    let from = |line, from| with(line, |line: &mut ProductLineInput| line.quantity_from = from);
    let (hand, counted) = (QuantityFrom::Hand, QuantityFrom::Catalogue);
    let base = stored("A", vec![line(1, 1), line(2, 1)]);
    let mine = stored("A", vec![from(line(1, 5), hand), line(2, 1)]);
    let theirs = stored("A", vec![line(1, 1), from(line(2, 4), counted)]);
    let merged = merge(&base, &mine, &theirs).unwrap();
    assert_eq!(merged.lines, [from(line(1, 5), hand), from(line(2, 4), counted)]);
    // Both came to the same quantity, each in their own way: that is no clash.
    let other = stored("A", vec![from(line(1, 5), counted), line(2, 1)]);
    assert!(merge(&base, &mine, &other).is_some());
}

#[test]
fn an_order_changed_on_one_side_is_kept_and_on_both_sides_is_not_decided() {
    let base = stored("A", vec![line(1, 1), line(2, 1), line(3, 1)]);
    let mine = stored("A", vec![line(3, 1), line(1, 1), line(2, 1)]);
    let theirs = stored("A", vec![line(1, 1), line(2, 7), line(3, 1), line(4, 1)]);
    let merged = merge(&base, &mine, &theirs).unwrap();
    assert_eq!(ids(&merged), [3, 4, 1, 2]);
    let other = stored("A", vec![line(2, 1), line(1, 1), line(3, 1)]);
    assert!(merge(&base, &mine, &other).is_none());
}

#[test]
fn what_only_one_changed_comes_out_as_it_is() {
    let base = stored("A", vec![line(1, 1), line(2, 1)]);
    let other = stored("B", vec![line(2, 1), line(5, 3), line(1, 4)]);
    for (mine, theirs) in [(&base, &other), (&other, &base)] {
        let merged = merge(&base, mine, theirs).unwrap();
        assert_eq!((merged.fields, merged.lines), (other.fields.clone(), other.lines.clone()));
    }
}

#[test]
fn two_who_change_different_facts_of_the_delivery_both_keep_theirs() {
    let base = stored("A", Vec::new());
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.fields.shipment.address.city = "Vaasa".into();
    theirs.fields.shipment.at_once = true;
    let merged = merge(&base, &mine, &theirs).unwrap().fields.shipment;
    assert_eq!((merged.address.city.as_str(), merged.at_once), ("Vaasa", true));
    theirs.fields.shipment.address.street = "Satamakatu 5".into();
    assert!(merge(&base, &mine, &theirs).is_none(), "half of one address and half of another is none");
}
