//! What is proposed is read from a form, changes just what it names, and comes to what the engine says of such lines.
#![allow(clippy::unwrap_used, clippy::panic)]
use super::*;
use crate::{
    ids::TaxId,
    quotes::{
        content::{Buyer, Content, Person, Seller, with_book},
        group::{Grouping, Offer, Printing, Shape},
        role::{LineRole, Wish},
        whole,
    },
};
use proptest::prelude::*;
use uuid::Uuid;

fn id(n: u128) -> LineId {
    LineId(Uuid::from_u128(n))
}

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, n).unwrap()
}

fn product(n: u128, quantity: i64, cents: i64, offer: Offer) -> ProductLineInput {
    ProductLineInput {
        id: id(n),
        product: None,
        name: format!("Tuote {n}"),
        description: String::new(),
        quantity: quantity.into(),
        quantity_from: Default::default(),
        unit: "kpl".into(),
        unit_price: Decimal::new(cents, 2),
        discount: Decimal::ZERO,
        tax: TaxId(Uuid::nil()),
        tax_percent: Decimal::new(255, 1),
        price_by_hand: false,
        choices: Vec::new(),
        offer,
        role: LineRole::Sold,
    }
}

fn heading(n: u128, shape: Shape) -> LineInput {
    LineInput::Section { id: id(n), title: "Otsikko".into(), shape }
}

/// 1 and 2 plain, 2 with a discount of a tenth; 4 under a heading without prices, 6 under one with its sum alone; of an
/// optional group 8, 5 to 10 pieces, and 9 left out.
fn lines() -> Vec<LineInput> {
    let printed = |printing| Shape { printing, ..Shape::default() };
    let discounted = ProductLineInput { discount: Decimal::TEN, ..product(2, 1, 100_000, Offer::default()) };
    let ranged = Offer { least: Some(5.into()), most: Some(10.into()), ..Offer::default() };
    vec![
        LineInput::Product(product(1, 9, 34_000, Offer::default())),
        LineInput::Product(discounted),
        heading(3, printed(Printing::WithoutPrices)),
        LineInput::Product(product(4, 2, 5_000, Offer::default())),
        heading(5, printed(Printing::SumOnly)),
        LineInput::Product(product(6, 2, 5_000, Offer::default())),
        heading(7, Shape { grouping: Grouping::Optional, ..Shape::default() }),
        LineInput::Product(product(8, 6, 1_000, ranged)),
        LineInput::Product(product(9, 1, 70_000, Offer { left_out: true, ..Offer::default() })),
    ]
}

fn content(lines: &[LineInput]) -> Content {
    let lines = read(lines).unwrap();
    let reckoning = reckon(&lines, &Currency::EUR, &TaxBook::default()).unwrap();
    let (lines, book) = with_book(&lines, &reckoning, &TaxBook::default());
    Content {
        form: Content::FORM,
        number: "T-1".into(),
        version: 1,
        language: crate::lang::Lang::Fi,
        currency: Currency::EUR,
        rate: None,
        title: String::new(),
        introduction: String::new(),
        issued: day(1),
        valid_until: day(20),
        seller: Seller::default(),
        salesperson: Person::default(),
        buyer: Buyer::default(),
        customer_reference: String::new(),
        payment_terms: String::new(),
        schedule: None,
        plan: None,
        terms: String::new(),
        delivery_on: Some(day(18)),
        deposit: None,
        unsigned: false,
        demands: Default::default(),
        regret: Default::default(),
        warehouse: None,
        shipment: Default::default(),
        blocks: Vec::new(),
        pictures: Vec::new(),
        translations: Vec::new(),
        lines,
        book,
        delivery: None,
        totals: reckoning.totals,
    }
}

fn typed(fields: &[(String, &str)]) -> Result<Vec<Ask>, Vec<(String, Refusal)>> {
    let fields = fields.iter().map(|(name, typed)| (name.clone(), (*typed).to_owned())).collect();
    let refused = |refusals: Vec<FieldRefusal>| refusals.into_iter().map(|at| (at.field, at.refusal)).collect();
    Typed(fields).read(&content(&lines()), day(5)).map_err(refused)
}

fn refused(name: String, text: &str) -> Refusal {
    match typed(&[(name.clone(), text)]).unwrap_err().as_slice() {
        [(at, refusal), ..] if *at == name || at.is_empty() => refusal.clone(),
        other => panic!("{name} {text}: {other:?}"),
    }
}

#[test]
fn a_form_asks_for_what_differs_from_what_is_offered() {
    let asked = typed(&[
        (quantity_field(id(1)), " 8,5 "),
        (price_field(id(1)), "340,00"),
        (price_field(id(2)), "850"),
        (quantity_field(id(2)), ""),
        (quantity_field(id(4)), "0"),
        (quantity_field(id(8)), "12"),
        (DELIVERY.to_owned(), "2027-01-11"),
        ("something else".to_owned(), "x"),
    ]);
    assert_eq!(
        asked.unwrap(),
        [
            Ask::Quantity { line: id(1), to: Decimal::new(85, 1) },
            Ask::Price { line: id(2), to: 850.into() },
            Ask::LeaveOut { line: id(4) },
            Ask::Quantity { line: id(8), to: 12.into() },
            Ask::Delivery { on: day(11) },
        ]
    );
    // The price after the discount is the one that is offered.
    assert_eq!(typed(&[(price_field(id(2)), "900")]), Err(vec![(String::new(), Refusal::NothingProposed)]));
    assert_eq!(typed(&[(DELIVERY.to_owned(), "18.1.2027")]), Err(vec![(String::new(), Refusal::NothingProposed)]));
}

#[test]
fn nonsense_is_refused_where_it_stands() {
    for text in ["NaN", "inf", "1e9", "-", "<script>", "kahdeksan", "٣", &"9".repeat(80)] {
        assert_eq!(refused(quantity_field(id(1)), text), Refusal::NotAFigure, "{text}");
        assert_eq!(refused(price_field(id(1)), text), Refusal::NotAFigure, "{text}");
    }
    assert!(matches!(refused(quantity_field(id(1)), "-3"), Refusal::TooSmall { .. }));
    assert!(matches!(refused(quantity_field(id(1)), "99999999"), Refusal::TooLarge { .. }));
    assert!(matches!(refused(quantity_field(id(1)), "1,00001"), Refusal::TooManyDecimals { .. }));
    assert!(matches!(refused(price_field(id(1)), "-0,01"), Refusal::TooSmall { .. }));
    assert!(matches!(refused(price_field(id(1)), "1000000000"), Refusal::TooLarge { .. }));
    assert_eq!(refused(DELIVERY.to_owned(), "31.2.2027"), Refusal::NotADay);
    assert_eq!(refused(DELIVERY.to_owned(), "2027-01-04"), Refusal::InThePast);
    // What is not shown, what is no line, what may be chosen.
    assert_eq!(refused(quantity_field(id(6)), "1"), Refusal::NotThere);
    assert_eq!(refused(quantity_field(id(99)), "1"), Refusal::NotThere);
    assert_eq!(refused("out.x".to_owned(), "1"), Refusal::NotThere);
    assert_eq!(refused(price_field(id(4)), "1"), Refusal::NotThere);
    assert_eq!(refused(quantity_field(id(8)), "7"), Refusal::YoursToChoose);
    assert_eq!(refused(quantity_field(id(8)), "0"), Refusal::YoursToChoose);
    assert_eq!(refused(out_field(id(9)), "1"), Refusal::YoursToChoose);
    let both = typed(&[(out_field(id(1)), "1"), (quantity_field(id(1)), "3")]);
    assert_eq!(both, Err(vec![(out_field(id(1)), Refusal::LeftOutAndChanged)]));
    let much = typed(&[(price_field(id(1)), "999999999"), (quantity_field(id(1)), "9999999")]);
    assert_eq!(much, Err(vec![(quantity_field(id(1)), Refusal::AmountTooLarge)]));
    assert_eq!(typed(&[]), Err(vec![(String::new(), Refusal::NothingProposed)]));
    // The lines of the group stay whatever is left out; without them nothing would.
    let mut plain = content(&lines()[..2]);
    let all = [1, 2].map(|n| (out_field(id(n)), "1".to_owned())).into();
    assert_eq!(Typed(all).read(&plain, day(5)), Err(vec![FieldRefusal::at("", Refusal::NothingLeft)]));
    plain.lines.clear();
    assert!(Typed::default().read(&plain, day(5)).is_err());
}

#[test]
fn each_ask_changes_its_own_line_and_the_total_by_as_much() {
    let (eur, book) = (Currency::EUR, TaxBook::default());
    let costs = BTreeMap::from([(id(1), Decimal::from(200))]);
    let of = |asks: &[Ask]| outcome(&apply(&lines(), asks, &eur, &book).unwrap(), &eur, &book, Some(&costs)).unwrap();
    let now = of(&[]);
    assert_eq!((now.totals.net, now.nets[&id(2)]), (4_220.into(), 900.into()));
    assert_eq!(now.margin.unwrap().margin, Decimal::from(4_220 - 1_800));
    let fewer = of(&[Ask::Quantity { line: id(1), to: 8.into() }]);
    assert_eq!(now.totals.net - fewer.totals.net, 340.into());
    assert_eq!(now.margin.unwrap().margin - fewer.margin.unwrap().margin, 140.into());
    let cheaper = of(&[Ask::Price { line: id(2), to: 850.into() }]);
    assert_eq!(now.totals.net - cheaper.totals.net, 50.into());
    let without = of(&[Ask::LeaveOut { line: id(2) }]);
    assert_eq!((now.totals.net - without.totals.net, without.nets.get(&id(2))), (900.into(), None));
    assert_eq!(of(&[Ask::Delivery { on: day(9) }]), now);
    // What is left out of the total costs nothing more or less.
    assert_eq!(of(&[Ask::Price { line: id(9), to: 1.into() }]).totals, now.totals);
    // More than one might choose can be agreed on.
    let more = apply(&lines(), &[Ask::Quantity { line: id(8), to: 12.into() }], &eur, &book).unwrap();
    assert!(
        matches!(&more[7], LineInput::Product(line) if line.offer.most == Some(12.into()) && line.offer.least == Some(5.into()))
    );
}

#[test]
fn a_discount_on_the_whole_follows_what_was_agreed() {
    let (eur, book) = (Currency::EUR, TaxBook::default());
    for wish in [Wish::Percent(10.into()), Wish::Amount(Decimal::new(37_650, 2))] {
        let mut lines: Vec<LineInput> = vec![
            LineInput::Product(product(1, 9, 34_000, Offer::default())),
            LineInput::Product(product(2, 1, 34_000, Offer::default())),
        ];
        let made = whole::discount(&read(&lines).unwrap(), &eur, &book, wish).unwrap();
        lines.push(LineInput::Product(ProductLineInput {
            unit_price: made.lines[0].unit_price.get(),
            role: LineRole::Discount { wish },
            ..product(10, 1, 0, Offer::default())
        }));
        let agreed = apply(&lines, &[Ask::LeaveOut { line: id(2) }], &eur, &book).unwrap();
        assert_eq!(agreed.len(), 2);
        let net = outcome(&agreed, &eur, &book, None).unwrap().totals.net;
        // Nine tenths of the goods keep nine tenths of what was taken off, to the cent of the tax.
        let taken = Decimal::from(3_060) - net;
        assert!(
            (taken - (Decimal::from(3_400) - made.after.net) * Decimal::new(9, 1)).abs() < Decimal::new(3, 2),
            "{taken}"
        );
    }
}

proptest! {
    /// Agreeing one by one, in any order, comes to the same lines as agreeing to all at once; nothing else changes; and
    /// the totals are those of the lines.
    #[test]
    fn agreeing_in_any_order_comes_to_the_same(
        figures in proptest::collection::vec((1_i64..50, 0_i64..100_000), 2..7),
        wanted in proptest::collection::vec((0_usize..7, 0_u8..3, 1_i64..90, 0_i64..90_000), 0..6),
    ) {
        let (eur, book) = (Currency::EUR, TaxBook::default());
        let lines: Vec<LineInput> = figures
            .iter()
            .zip(1..)
            .map(|((quantity, cents), n)| LineInput::Product(product(n, *quantity, *cents, Offer::default())))
            .collect();
        let mut seen = std::collections::BTreeSet::new();
        let asks: Vec<Ask> = wanted
            .into_iter()
            .filter(|(at, ..)| *at < lines.len() && seen.insert(*at))
            .map(|(at, kind, quantity, cents)| match kind {
                0 => Ask::Quantity { line: lines[at].id(), to: quantity.into() },
                1 => Ask::Price { line: lines[at].id(), to: Decimal::new(cents, 2) },
                _ => Ask::LeaveOut { line: lines[at].id() },
            })
            .collect();
        let all = apply(&lines, &asks, &eur, &book).unwrap();
        let one_by_one = asks.iter().rev().fold(lines.clone(), |lines, ask| apply(&lines, &[*ask], &eur, &book).unwrap());
        prop_assert_eq!(&all, &one_by_one);
        let named = |line: &LineInput| asks.iter().any(|ask| ask.line() == Some(line.id()));
        let others = |lines: &[LineInput]| lines.iter().filter(|line| !named(line)).cloned().collect::<Vec<_>>();
        prop_assert_eq!(others(&lines), others(&all));
        let out = outcome(&all, &eur, &book, None).unwrap();
        prop_assert_eq!(out.nets.values().sum::<Decimal>(), out.totals.net);
        let whole = outcome(&lines, &eur, &book, None).unwrap().totals.net;
        let alone: Decimal = asks
            .iter()
            .map(|ask| outcome(&apply(&lines, &[*ask], &eur, &book).unwrap(), &eur, &book, None).unwrap().totals.net - whole)
            .sum();
        prop_assert_eq!(whole + alone, out.totals.net);
    }
}

#[test]
fn something_between_is_of_the_same_kind_and_within_the_same_bounds() {
    let line = LineId(uuid::Uuid::from_u128(1));
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let (much, each) = (Ask::Quantity { line, to: 8.into() }, Ask::Price { line, to: 310.into() });
    let ten: Decimal = 10.into();
    assert_eq!(much.countered(" 8,5 ", today), Ok(Ask::Quantity { line, to: "8.5".parse().unwrap() }));
    assert_eq!(much.countered("0", today), Err(Refusal::NotAFigure));
    assert_eq!(each.countered("10", today), Ok(Ask::Price { line, to: ten }));
    assert!(matches!(each.countered("-1", today), Err(Refusal::TooSmall { .. })));
    for wrong in ["kymmenen", "9".repeat(60).as_str(), "1e9"] {
        assert!(much.countered(wrong, today).is_err() && each.countered(wrong, today).is_err(), "{wrong}");
    }
    let day = Ask::Delivery { on: today };
    assert!(matches!(day.countered("2026-12-01", today), Ok(Ask::Delivery { on }) if on > today));
    assert_eq!(day.countered("2026-11-22", today), Err(Refusal::InThePast));
    assert_eq!(day.countered("", today), Err(Refusal::Required));
    assert_eq!(Ask::LeaveOut { line }.countered("1", today), Err(Refusal::NotAChoice));
    assert!(!Ask::LeaveOut { line }.has_between() && day.has_between());
    let stands = (Some(Decimal::new(3400, 1)), None);
    assert_eq!(each.between("325", stands, today), Ok(Ask::Price { line, to: 325.into() }));
    for nothing in ["340,00", "310"] {
        assert_eq!(each.between(nothing, stands, today), Err(Refusal::NotAChoice), "{nothing}");
    }
    let tomorrow = today.succ_opt();
    assert_eq!(day.between("2026-11-24", (None, tomorrow), today), Err(Refusal::NotAChoice));
}
