//! Whatever is chosen within the rules, what counts adds up to the totals; what is outside of them is refused by line.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::{
    ids::{DeliveryMethodId, TaxId},
    money::Currency,
    quotes::{
        content::{Buyer, Person, Seller, with_book},
        group::{Printing, Shape, Shown, printed},
        line::{Line, Percent, ProductLine, UnitPrice},
        role::{LineRole, Wish},
        totals::reckon,
    },
    tax::book::TaxBook,
};
use proptest::prelude::*;
use uuid::Uuid;

fn id(n: u128) -> LineId {
    LineId(Uuid::from_u128(n))
}

fn heading(n: u128, subsection: bool, grouping: Grouping) -> Line {
    Line::Section { id: id(n), title: "Otsikko".into(), shape: Shape { subsection, grouping, ..Shape::default() } }
}

fn product(n: u128, price: i64, offer: Offer) -> Line {
    Line::Product(ProductLine {
        id: id(n),
        product: None,
        name: "Tuote".into(),
        description: String::new(),
        quantity: Quantity::new(Decimal::from(12)).unwrap(),
        unit: "kpl".into(),
        unit_price: UnitPrice::new(Decimal::new(price, 2)).unwrap(),
        discount: Percent::ZERO,
        tax: TaxId(Uuid::nil()),
        tax_percent: Percent::new(Decimal::new(255, 1)).unwrap(),
        offer,
        role: Default::default(),
    })
}

fn left_out() -> Offer {
    Offer { left_out: true, ..Offer::default() }
}

fn ranged(least: i64, most: i64) -> Offer {
    Offer { least: Some(Decimal::from(least)), most: Some(Decimal::from(most)), ..Offer::default() }
}

/// 1 plain; 2 optional: 3 ranged, 4 left out; 5 choose one: 6, 7 recommended; 8 one or none: 9; 10 plain: 11 ranged.
fn lines() -> Vec<Line> {
    vec![
        product(1, 1000, Offer::default()),
        heading(2, false, Grouping::Optional),
        product(3, 100, ranged(8, 20)),
        product(4, 500, left_out()),
        heading(5, false, Grouping::ChooseOne),
        product(6, 240, left_out()),
        product(7, 420, Offer { recommended: true, ..left_out() }),
        heading(8, false, Grouping::OneOrNone),
        product(9, 690, left_out()),
        heading(10, false, Grouping::Plain),
        product(11, 38, ranged(1, 100)),
    ]
}

fn content(lines: &[Line]) -> Content {
    let book = TaxBook::default();
    let reckoning = reckon(lines, &Currency::EUR, &book).unwrap();
    let (lines, book) = with_book(lines, &reckoning, &book);
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
    Content {
        form: Content::FORM,
        number: "T-2026-0001".into(),
        version: 1,
        language: crate::lang::Lang::Fi,
        currency: Currency::EUR,
        rate: None,
        title: String::new(),
        introduction: String::new(),
        issued: day,
        valid_until: day,
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
        lines,
        book,
        delivery: None,
        totals: reckoning.totals,
    }
}

fn wanted(pairs: &[(u128, i64)]) -> BTreeMap<LineId, Decimal> {
    pairs.iter().map(|(n, quantity)| (id(*n), Decimal::from(*quantity))).collect()
}

fn refused(pairs: &[(u128, i64)]) -> Vec<(String, Refusal)> {
    let refusals = Choice::read(&content(&lines()).parts(), &wanted(pairs)).unwrap_err();
    refusals.into_iter().map(|refusal| (refusal.field, refusal.refusal)).collect()
}

#[test]
fn what_is_preselected_counts_and_of_a_group_of_one_the_recommended() {
    let counts = counted(&parts(&lines()));
    let numbers: Vec<usize> = counts.iter().enumerate().filter(|(_, counts)| **counts).map(|(at, _)| at + 1).collect();
    assert_eq!(numbers, [1, 3, 7, 11]);
    let content = content(&lines());
    assert_eq!(content.totals.net, Decimal::new(12_000 + 1_200 + 5_040 + 456, 2));
    assert_eq!(
        Choice::preselected(&content.parts()),
        Choice(wanted(&[(3, 12), (7, 12), (11, 12)]).into_iter().collect())
    );
}

#[test]
fn what_may_not_be_chosen_is_refused_at_its_line() {
    let at = |n: u128| id(n).to_string();
    assert_eq!(refused(&[(6, 12), (77, 1)]), [(at(77), Refusal::NotThere)], "no such line");
    assert_eq!(refused(&[(6, 12), (1, 12)]), [(at(1), Refusal::NotThere)], "what is sold in any case");
    assert_eq!(refused(&[(6, 12), (7, 12)]), [(at(7), Refusal::NotAChoice)], "two of which one is taken");
    assert_eq!(refused(&[(9, 12)]), [(at(5), Refusal::Required)], "none of which one is taken");
    assert_eq!(refused(&[(6, 12), (3, 7)]), [(at(3), Refusal::TooSmall { least: Decimal::from(8) })]);
    assert_eq!(refused(&[(6, 12), (3, 21)]), [(at(3), Refusal::TooLarge { most: Decimal::from(20) })]);
    assert_eq!(refused(&[(6, 12), (4, 11)]), [(at(4), Refusal::NotAChoice)], "a quantity that is fixed");
}

#[test]
fn versions_without_anything_to_choose_keep_their_text() {
    let plain = content(&[heading(2, false, Grouping::Plain), product(1, 1000, Offer::default())]);
    let text = plain.canonical();
    for word in ["book", "shape", "offer", "\"tax\":\"0000"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    assert_eq!(Content::from_canonical(&text).unwrap(), plain);
    let chosen = content(&lines());
    assert_eq!(Content::from_canonical(&chosen.canonical()).unwrap(), chosen);
}

#[test]
fn a_subsection_belongs_to_the_group_of_its_section_and_sums_hold_subsections() {
    let lines = [
        heading(1, false, Grouping::Optional),
        product(2, 100, Offer::default()),
        heading(3, true, Grouping::Plain),
        product(4, 100, left_out()),
        product(5, 200, Offer::default()),
    ];
    let content = content(&lines);
    let sums: Vec<Decimal> = content
        .lines
        .iter()
        .filter_map(|line| match line {
            ContentLine::Section { net, .. } => Some(*net),
            _ => None,
        })
        .collect();
    assert_eq!(sums, [Decimal::from(36), Decimal::from(24)]);
    assert_eq!(counted(&content.parts()), [false, true, false, false, true]);
    let all = content.with_all().unwrap().unwrap();
    assert_eq!(all.totals.net, Decimal::from(48));
}

#[test]
fn a_heading_may_hide_prices_or_lines_but_never_what_one_may_choose() {
    let under = |printing, grouping| {
        let shape = Shape { subsection: false, printing, grouping };
        let heading = Line::Section { id: id(1), title: "Otsikko".into(), shape };
        printed(&parts(&[heading, product(2, 100, Offer::default())]))[1]
    };
    assert_eq!(under(Printing::All, Grouping::Plain), Shown::Whole);
    assert_eq!(under(Printing::WithoutPrices, Grouping::Plain), Shown::WithoutPrices);
    assert_eq!(under(Printing::SumOnly, Grouping::Plain), Shown::Hidden);
    assert_eq!(under(Printing::SumOnly, Grouping::Optional), Shown::Whole);
}

proptest! {
    /// Any sequence of choices within the rules: what counts adds up to the totals, the lines' preselection is the
    /// choice, and what is bought has the same totals.
    #[test]
    fn what_is_chosen_adds_up(picks in prop::collection::vec((any::<bool>(), 8_i64..=20, any::<bool>(), 0_u8..3, 1_i64..=100), 1..6)) {
        let mut content = content(&lines());
        for (panels, count, extra, plan, manuals) in picks {
            let mut want = wanted(&[(11, manuals), (if plan == 0 { 6 } else { 7 }, 12)]);
            if panels { want.extend(wanted(&[(3, count)])); }
            if extra { want.extend(wanted(&[(4, 12)])); }
            if plan == 2 { want.extend(wanted(&[(9, 12)])); }
            let choice = Choice::read(&content.parts(), &want).unwrap();
            content = content.with(&choice).unwrap();
            prop_assert_eq!(&Choice::preselected(&content.parts()), &choice);
            let settled = content.settled();
            let sum: Decimal = settled.lines.iter().map(|line| match line {
                ContentLine::Product { net, .. } => *net,
                _ => Decimal::ZERO,
            }).sum();
            prop_assert_eq!(sum, content.totals.net);
            prop_assert_eq!(&settled.totals, &content.totals);
            prop_assert_eq!(Choice::from_canonical(&choice.canonical()).unwrap(), choice);
        }
    }
}

#[test]
fn a_delivery_and_a_discount_count_under_any_heading() {
    let with = |n: u128, price: i64, role: LineRole| match product(n, price, left_out()) {
        Line::Product(line) => Line::Product(ProductLine { role, ..line }),
        line => line,
    };
    let lines = vec![
        heading(1, false, Grouping::ChooseOne),
        product(2, 100, left_out()),
        product(3, 200, Offer::default()),
        with(4, 50, LineRole::Delivery { method: DeliveryMethodId(Uuid::nil()) }),
        with(5, -10, LineRole::Discount { wish: Wish::Amount(Decimal::TEN) }),
    ];
    assert_eq!(counted(&parts(&lines)), [false, false, true, true, true]);
    // What is left out gives no discount.
    let whole = |lines: &[Line]| {
        crate::quotes::whole::discount(lines, &Currency::EUR, &TaxBook::default(), Wish::Percent(Decimal::TEN)).unwrap()
    };
    let settled: Vec<Line> = [0, 2, 3, 4].iter().map(|at| lines[*at].clone()).collect();
    assert_eq!(whole(&lines), whole(&settled));
}

#[test]
fn a_delivery_and_a_discount_belong_to_no_headings_sum_and_are_never_hidden_by_one() {
    let with = |n: u128, price: i64, role: LineRole| match product(n, price, Offer::default()) {
        Line::Product(line) => Line::Product(ProductLine { role, ..line }),
        line => line,
    };
    let shape = Shape { subsection: false, printing: Printing::SumOnly, grouping: Grouping::Plain };
    let lines = [
        Line::Section { id: id(1), title: "Lisät".into(), shape },
        product(2, 100, Offer::default()),
        with(3, 50, LineRole::Delivery { method: DeliveryMethodId(Uuid::nil()) }),
        with(4, -10, LineRole::Discount { wish: Wish::Amount(Decimal::TEN) }),
    ];
    let content = content(&lines);
    let sum = content.lines.iter().find_map(|line| match line {
        ContentLine::Section { net, .. } => Some(*net),
        _ => None,
    });
    assert_eq!(sum, Some(Decimal::from(12)), "12 pieces at 1,00 each");
    assert_eq!(printed(&content.parts()), [Shown::Whole, Shown::Hidden, Shown::Whole, Shown::Whole]);
    // What is seen comes to the total.
    assert_eq!(content.totals.net, Decimal::new(1680, 2));
}
