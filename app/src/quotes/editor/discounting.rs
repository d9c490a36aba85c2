//! A discount on the whole: made as lines, replaced when it is given again, told when the lines under it moved.
use super::{
    delivering::role,
    desk::{Desk, Row},
    keys::Kind,
    row_data::RowData,
};
use domain::{
    formats,
    ids::LineId,
    lang::Lang,
    quotes::{
        line::{Line, Percent, Quantity},
        role::{LineRole, Wish},
        whole::{self, Standing, Whole},
    },
    refusal::Refusal,
};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::quotes::DiscountWords;

/// The discount on the whole as it stands.
#[derive(Clone, Copy)]
pub struct Discounting {
    /// Whether its form is shown.
    pub asking: RwSignal<bool>,
    /// How it stands; nothing without one.
    pub standing: Memo<Option<Standing>>,
}

impl Discounting {
    /// Follows the lines.
    pub fn new(
        rows: RwSignal<Vec<Row>>,
        tick: RwSignal<u64>,
        (currency, book): (domain::money::Currency, RwSignal<domain::tax::book::TaxBook>),
    ) -> Discounting {
        let standing = Memo::new(move |_| {
            tick.track();
            rows.with(|rows| {
                // Most quotations have none: nothing is reckoned for them.
                rows.iter().any(|row| role(row).is_discount()).then_some(())?;
                book.with(|book| whole::standing(&figures(rows), &currency, book))
            })
        });
        Discounting { asking: RwSignal::new(false), standing }
    }
}

fn figures(rows: &[Row]) -> Vec<Line> {
    rows.iter().map(|row| row.data.with_untracked(RowData::figures)).collect()
}

impl Desk {
    /// What a discount would make of the lines as they stand. Tracked.
    /// # Errors
    /// Why it cannot be given.
    pub fn try_discount(self, wish: Wish) -> Result<Whole, Refusal> {
        self.tick.track();
        self.rows.with(|rows| self.book.with(|book| whole::discount(&figures(rows), &self.currency, book, wish)))
    }

    /// Gives it: its lines take the place of those that are there.
    pub fn give_discount(self, wish: Wish, whole: &Whole) {
        let rows = self.rows.get_untracked();
        let mut there = rows.into_iter().filter(|row| role(row).is_discount());
        let lang = self.head.language.with_untracked(|code| Lang::parse(code)).unwrap_or_default();
        let several = whole.lines.len() > 1;
        let mut new = Vec::new();
        for line in &whole.lines {
            let rate = several.then_some(line.tax_percent);
            let name = self.view.with_untracked(|view| line_name(&view.discount_words, lang, (wish, rate)));
            let put = |data: &mut RowData| {
                data.role = LineRole::Discount { wish };
                data.wrong.clear();
                data.product = None;
                data.choices.clear();
                data.name.clone_from(&name);
                data.quantity = Quantity::ONE;
                data.unit.clear();
                data.unit_price = line.unit_price;
                data.discount = Percent::ZERO;
                data.tax = line.tax;
                data.tax_percent = line.tax_percent;
                // No price list has a say in it.
                data.price_by_hand = true;
                data.cost = rust_decimal::Decimal::ZERO;
            };
            match there.next() {
                Some(row) => self.change(row, put),
                None => {
                    let mut data = RowData { id: LineId(Uuid::new_v4()), ..self.empty(Kind::Product) };
                    put(&mut data);
                    new.push(data);
                }
            }
        }
        there.collect::<Vec<_>>().into_iter().for_each(|row| self.remove(row));
        if !new.is_empty() {
            self.insert(usize::MAX, new);
        }
        self.left();
    }

    /// Takes it away.
    pub fn take_discount_away(self) {
        let rows = self.rows.get_untracked();
        rows.into_iter().filter(|row| role(row).is_discount()).for_each(|row| self.remove(row));
        self.left();
    }

    /// Gives it anew as it was asked for, for the lines as they stand.
    pub fn update_discount(self) {
        if let Some(Standing { wish, whole: Some(whole), .. }) = self.discounting.standing.get_untracked() {
            self.give_discount(wish, &whole);
        }
    }

    /// The first of the discount's lines. Tracked.
    pub fn first_discount(self) -> Option<Row> {
        self.tick.track();
        self.rows.with(|rows| rows.iter().find(|row| role(row).is_discount()).copied())
    }
}

/// A discount in words: `10 %`, `A discount of 500,00 €`.
pub fn wish_words(t: T, wish: Wish, currency: &domain::money::Currency) -> String {
    match wish {
        Wish::Percent(percent) => formats::percent(t.figures(), percent),
        Wish::Amount(amount) => t.discount_wish_amount(formats::money(t.figures(), amount, currency)),
        Wish::Total(total) => t.discount_wish_total(formats::money(t.figures(), total, currency)),
    }
}

/// What a document calls it, in its language; with the rate where there are lines of several.
fn line_name(words: &DiscountWords, lang: Lang, (wish, rate): (Wish, Option<Percent>)) -> String {
    let discount = match wish {
        Wish::Percent(percent) => words.percent.written(lang).replace("{percent}", &formats::percent(lang, percent)),
        Wish::Amount(_) | Wish::Total(_) => words.plain.written(lang).to_owned(),
    };
    match rate {
        Some(rate) => {
            let taxed = words.taxed.written(lang).replace("{discount}", &discount);
            taxed.replace("{rate}", &formats::percent(lang, rate.get()))
        }
        None => discount,
    }
}
