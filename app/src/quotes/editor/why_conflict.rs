//! Why the two sums of a conflict are what they are: the lines that tell the versions apart, what is the same in both,
//! and the taxes on top.
use super::{
    desk::Desk,
    keys::Kind,
    row_data::RowData,
    why_figure::{Askable, Figure},
};
use crate::quotes::account::{Account, Words};
use domain::{
    ids::LineId,
    money::Currency,
    quotes::{
        line::Line,
        totals::{Totals, reckon},
    },
    tax::book::TaxBook,
};
use leptos::prelude::*;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Most lines that are named one by one.
const MOST: usize = 12;

/// A version: its lines that count, by number and name with their nets, and what they come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Version {
    lines: Vec<(LineId, String, Decimal)>,
    totals: Totals,
}

impl Version {
    /// Adds up the lines of a version by the rules themselves; none where the amount is too large.
    pub fn of(rows: &[RowData], currency: &Currency, book: &TaxBook) -> Option<Version> {
        let figures: Vec<Line> = rows.iter().map(RowData::figures).collect();
        let reckoning = reckon(&figures, currency, book).ok()?;
        let mut number = 0;
        let mut lines = Vec::new();
        for ((row, net), counts) in rows.iter().zip(reckoning.nets).zip(reckoning.counted) {
            if row.kind != Kind::Product {
                continue;
            }
            number += 1;
            // A combo comes to what its items come to.
            if counts && !row.role.is_combo() {
                lines.push((row.id, format!("{number}. {}", row.name), net));
            }
        }
        Some(Version { lines, totals: reckoning.totals })
    }

    /// What its net is made of, beside another version.
    pub fn beside(&self, other: &Version, words: Words) -> Account {
        let t = words.t;
        let there: HashMap<LineId, Decimal> = other.lines.iter().map(|(id, _, net)| (*id, *net)).collect();
        let (same, apart): (Vec<_>, Vec<_>) = self.lines.iter().partition(|(id, _, net)| there.get(id) == Some(net));
        let sum = |lines: &[&(LineId, String, Decimal)]| lines.iter().map(|(_, _, net)| *net).sum::<Decimal>();
        let (named, rest) = apart.split_at(apart.len().min(MOST));
        let mut rows: Vec<(String, Decimal)> = named.iter().map(|(_, name, net)| (name.clone(), *net)).collect();
        if !rest.is_empty() {
            rows.push((t.quotes_why_conflict_more(rest.len()), sum(rest)));
        }
        if !same.is_empty() {
            rows.push((t.quotes_why_conflict_same(same.len()), sum(&same)));
        }
        let off = (!self.totals.discounts.is_zero())
            .then(|| t.quotes_why_conflict_discounts(words.money(self.totals.discounts)));
        let note = [Some(t.quotes_why_net().to_owned()), off].into_iter().flatten().collect::<Vec<_>>().join(" ");
        words.parts(rows, Some(&note))
    }
}

/// The lines on this page. Tracked.
fn mine(desk: Desk) -> Option<Version> {
    desk.tick.track();
    let rows: Vec<RowData> = desk.rows.with(|rows| rows.iter().map(|row| row.data.get_untracked()).collect());
    desk.book.with(|book| Version::of(&rows, &desk.currency, book))
}

/// The lines that somebody else saved. Tracked.
fn theirs(desk: Desk) -> Option<Version> {
    desk.saver.theirs.with(|theirs| {
        let view = theirs.as_ref()?;
        Version::of(&RowData::all(view), &view.currency, &view.book)
    })
}

/// The one that is asked, and the other. Tracked.
fn both(desk: Desk, figure: Figure) -> Option<(Version, Version)> {
    let (mine, theirs) = (mine(desk)?, theirs(desk)?);
    Some(if figure == Figure::Mine { (mine, theirs) } else { (theirs, mine) })
}

/// The figure as it stands. Tracked.
pub fn shown(desk: Desk, figure: Figure) -> String {
    let theirs = || desk.saver.theirs.with(|theirs| theirs.as_ref().map(|theirs| theirs.totals.net));
    let net = if figure == Figure::Mine { Some(desk.sums.with(|sums| sums.totals.net)) } else { theirs() };
    desk.words().money(net.unwrap_or_default())
}

/// The sum that it is. Tracked.
pub fn account(desk: Desk, figure: Figure) -> Account {
    both(desk, figure).map(|(own, other)| own.beside(&other, desk.words())).unwrap_or_default()
}

/// What taxes make of it. Tracked.
pub fn onward(desk: Desk, figure: Figure) -> AnyView {
    let Some((own, _)) = both(desk, figure) else { return ().into_any() };
    let words = desk.words();
    let (rows, _) = words.taxes(&own.totals);
    let rows = rows.into_iter().chain([(desk.t.quotes_to_pay().to_owned(), words.money(own.totals.gross))]);
    let rows = rows.map(|(words, figure)| view! { <span>{words}</span><span>{figure}</span> }).collect_view();
    view! { <div class="kv gap">{rows}</div> }.into_any()
}

/// The sentence of the conflict with its two figures, each of which can be asked why.
#[component]
pub fn ConflictSums() -> impl IntoView {
    // Marks that no sentence holds stand for the figures, so that each language has them where it wants.
    const THEIRS: char = '\u{1}';
    const MINE: char = '\u{2}';
    let desk = Desk::here();
    let sentence = desk.t.quotes_conflict_sums(THEIRS, MINE);
    let parts = sentence.split_inclusive([THEIRS, MINE]).map(|part| {
        let figure = match part.chars().last() {
            Some(THEIRS) => Some(Figure::Theirs),
            Some(MINE) => Some(Figure::Mine),
            _ => None,
        };
        let ask = figure.map(|figure| {
            view! { <Askable figure words=Signal::derive(move || shown(desk, figure))/> }
        });
        view! { {part.trim_end_matches([THEIRS, MINE]).to_owned()}{ask} }
    });
    // The banner is spoken as it appears, and not again with each key that moves one's own sum.
    view! { <span aria-live="off">{parts.collect_view()}</span> }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::quotes::editor::keys::Column;
    use i18n::{Lang, T};
    use uuid::Uuid;

    fn row(id: u128, price: i64) -> RowData {
        let mut row = RowData::empty(LineId(Uuid::from_u128(id)), Kind::Product, None);
        row.take(Column::Name, &format!("Rivi {id}"));
        row.take(Column::Price, &price.to_string());
        row
    }

    fn version(rows: &[RowData]) -> Version {
        Version::of(rows, &Currency::EUR, &TaxBook::default()).unwrap()
    }

    fn words() -> Words {
        Words { t: T::new(Lang::En), currency: Currency::EUR }
    }

    #[test]
    fn each_sum_tells_the_lines_that_differ_and_what_is_the_same() {
        let mine = version(&[row(1, 10), row(2, 25), row(9, 5)]);
        let theirs = version(&[row(2, 20), row(1, 10)]);
        let (rows, _) = mine.beside(&theirs, words());
        let said: Vec<&str> = rows.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(said[..2], ["2. Rivi 2", "3. Rivi 9"]);
        assert!(rows[0].1.contains("25.00") && rows[1].1.contains("5.00") && rows[2].1.contains("10.00"), "{rows:?}");
        let (rows, _) = theirs.beside(&mine, words());
        assert_eq!(rows[0].0, "1. Rivi 2");
        assert!(rows[0].1.contains("20.00") && rows[1].1.contains("10.00"), "{rows:?}");
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn what_is_told_adds_up_to_the_net_however_many_lines_differ() {
        for count in [0_i64, 1, 11, 12, 13, 40] {
            let (mut mine, mut theirs): (Vec<RowData>, Vec<RowData>) = (Vec::new(), Vec::new());
            for at in 0..count {
                let mut row = row(at as u128 + 1, 7 + at);
                if at % 4 == 0 {
                    row.take(Column::Discount, "12,5");
                }
                theirs.push(row.clone());
                if at % 3 != 0 {
                    row.take(Column::Price, "-3,33");
                }
                mine.push(row);
            }
            let (mine, theirs) = (version(&mine), version(&theirs));
            for (own, other) in [(&mine, &theirs), (&theirs, &mine)] {
                let (rows, note) = own.beside(other, words());
                let figure = |text: &str| {
                    let kept = |sign: &char| sign.is_ascii_digit() || matches!(sign, '.' | '-' | '−');
                    text.chars().filter(kept).map(|sign| if sign == '−' { '-' } else { sign }).collect::<String>()
                };
                let sum: Decimal = rows.iter().map(|(_, value)| figure(value).parse::<Decimal>().unwrap()).sum();
                assert_eq!(sum, own.totals.net, "{count} {rows:?}");
                assert!(rows.len() <= MOST + 2);
                assert!(!note.unwrap().is_empty());
            }
        }
    }
}
