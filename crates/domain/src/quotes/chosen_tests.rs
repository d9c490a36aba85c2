//! Whatever is chosen, the discount on the whole and the instalments follow, and nothing can be left out to keep what was
//! taken off it.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::{
    ids::{PaymentTermsId, TaxId},
    quotes::{
        content::with_book,
        group::{Grouping, Shape},
    },
    terms::{Instalment, Part, due::Due},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn id(n: u128) -> LineId {
    LineId(Uuid::from_u128(n))
}

fn product(n: u128, euros: i64, rate: i64, left_out: bool) -> Line {
    Line::Product(ProductLine {
        id: id(n),
        product: None,
        name: "Tuote".into(),
        description: String::new(),
        quantity: Quantity::ONE,
        unit: "kpl".into(),
        unit_price: UnitPrice::new(Decimal::from(euros)).unwrap(),
        discount: Percent::ZERO,
        tax: TaxId(Uuid::from_u128(900 + rate.unsigned_abs() as u128)),
        tax_percent: Percent::new(Decimal::new(rate, 1)).unwrap(),
        offer: Offer { left_out, ..Offer::default() },
        role: LineRole::Sold,
    })
}

/// 1 in any case for 1,000; of an optional heading 3 for 9,000 ticked, 4 for 500 of another rate not ticked.
fn lines() -> Vec<Line> {
    let shape = Shape { grouping: Grouping::Optional, ..Shape::default() };
    vec![
        product(1, 1000, 255, false),
        Line::Section { id: id(2), title: "Valinnaiset".into(), shape },
        product(3, 9000, 255, false),
        product(4, 500, 135, true),
    ]
}

/// The lines as they are sent with a discount on the whole.
fn sent(wish: Option<Wish>) -> (Choosable, Totals) {
    let (currency, book) = (Currency::EUR, TaxBook::default());
    let mut lines = lines();
    if let Some(wish) = wish {
        let whole = whole::discount(&lines, &currency, &book, wish).unwrap();
        lines.extend(
            (50..)
                .zip(&whole.lines)
                .map(|(n, line)| Line::Product(ProductLine { name: "Alennus".into(), ..line.line(id(n), wish) })),
        );
    }
    let reckoning = reckon(&lines, &currency, &book).unwrap();
    let (lines, book) = with_book(&lines, &reckoning, &book);
    let part = |percent: i64| Part::Percent(Decimal::from(percent));
    let instalment = |percent, days| Instalment { part: part(percent), due: Due::DaysAfter { days } };
    let id = PaymentTermsId(Uuid::nil());
    let plan = Some(PaymentTerms { id, instalments: vec![instalment(30, 0), instalment(70, 14)], early: None });
    (Choosable { currency, lines, book: book.unwrap(), plan, delivery: None }, reckoning.totals)
}

fn take(choosable: &Choosable, taken: &[u128]) -> Chosen {
    let wanted: BTreeMap<LineId, Decimal> = taken.iter().map(|n| (id(*n), Decimal::ONE)).collect();
    choosable.chosen(&Choice::read(&group::parts(&choosable.lines), &wanted).unwrap()).unwrap()
}

const WISHES: [Option<Wish>; 4] = [
    None,
    Some(Wish::Percent(Decimal::TEN)),
    Some(Wish::Amount(Decimal::ONE_THOUSAND)),
    Some(Wish::Total(Decimal::ONE_THOUSAND)),
];

#[test]
fn the_sellers_preselection_is_what_was_sent() {
    for wish in WISHES {
        let (choosable, totals) = sent(wish);
        let chosen = take(&choosable, &[3]);
        assert_eq!((chosen.lines, chosen.totals), (choosable.lines, totals));
    }
}

#[test]
fn a_percentage_stays_that_percentage() {
    let (choosable, _) = sent(WISHES[1]);
    assert_eq!(take(&choosable, &[]).totals.net, Decimal::from(900));
    let all = take(&choosable, &[3, 4]);
    assert_eq!(all.totals.net, Decimal::from(9450));
    let names: Vec<&str> = all.lines.iter().map(ContentLine::text).collect();
    assert_eq!(names[4..], ["Alennus", "Alennus"], "a line for each rate");
}

#[test]
fn what_is_left_out_takes_its_part_of_an_amount_with_it() {
    for wish in [WISHES[2], WISHES[3]] {
        let (choosable, then) = sent(wish);
        let off = Decimal::from(10_000) * Decimal::new(1255, 3) - then.gross;
        let less = take(&choosable, &[]).totals;
        assert_eq!(Decimal::from(1255) - less.gross, money::round(off / Decimal::TEN, 2), "{wish:?}");
        let more = take(&choosable, &[3, 4]).totals;
        assert_eq!(more.gross, then.gross + Decimal::new(56_750, 2), "{wish:?}: no more is taken off");
    }
}

#[test]
fn instalments_come_to_what_was_chosen() {
    let (choosable, _) = sent(None);
    for taken in [&[][..], &[3], &[4], &[3, 4]] {
        let chosen = take(&choosable, taken);
        let sum: Decimal = chosen.schedule.unwrap().parts.iter().map(|part| part.amount).sum();
        assert_eq!(sum, chosen.totals.gross);
    }
}

proptest! {
    /// The discount is never a larger part of what is taken than of what was offered, but for a cent.
    #[test]
    fn nobody_gains_by_leaving_out(percent in 0_i64..=100, by_amount: bool, panels: bool, extra: bool) {
        let full = Decimal::from(12_550);
        let wish = if by_amount { Wish::Amount(full * Decimal::from(percent) / Decimal::ONE_HUNDRED) } else { Wish::Percent(Decimal::from(percent)) };
        let (choosable, totals) = sent(Some(wish));
        let taken: Vec<u128> = [(panels, 3), (extra, 4)].into_iter().filter(|(yes, _)| *yes).map(|(_, n)| n).collect();
        let now = take(&choosable, &taken).totals;
        let before = Decimal::from(1255) + if panels { Decimal::from(11_295) } else { Decimal::ZERO } + if extra { Decimal::new(56_750, 2) } else { Decimal::ZERO };
        let (off, of) = (before - now.gross, full - totals.gross);
        prop_assert!(now.gross >= Decimal::ZERO);
        prop_assert!(off * full <= of * before + full * Decimal::new(3, 2), "{off} of {before}, {of} of {full}");
    }
}
