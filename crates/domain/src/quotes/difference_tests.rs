//! What two versions differ in can be laid over the earlier one and gives the later one; nothing differs from itself.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::{
    ids::TaxId,
    money::Currency,
    quotes::{
        content::{Seller, content_lines},
        group::{Offer, Shape},
        line::{Line, Percent, ProductLine, Quantity, UnitPrice},
        totals::reckon,
    },
    tax::book::TaxBook,
};
use proptest::prelude::*;
use uuid::Uuid;

fn content(title: &str, lines: &[Line]) -> Content {
    let reckoning = reckon(lines, &Currency::EUR, &TaxBook::default()).unwrap();
    Content {
        form: Content::FORM,
        number: "T-2026-0001".into(),
        version: 1,
        language: Lang::Fi,
        currency: Currency::EUR,
        rate: None,
        title: title.into(),
        introduction: String::new(),
        issued: NaiveDate::from_ymd_opt(2026, 11, 2).unwrap(),
        valid_until: NaiveDate::from_ymd_opt(2026, 12, 2).unwrap(),
        seller: Seller::default(),
        salesperson: Person::default(),
        buyer: Buyer::default(),
        customer_reference: String::new(),
        payment_terms: String::new(),
        schedule: None,
        plan: None,
        terms: String::new(),
        delivery_on: None,
        shipment: crate::quotes::shipment::Shipment::default(),
        deposit: None,
        unsigned: false,
        demands: Default::default(),
        regret: Default::default(),
        warehouse: None,
        blocks: Vec::new(),
        pictures: Vec::new(),
        translations: Vec::new(),
        lines: content_lines(lines, &reckoning, &TaxBook::default(), false),
        book: None,
        delivery: None,
        totals: reckoning.totals,
    }
}

fn product(id: u128, name: &str, quantity: i64, discount: i64) -> Line {
    Line::Product(ProductLine {
        id: LineId(Uuid::from_u128(id)),
        product: None,
        name: name.into(),
        description: String::new(),
        quantity: Quantity::new(Decimal::from(quantity)).unwrap(),
        unit: "kpl".into(),
        unit_price: UnitPrice::new(Decimal::from(100)).unwrap(),
        discount: Percent::new(Decimal::from(discount)).unwrap(),
        tax: TaxId(Uuid::nil()),
        tax_percent: Percent::new(Decimal::new(255, 1)).unwrap(),
        offer: Offer::default(),
        role: Default::default(),
    })
}

fn section(id: u128, title: &str) -> Line {
    Line::Section { id: LineId(Uuid::from_u128(id)), title: title.into(), shape: Shape::default() }
}

#[test]
fn each_change_is_told_by_itself_and_what_stayed_is_counted() {
    let before = content("Pumppu", &[product(1, "Pumppu", 1, 0), product(2, "Putki", 3, 0), product(3, "Työ", 8, 0)]);
    let mut after =
        content("Pumppu", &[product(1, "Pumppu", 1, 5), product(3, "Työ", 8, 0), product(4, "Etävalvonta", 1, 0)]);
    after.valid_until = NaiveDate::from_ymd_opt(2026, 12, 11).unwrap();
    let difference = Difference::between(&before, &after);
    assert!(matches!(difference.facts.as_slice(), [Fact::ValidUntil(_)]));
    let told: Vec<(i64, Vec<Aspect>)> = difference
        .lines
        .iter()
        .map(|change| (i64::try_from(change.net().round()).unwrap(), change.aspects()))
        .collect();
    assert_eq!(told, [(-300, vec![]), (-5, vec![Aspect::Discount]), (100, vec![])]);
    assert_eq!(difference.unchanged, 1);
    assert_eq!(difference.after.net - difference.before.net, Decimal::from(-205));
}

#[test]
fn one_moved_line_is_one_change() {
    let lines = [1, 2, 3, 4, 5].map(|id| product(id, "x", 1, 0));
    let [a, b, c, d, e] = lines.clone();
    let difference = Difference::between(&content("", &lines), &content("", &[b, c, d, e, a]));
    assert_eq!(difference.lines.len(), 1);
    assert!(matches!(difference.lines[0], LineChange::Changed { moved_to: Some(4), .. }));
    assert_eq!(difference.unchanged, 4);
}

#[test]
fn sums_of_sections_are_no_changes_of_the_sections() {
    let before = content("", &[section(1, "A"), product(2, "x", 1, 0)]);
    let after = content("", &[section(1, "A"), product(2, "x", 2, 0)]);
    assert_eq!(Difference::between(&before, &after).lines.len(), 1);
}

/// Some of ten lines in any order, each in one of a few forms.
fn any_content() -> impl Strategy<Value = Content> {
    let lines = prop::sample::subsequence((1_u128..=10).collect::<Vec<_>>(), 0..=10).prop_shuffle();
    (lines, prop::collection::vec((0_usize..4, 1_i64..4, 0_i64..3), 10), "[ab]?", 1_u32..4).prop_map(
        |(ids, forms, title, day)| {
            let lines: Vec<Line> = ids
                .into_iter()
                .zip(forms)
                .map(|(id, (form, quantity, discount))| match form {
                    0 => section(id, "Osa"),
                    1 => Line::Note { id: LineId(Uuid::from_u128(id)), text: format!("Huomautus {quantity}") },
                    _ => product(id, "Rivi", quantity, discount),
                })
                .collect();
            let mut content = content(&title, &lines);
            content.valid_until = NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
            content.terms.clone_from(&title);
            content.shipment.place.clone_from(&title);
            content.buyer.contact = title;
            content
        },
    )
}

proptest! {
    #[test]
    fn a_difference_laid_over_the_earlier_version_is_the_later_one(before in any_content(), after in any_content()) {
        prop_assert_eq!(Difference::between(&before, &after).apply(&before), after);
    }

    #[test]
    fn nothing_differs_from_itself(content in any_content()) {
        let difference = Difference::between(&content, &content);
        prop_assert!(difference.is_empty());
        prop_assert_eq!(difference.unchanged, content.lines.len());
        prop_assert_eq!(difference.apply(&content), content);
    }
}
