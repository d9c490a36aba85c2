//! Combos on a quotation: they stay whole, follow their line, and go with a customer's choice.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::{
    ids::TaxId,
    money::Currency,
    quotes::{
        choice::{Choice, counted, parts_of_inputs},
        group::{Grouping, Offer, Shape},
        line::read_lines,
        totals::reckon,
    },
    tax::book::TaxBook,
};
use uuid::Uuid;

fn id(n: u128) -> LineId {
    LineId(Uuid::from_u128(n))
}

fn line(n: u128, price: i64, role: LineRole) -> ProductLineInput {
    ProductLineInput {
        id: id(n),
        product: Some(ProductId(Uuid::from_u128(100 + n))),
        name: format!("Tuote {n}"),
        description: String::new(),
        quantity: Decimal::TWO,
        quantity_from: Default::default(),
        unit: "kpl".into(),
        unit_price: Decimal::from(price),
        discount: Decimal::ZERO,
        tax: TaxId(Uuid::from_u128(1)),
        tax_percent: Decimal::ZERO,
        price_by_hand: false,
        choices: Vec::new(),
        offer: Offer::default(),
        role,
    }
}

fn item(n: u128, combo: u128, choice: u128, price: i64) -> LineInput {
    let role = LineRole::ComboItem { combo: id(combo), choice: ComboChoiceId(Uuid::from_u128(choice)) };
    LineInput::Product(line(n, price, role))
}

fn combo(n: u128) -> LineInput {
    LineInput::Product(line(n, 0, LineRole::Combo))
}

fn sold(n: u128, price: i64) -> LineInput {
    LineInput::Product(line(n, price, LineRole::Sold))
}

fn refused(lines: &[LineInput]) -> Vec<(String, Refusal)> {
    let mut fields = Fields::new();
    check(lines, &mut fields);
    fields.into_refusals().into_iter().map(|one| (one.field, one.refusal)).collect()
}

fn changed(mut line: LineInput, change: impl FnOnce(&mut ProductLineInput)) -> LineInput {
    if let LineInput::Product(line) = &mut line {
        change(line);
    }
    line
}

#[test]
fn a_combo_stays_whole() {
    let whole = [sold(1, 5), combo(2), item(3, 2, 1, 4), item(4, 2, 2, 6), sold(5, 1)];
    assert_eq!(refused(&whole), []);
    assert!(stands(&whole));
    let at = |at: &str, refusal| vec![(at.to_owned(), refusal)];
    let note = LineInput::Note { id: id(9), text: "Välissä".into() };
    assert_eq!(refused(&[combo(2)]), at("lines.0.name", Refusal::ComboIncomplete));
    assert_eq!(refused(&[combo(2), sold(5, 1)]), at("lines.0.name", Refusal::ComboIncomplete));
    assert_eq!(refused(&[combo(2), item(3, 2, 1, 4), note, item(4, 2, 2, 6)]), at("lines.3.name", Refusal::ComboApart));
    assert_eq!(refused(&[item(3, 2, 1, 4)]), at("lines.0.name", Refusal::ComboApart));
    assert_eq!(refused(&[combo(2), item(3, 2, 1, 4), item(4, 7, 2, 6)]), at("lines.2.name", Refusal::ComboApart));
    assert_eq!(refused(&[combo(2), item(3, 2, 1, 4), item(4, 2, 1, 6)]), at("lines.2.name", Refusal::ComboDoubled));
    let dear = changed(combo(2), |line| line.unit_price = Decimal::ONE);
    assert_eq!(refused(&[dear, item(3, 2, 1, 4)]), at("lines.0.unit_price", Refusal::FollowsCombo));
    let more = changed(item(3, 2, 1, 4), |line| line.quantity = Decimal::TEN);
    assert_eq!(refused(&[combo(2), more.clone()]), at("lines.1.quantity", Refusal::FollowsCombo));
    let mut lines = [changed(combo(2), |line| line.discount = Decimal::TEN), more];
    follow(&mut lines);
    assert_eq!(refused(&lines), [], "quantity and discount are the combo's");
}

#[test]
fn items_come_back_to_their_combo_and_are_bound_anew() {
    let lines = vec![combo(2), sold(5, 1), item(3, 2, 1, 4), item(4, 2, 2, 6)];
    let gathered = gather(lines);
    let order: Vec<LineId> = gathered.iter().map(LineInput::id).collect();
    assert_eq!(order, [id(2), id(3), id(4), id(5)]);
    assert!(stands(&gathered));
    let mut copied: Vec<LineInput> = gathered;
    for (n, line) in (50..).zip(&mut copied) {
        if let LineInput::Product(line) = line {
            line.id = id(n);
        }
    }
    assert!(!stands(&copied));
    bind(&mut copied);
    assert!(stands(&copied));
    let known = taken(&copied);
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].picks().len(), 2);
}

#[test]
fn a_combo_bears_no_tax_and_its_items_sum_up() {
    let mut fields = Fields::new();
    let other = TaxId(Uuid::from_u128(2));
    let lines = [
        changed(combo(2), |line| (line.tax, line.tax_percent) = (other, Decimal::from(10))),
        item(3, 2, 1, 4),
        item(4, 2, 2, 6),
    ];
    let lines = read_lines(&lines, &mut fields);
    let reckoning = reckon(&lines, &Currency::EUR, &TaxBook::default()).unwrap();
    assert_eq!(reckoning.totals.net, Decimal::from(20));
    assert_eq!(reckoning.totals.taxes.len(), 1, "the combo's own tax is on nothing");
    let content = super::super::content::content_lines(&lines, &reckoning, &TaxBook::default(), false);
    assert_eq!(sums(&content), BTreeMap::from([(id(2), Decimal::from(20))]));
}

#[test]
fn a_customer_takes_a_combo_as_a_whole() {
    let optional = Shape { grouping: Grouping::Optional, ..Shape::default() };
    let heading = LineInput::Section { id: id(8), title: "Lisäksi".into(), shape: optional };
    let left = changed(combo(2), |line| {
        line.offer = Offer { left_out: true, most: Some(Decimal::TEN), least: None, recommended: false }
    });
    let mut lines = vec![heading, left, item(3, 2, 1, 4), sold(5, 1)];
    let parts = parts_of_inputs(&lines);
    assert_eq!(counted(&parts), [false, false, false, true], "items go with their combo");
    let wanted = BTreeMap::from([(id(2), Decimal::from(5))]);
    let choice = Choice::read(&parts, &wanted).unwrap();
    choice.put(&mut lines);
    assert_eq!(counted(&parts_of_inputs(&lines)), [false, true, true, false]);
    assert!(stands(&lines), "five combos, five of each item");
    let one = BTreeMap::from([(id(3), Decimal::TWO)]);
    assert!(Choice::read(&parts, &one).is_err(), "an item alone is not to be had");
}

#[test]
fn a_combo_and_its_items_are_one_block() {
    let item = LineRole::ComboItem { combo: id(0), choice: ComboChoiceId(Uuid::nil()) };
    let roles = [LineRole::Sold, LineRole::Combo, item, item, LineRole::Combo, item, LineRole::Sold];
    assert_eq!(block(&roles, 0), 0..1);
    assert_eq!(block(&roles, 1), 1..4);
    assert_eq!(block(&roles, 3), 1..4, "from an item all of it");
    assert_eq!(block(&roles, 5), 4..6);
    assert_eq!(block(&roles, 6), 6..7);
    assert_eq!(block(&[item, LineRole::Sold], 0), 0..1, "one without its combo stands alone");
}
