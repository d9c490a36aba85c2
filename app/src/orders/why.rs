//! Why a figure of an order is what it is: told from what was accepted, for nothing of it changes any more.
use crate::quotes::{
    Figure,
    account::{Account, AskAccount, LineSum, Words},
};
use domain::{
    formats,
    ids::LineId,
    quotes::{
        content::{Content, ContentLine},
        role::LineMark,
    },
    tax::TaxRounding,
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// A figure of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// How much.
    Quantity,
    /// Price of one.
    Price,
    /// Discount in percent.
    Discount,
    /// The rate of the tax.
    Tax,
}

impl Cell {
    const fn code(self) -> &'static str {
        match self {
            Cell::Quantity => "quantity",
            Cell::Price => "price",
            Cell::Discount => "discount",
            Cell::Tax => "rate",
        }
    }
}

/// What was accepted, and the words for it.
#[derive(Clone, Copy)]
pub(super) struct Agreed {
    content: StoredValue<Content>,
    words: Words,
}

impl Agreed {
    /// Keeps what was accepted, as long as the page is there.
    pub(super) fn new(t: T, content: &Content) -> Agreed {
        Agreed { words: Words { t, currency: content.currency }, content: StoredValue::new(content.clone()) }
    }

    /// A figure of the totals that can be asked.
    pub(super) fn total(self, figure: Figure, words: String) -> AnyView {
        let account = self.content.with_value(|content| self.account(content, figure));
        view! { <AskAccount id=figure.anchor() words account/> }.into_any()
    }

    /// An instalment by its place, or what is paid early.
    pub(super) fn payment(self, part: Option<usize>, words: String) -> AnyView {
        self.total(part.map_or(Figure::Early, Figure::Instalment), words)
    }

    /// Why the deposit is what it is.
    pub(super) fn deposit(self) -> Account {
        self.content.with_value(|content| self.account(content, Figure::Deposit))
    }

    /// The exchange rate that can be asked; nothing in the company's own currency.
    pub(super) fn rate(self) -> Option<AnyView> {
        let (t, rate) = (self.words.t, self.content.with_value(|content| content.rate)?);
        let ask = self.total(Figure::Rate, i18n::currencies::rate_of(t, t.figures(), &rate));
        Some(view! { <p class="faint t-12 gap">{ask}</p> }.into_any())
    }

    /// What a line or the lines under a heading come to, so that one can ask.
    pub(super) fn net(self, line: LineId, words: String) -> AnyView {
        let account = self.content.with_value(|content| self.of_line(content, line)).unwrap_or_default();
        view! { <AskAccount id=format!("why-net-{line}") words account/> }.into_any()
    }

    /// A figure of a line that can be asked.
    pub(super) fn cell(self, line: LineId, cell: Cell, words: String) -> AnyView {
        let account = self.content.with_value(|content| self.of_cell(content, line, cell)).unwrap_or_default();
        view! { <AskAccount id=format!("why-{}-{line}", cell.code()) words account/> }.into_any()
    }

    fn of_cell(self, content: &Content, id: LineId, cell: Cell) -> Option<Account> {
        let t = self.words.t;
        let ContentLine::Product { mark, tax, tax_percent, unit_price, discount, .. } =
            content.lines.iter().find(|line| line.id() == id)?
        else {
            return None;
        };
        let mut rows = Vec::new();
        let note = match cell {
            Cell::Quantity => match mark {
                LineMark::Sold | LineMark::Combo => t.quotes_why_agreed_quantity(),
                LineMark::ComboItem => t.quotes_why_quantity_item(),
                LineMark::Delivery | LineMark::Discount => t.quotes_why_quantity_once(),
            },
            Cell::Price => t.quotes_why_agreed_price(),
            Cell::Discount => {
                let off = unit_price.checked_mul(*discount)?.checked_div(Decimal::ONE_HUNDRED)?;
                let less = t.quotes_why_less(formats::percent(t.figures(), *discount));
                rows.push((less, formats::unit_price(t.figures(), -off, &content.currency)));
                t.quotes_why_agreed_discount()
            }
            Cell::Tax => {
                let booked = content.book.as_ref().zip(*tax).and_then(|(book, tax)| book.find(tax));
                let name = booked.map(|booked| booked.name.clone()).unwrap_or_default();
                if !name.is_empty() {
                    rows.push((name, formats::percent(t.figures(), *tax_percent)));
                }
                if let Some(since) = booked.and_then(|booked| booked.since) {
                    rows.push((t.taxes_why_rate_since(formats::date(t.figures(), since)), String::new()));
                }
                t.quotes_why_agreed_tax()
            }
        };
        Some((rows, Some(note.to_owned())))
    }

    fn account(self, content: &Content, figure: Figure) -> Account {
        let (words, totals) = (self.words, &content.totals);
        let (terms, gross) = (&content.payment_terms, totals.gross);
        let found = match figure {
            Figure::Before => {
                let sold = |line: &&ContentLine| matches!(mark(line), Some(mark) if !own_sum(mark));
                Some(words.before(totals, content.lines.iter().filter(sold).count()))
            }
            Figure::Discounts => {
                let whole =
                    content.lines.iter().filter(|line| mark(line) == Some(LineMark::Discount)).map(net_of).sum();
                Some(words.discounts(totals, whole))
            }
            Figure::Net => {
                let sections = content.lines.iter().filter_map(|line| match line {
                    ContentLine::Section { title, net, .. } => Some((title.clone(), *net)),
                    _ => None,
                });
                Some(words.net(totals, sections.collect()))
            }
            Figure::Tax(at) => {
                // Which way was taken stands in the taxes that were frozen, where there are any.
                let rounding: Option<TaxRounding> = content.book.as_ref().map(|book| book.rounding);
                totals.taxes.get(at).map(|tax| words.tax(tax, rounding))
            }
            Figure::Gross => Some(words.gross(totals)),
            Figure::Rate => content.rate.as_ref().map(|rate| words.rate(rate)),
            Figure::Deposit => content.deposit.as_ref().map(|demand| words.deposit(&demand.deposit, gross)),
            Figure::Instalment(at) => match &content.plan {
                Some(plan) => words.instalment(plan, gross, at),
                None => content.schedule.as_ref().map(|schedule| words.scheduled(schedule, gross, at, terms)),
            },
            Figure::Early => match &content.plan {
                Some(plan) => words.early(plan, (totals.net, gross)),
                None => content.schedule.as_ref().map(|schedule| words.scheduled_early(schedule, gross, terms)),
            },
            _ => None,
        };
        found.unwrap_or_default()
    }

    fn of_line(self, content: &Content, id: LineId) -> Option<Account> {
        let (t, lines) = (self.words.t, &content.lines);
        let at = lines.iter().position(|line| line.id() == id)?;
        let named = |line: &ContentLine| match line {
            ContentLine::Product { number, name, .. } => (format!("{number}. {name}"), net_of(line)),
            other => (other.text().to_owned(), net_of(other)),
        };
        let after = lines.get(at + 1..).unwrap_or_default().iter();
        Some(match lines.get(at)? {
            ContentLine::Section { shape, .. } => {
                let ends = |line: &&ContentLine| match line {
                    ContentLine::Section { shape: next, .. } => shape.subsection || !next.subsection,
                    _ => false,
                };
                let under = after.take_while(|line| !ends(line));
                let sold = under.filter(|line| matches!(mark(line), Some(mark) if !mark.is_combo()));
                self.words.parts(sold.map(named), Some(t.quotes_why_section()))
            }
            ContentLine::Product { mark: own, .. } if own.is_combo() => {
                let items = after.take_while(|line| mark(line).is_some_and(|mark| mark.is_combo_item()));
                self.words.parts(items.map(named), Some(t.quotes_why_combo()))
            }
            ContentLine::Product { quantity, unit_price, discount, tax_included, net, .. } => {
                self.words.line(&LineSum {
                    quantity: *quantity,
                    unit_price: *unit_price,
                    discount: *discount,
                    included: *tax_included,
                    net: *net,
                })
            }
            ContentLine::Note { .. } => return None,
        })
    }
}

/// What a product line is there for; nothing for headings and remarks.
fn mark(line: &ContentLine) -> Option<LineMark> {
    match line {
        ContentLine::Product { mark, .. } => Some(*mark),
        _ => None,
    }
}

/// Lines that are no sum of their own among those before discounts.
fn own_sum(mark: LineMark) -> bool {
    mark.is_combo() || mark == LineMark::Discount
}

fn net_of(line: &ContentLine) -> Decimal {
    match line {
        ContentLine::Product { net, .. } => *net,
        _ => Decimal::ZERO,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::{lang::Lang, quotes::group::Shape};
    use uuid::Uuid;

    fn line(number: u32, mark: LineMark, cents: i64) -> ContentLine {
        ContentLine::Product {
            id: LineId(Uuid::from_u128(number.into())),
            number,
            name: format!("Osa {number}"),
            description: String::new(),
            quantity: Decimal::ONE,
            unit: "kpl".into(),
            unit_price: Decimal::new(cents, 2),
            discount: Decimal::ZERO,
            tax_percent: Decimal::new(255, 1),
            tax_included: false,
            mark,
            net: Decimal::new(cents, 2),
            tax: None,
            offer: Default::default(),
            wish: None,
        }
    }

    fn section(id: u128, subsection: bool) -> ContentLine {
        let shape = Shape { subsection, ..Shape::default() };
        ContentLine::Section { id: LineId(Uuid::from_u128(id)), title: format!("Osio {id}"), net: Decimal::ZERO, shape }
    }

    #[test]
    fn a_heading_tells_its_lines_with_those_of_subsections_and_a_combo_its_items() {
        Owner::new().with(|| {
            let lines = vec![
                section(100, false),
                line(1, LineMark::Sold, 1_000),
                section(101, true),
                line(2, LineMark::Combo, 0),
                line(3, LineMark::ComboItem, 700),
                line(4, LineMark::ComboItem, 300),
                section(102, true),
                line(5, LineMark::Sold, 50),
                section(103, false),
                line(6, LineMark::Sold, 9),
            ];
            let content = Content { lines, ..crate::portal::sample::content(1) };
            let agreed = Agreed::new(T::new(Lang::Fi), &content);
            let names = |id: u128| -> Vec<String> {
                let (rows, _) = agreed.of_line(&content, LineId(Uuid::from_u128(id))).unwrap();
                rows.into_iter().map(|(name, _)| name.split('.').next().unwrap().to_owned()).collect()
            };
            assert_eq!(names(100), ["1", "3", "4", "5"], "a section holds its subsections, and no combo twice");
            assert_eq!(names(101), ["3", "4"]);
            assert_eq!(names(103), ["6"]);
            assert_eq!(names(2), ["3", "4"]);
            assert_eq!(agreed.of_line(&content, LineId(Uuid::from_u128(999))), None);
        });
    }
}
