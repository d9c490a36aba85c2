//! What the page adds up by what it carries is what the server adds up by the version, whatever is chosen.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::{
    delivery::{Comparison, DeliveryKind, DeliveryMethod, DeliveryRule, Limits, Measure},
    ids::{ComboChoiceId, DeliveryMethodId, PaymentTermsId, TaxId},
    lang::Lang,
    money::Currency,
    quotes::{
        content::with_book,
        delivery::{FrozenDelivery, FrozenGoods},
        group::{Grouping, Offer, Printing, Shape},
        line::{Line, Percent, ProductLine, Quantity, UnitPrice},
        picks::{Picks, much, one, take},
        role::{LineRole, Wish},
        totals::reckon,
        whole,
    },
    refusal::Refusal,
    tax::{
        Tax, TaxKind, TaxRounding,
        book::{BookedTax, TaxBook},
        notes::LegalNote,
    },
    terms::{
        Instalment, Part as Share, PaymentTerms,
        due::Due,
        early::{EarlyDiscount, EarlyTaxes},
    },
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

fn id(n: u128) -> LineId {
    LineId(Uuid::from_u128(n << 64 | n))
}

fn tax(n: u128) -> TaxId {
    TaxId(Uuid::from_u128(n << 70 | 7))
}

fn heading(n: u128, shape: Shape) -> Line {
    Line::Section { id: id(n), title: "Otsikko".into(), shape }
}

fn product(n: u128, cents: i64, of: u128, offer: Offer, role: LineRole) -> Line {
    Line::Product(ProductLine {
        id: id(n),
        product: None,
        name: "Tuote | jossa viiva".into(),
        description: String::new(),
        quantity: Quantity::new(Decimal::from(3)).unwrap(),
        unit: "kpl".into(),
        unit_price: UnitPrice::new(Decimal::new(cents, 3)).unwrap(),
        discount: Percent::new(Decimal::from(n % 4)).unwrap(),
        tax: tax(of),
        tax_percent: Percent::new(Decimal::new(255, 1)).unwrap(),
        offer,
        role,
    })
}

fn book(included: bool, per_line: bool) -> TaxBook {
    let booked = |n: u128, name: &str, kind: TaxKind, note| BookedTax {
        name: name.into(),
        tax: Tax { price_included: included && n == 1, ..Tax::new(tax(n), kind) },
        note,
        since: None,
        offered: true,
    };
    let percent = |percent: i64| TaxKind::Percent(Decimal::new(percent, 1));
    let fee = Tax::new(tax(9), TaxKind::Fixed(Decimal::new(37, 2)));
    let rate = Tax { sequence: 2, ..Tax::new(tax(8), percent(135)) };
    TaxBook {
        taxes: vec![
            booked(1, "ALV 25,5", percent(255), None),
            booked(2, "Vienti", percent(0), Some(LegalNote::Export)),
            booked(3, "Laite", TaxKind::Group(vec![fee, rate]), None),
        ],
        rounding: if per_line { TaxRounding::PerLine } else { TaxRounding::PerDocument },
    }
}

/// 1 in any case, 2 to 50 of it; 2 optional: 3, and 4 left out; 5 one of 6 and a combo of 7 and 8; 9 one or none: 10;
/// 11 the delivery.
fn lines(cents: i64) -> Vec<Line> {
    let group = |grouping| Shape { grouping, ..Shape::default() };
    let ranged = Offer { least: Some(Decimal::TWO), most: Some(Decimal::from(50)), ..Offer::default() };
    let left_out = Offer { left_out: true, ..Offer::default() };
    let item = LineRole::ComboItem { combo: id(7), choice: ComboChoiceId(Uuid::nil()) };
    let method = DeliveryMethodId(Uuid::nil());
    let mut combo = product(7, 0, 1, Offer { recommended: true, ..ranged }, LineRole::Combo);
    let mut carried = product(11, 68_000, 1, Offer::default(), LineRole::Delivery { method });
    for line in [&mut combo, &mut carried] {
        if let Line::Product(line) = line {
            line.discount = Percent::ZERO;
        }
    }
    if let Line::Product(line) = &mut carried {
        line.quantity = Quantity::ONE;
    }
    vec![
        product(1, cents, 1, ranged, LineRole::Sold),
        Line::Note { id: id(20), text: "Huomaa".into() },
        heading(2, group(Grouping::Optional)),
        product(3, cents / 7, 2, Offer::default(), LineRole::Sold),
        product(4, 99_995, 3, left_out, LineRole::Sold),
        heading(5, group(Grouping::ChooseOne)),
        product(6, 1_235, 1, left_out, LineRole::Sold),
        combo,
        product(8, cents / 3, 3, Offer::default(), item),
        heading(9, group(Grouping::OneOrNone)),
        product(10, 777, 1, Offer { least: Some(Decimal::ONE), ..left_out }, LineRole::Sold),
        carried,
    ]
}

fn delivery(fixed: bool, margin: i64, most: Option<i64>) -> FrozenDelivery {
    let rule = |operator, value: i64, base: i64, each: i64| DeliveryRule {
        variable: Measure::Weight,
        operator,
        value: Decimal::from(value),
        base_price: Decimal::from(base),
        factor_price: Decimal::new(each, 2),
        factor: Measure::Price,
    };
    let rules = vec![rule(Comparison::AtMost, 100, 50, 0), rule(Comparison::Above, 100, 20, 3)];
    let goods = |n: u128, kilograms: i64, ratios| FrozenGoods {
        line: id(n),
        service: n == 3,
        ratios,
        weight: Decimal::new(kilograms, 1),
        volume: Decimal::new(1, 3),
        tags: Vec::new(),
    };
    FrozenDelivery {
        method: DeliveryMethod {
            id: DeliveryMethodId(Uuid::from_u128(4)),
            kind: if fixed { DeliveryKind::Fixed } else { DeliveryKind::Rules { rules } },
            margin: Decimal::new(margin, 3),
            fixed_margin: Decimal::new(1_95, 2),
            free_from: fixed.then_some(Decimal::from(900)),
            limits: Limits { max_weight: most.map(Decimal::from), ..Limits::default() },
        },
        fixed: Decimal::from(if fixed { 68 } else { 0 }),
        goods: vec![goods(1, 123, None), goods(3, 4, None), goods(10, 9, Some((Decimal::from(12), Decimal::ONE)))],
    }
}

fn terms(early: bool) -> PaymentTerms {
    let part = |percent: i64| Instalment {
        part: Share::Percent(Decimal::from(percent)),
        due: Due::DaysAfterMonthEnd { days: 30 },
    };
    let instalments = if early { vec![part(100)] } else { vec![part(33), part(33), part(34)] };
    let discount = EarlyDiscount { percent: Decimal::TWO, days: 7, taxes: EarlyTaxes::Kept };
    PaymentTerms { id: PaymentTermsId(Uuid::nil()), instalments, early: early.then_some(discount) }
}

fn sent(lines: &[Line], book: &TaxBook) -> Choosable {
    let reckoning = reckon(lines, &Currency::EUR, book).unwrap();
    let (lines, book) = with_book(lines, &reckoning, book);
    Choosable { currency: Currency::EUR, lines, book: book.unwrap(), plan: None, delivery: None }
}

const WISHES: [Option<Wish>; 4] = [
    None,
    Some(Wish::Percent(Decimal::TEN)),
    Some(Wish::Amount(Decimal::ONE_HUNDRED)),
    Some(Wish::Total(Decimal::ONE_HUNDRED)),
];

/// The lines with a discount on the whole, where it can be given.
fn discounted(mut lines: Vec<Line>, wish: Option<Wish>, book: &TaxBook) -> Vec<Line> {
    if let Some(wish) = wish
        && let Ok(made) = whole::discount(&lines, &Currency::EUR, book, wish)
    {
        let named = |(n, line): (u128, &whole::WholeLine)| {
            Line::Product(ProductLine { name: "Alennus".into(), ..line.line(id(n), wish) })
        };
        lines.extend((50..).zip(&made.lines).map(named));
    }
    lines
}

/// The fields as they stand on the page.
struct Screen<'a>(&'a Facts, &'a Picks);

impl Screen<'_> {
    fn lasting(&self, line: LineId) -> LineId {
        self.0.id(line).parse().unwrap()
    }
}

impl Form for Screen<'_> {
    fn takes(&self, line: LineId) -> bool {
        self.1.takes(self.lasting(line))
    }

    fn picked(&self, heading: LineId) -> Option<LineId> {
        self.0.line(&self.1.picked(self.lasting(heading))?.to_string())
    }

    fn amount(&self, line: LineId) -> Option<Result<Decimal, Refusal>> {
        self.1.amount(self.lasting(line))
    }
}

proptest! {
    /// Taxes within the price or on top, rounded by line or by document, a combo, a delivery by rules or free from a sum,
    /// instalments or a discount for paying early; any fields, right or wrong.
    #[test]
    fn the_page_comes_to_what_the_server_comes_to(
        cents in 1_i64..99_999_999, included: bool, per_line: bool, early: bool, fixed: bool, margin in 0_i64..300,
        most in prop::option::of(1_i64..200), follows: bool, wish in 0_usize..4,
        (first, third, fourth, one_of, combos, last, many) in (0_i64..60, any::<bool>(), any::<bool>(), 0_u8..3, 0_i64..60, 0_u8..3, 0_i64..9),
    ) {
        let plan = Some(terms(early));
        let delivery = follows.then(|| delivery(fixed, margin, most));
        let choosable = Choosable { plan, delivery, ..sent(&discounted(lines(cents), WISHES[wish], &book(included, per_line)), &book(included, per_line)) };
        let facts = Facts::read(&choosable.facts().unwrap()).unwrap();

        let mut picks = BTreeMap::from([(much(id(1)), format!("{first},5")), (much(id(7)), combos.to_string())]);
        picks.insert(much(id(10)), many.to_string());
        if third { picks.insert(take(id(3)), "1".into()); }
        if fourth { picks.insert(take(id(4)), "1".into()); }
        if one_of > 0 { picks.insert(one(id(5)), id(if one_of == 1 { 6 } else { 7 }).to_string()); }
        if last > 0 { picks.insert(one(id(9)), if last == 1 { id(10).to_string() } else { String::new() }); }
        let picks = Picks(picks);

        let server = picks.read(&parts(&choosable.lines)).ok().map(|choice| (choosable.chosen(&choice).unwrap(), choice));
        let page = facts.chosen(&Screen(&facts, &picks));
        prop_assert_eq!(page.is_some(), server.is_some());
        let (Some((own, theirs)), Some((choice, chosen))) = (server, page) else { return Ok(()) };
        prop_assert_eq!(facts.canonical(&choice), theirs.canonical());
        prop_assert_eq!(&chosen.totals, &own.totals);
        let amounts = |chosen: &Chosen| chosen.schedule.as_ref().map(|schedule| {
            (schedule.parts.iter().map(|part| part.amount).collect::<Vec<_>>(), schedule.early.map(|early| early.amount))
        });
        prop_assert_eq!(amounts(&chosen), amounts(&own));
        prop_assert_eq!(chosen.unfit, own.unfit);
        prop_assert_eq!(own.lines.len(), chosen.lines.len());
        for (line, known) in own.lines.iter().zip(&chosen.lines) {
            let net = |line: &crate::quotes::content::ContentLine| match line {
                crate::quotes::content::ContentLine::Product { net, quantity, unit_price, .. } => Some((*net, *quantity, *unit_price)),
                crate::quotes::content::ContentLine::Section { net, .. } => Some((*net, *net, *net)),
                crate::quotes::content::ContentLine::Note { .. } => None,
            };
            prop_assert_eq!(net(line), net(known));
        }
        prop_assert!(facts.figure(&chosen, Lang::Fi, ("data-total", "gross", 0)).is_some());
        prop_assert!(facts.figure(&chosen, Lang::Fi, ("data-net", &id(1).to_string(), 0)).is_some());
    }

    /// A text that was cut or scrambled is none, and stops nothing.
    #[test]
    fn half_a_text_is_none(end in 0_usize..2_000, scrambled in ".{0,80}") {
        let choosable = Choosable { plan: Some(terms(false)), delivery: Some(delivery(false, 100, None)), ..sent(&lines(5_000), &book(true, false)) };
        let text = choosable.facts().unwrap();
        let cut: String = text.chars().take(end).collect();
        if cut.len() < text.trim_end_matches(|c: char| c != '|').len() {
            prop_assert_eq!(Facts::read(&cut), None);
        }
        let _ = Facts::read(&scrambled);
        let _ = Facts::read(&format!("{cut}|{scrambled}"));
    }
}

#[test]
fn nobody_reads_in_the_page_what_a_method_adds_or_what_things_are_called() {
    let choosable =
        Choosable { delivery: Some(delivery(false, 123, None)), ..sent(&lines(5_000), &book(false, false)) };
    let text = choosable.facts().unwrap();
    for word in ["0.123", "1.95", "Tuote", "Huomaa", "Otsikko"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    // 50 and 12.3 % and 1.95 on top.
    assert!(text.contains("|58.1|"), "{text}");
}

#[test]
fn a_page_that_hides_prices_carries_nothing() {
    let (book, plain) = (book(false, false), lines(5_000));
    let facts = |more: &[Line]| sent(&[&plain[..], more].concat(), &book).facts();
    assert!(facts(&[]).is_some());
    for printing in [Printing::WithoutPrices, Printing::SumOnly] {
        let hidden = heading(30, Shape { printing, ..Shape::default() });
        assert_eq!(facts(&[hidden, product(31, 9_999, 1, Offer::default(), LineRole::Sold)]), None);
    }
}
