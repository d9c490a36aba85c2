//! Any figure of the totals, the margin or a line can be asked why: the sum it is, told in a popover beside it.
use super::{
    delivering::role,
    desk::{Desk, Row},
    keyboard::focus_on,
    keys::{Column, Kind},
    margin::{counts, lines_under, under},
    why_conflict, why_payment, why_quantity,
};
use crate::quotes::account::{Account, AccountPop, LineSum, Words, anchor, told};
use domain::{formats, margin::Margin};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// A figure on the page.
#[derive(Clone, Copy, PartialEq)]
pub enum Figure {
    /// The lines before discounts.
    Before,
    /// What discounts take off.
    Discounts,
    /// The net.
    Net,
    /// The tax at this place of the totals.
    Tax(usize),
    /// What there is to pay.
    Gross,
    /// The instalment at this place of the schedule.
    Instalment(usize),
    /// What is paid when the discount for paying early is taken.
    Early,
    /// What is demanded on acceptance.
    Deposit,
    /// What the goods weigh.
    Weight,
    /// What the goods fill.
    Volume,
    /// The exchange rate.
    Rate,
    /// What is earned on the whole, in percent.
    Margin,
    /// What is earned on the whole, as an amount.
    Earned,
    /// The net under a heading.
    Section(Row),
    /// What is earned under a heading.
    SectionMargin(Row),
    /// The quantity of a line.
    Quantity(Row),
    /// The net of a line; of a combo, what its items come to.
    LineNet(Row),
    /// What is earned on a line.
    LineMargin(Row),
    /// The net of what somebody else saved meanwhile.
    Theirs,
    /// The net of what stands here beside it.
    Mine,
}

impl Figure {
    /// The line it is of.
    pub const fn line(self) -> Option<Row> {
        match self {
            Figure::LineNet(row)
            | Figure::LineMargin(row)
            | Figure::Section(row)
            | Figure::SectionMargin(row)
            | Figure::Quantity(row) => Some(row),
            _ => None,
        }
    }

    /// Names the button of the figure on the page.
    pub fn anchor(self) -> String {
        match self {
            Figure::Before => "why-before".to_owned(),
            Figure::Discounts => "why-discounts".to_owned(),
            Figure::Net => "why-net".to_owned(),
            Figure::Tax(at) => format!("why-tax-{at}"),
            Figure::Gross => "why-gross".to_owned(),
            Figure::Instalment(at) => format!("why-instalment-{at}"),
            Figure::Early => "why-early".to_owned(),
            Figure::Deposit => "why-deposit".to_owned(),
            Figure::Weight => "why-weight".to_owned(),
            Figure::Volume => "why-volume".to_owned(),
            Figure::Rate => "why-rate".to_owned(),
            Figure::Margin => "why-margin".to_owned(),
            Figure::Earned => "why-earned".to_owned(),
            Figure::Theirs => "why-theirs".to_owned(),
            Figure::Mine => "why-mine".to_owned(),
            Figure::Quantity(row) => format!("why-quantity-{}", row.id),
            Figure::LineNet(row) | Figure::Section(row) => format!("why-net-{}", row.id),
            Figure::LineMargin(row) | Figure::SectionMargin(row) => format!("why-margin-{}", row.id),
        }
    }
}

/// A figure that can be asked why. In the grid Tab goes from cell to cell, past it; Alt Enter asks there.
#[component]
pub fn Askable(
    /// Which.
    figure: Figure,
    /// What it says.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    let desk = Desk::here();
    view! {
        <button type="button" class="link ask" id=figure.anchor() aria-haspopup="dialog" title=desk.t.quotes_why_figure()
            tabindex=figure.line().map(|_| "-1")
            on:click=move |event| {
                event.stop_propagation();
                desk.why.set(Some(figure));
            }
        >{words}</button>
    }
}

/// The popover; Esc or a press outside closes it, and the focus goes back to the figure.
#[component]
pub fn WhyFigure() -> impl IntoView {
    let desk = Desk::here();
    let asked = desk.why;
    let id = Signal::derive(move || asked.get().map(Figure::anchor));
    let label =
        Signal::derive(move || asked.get().map(|figure| desk.t.prices_why(shown(desk, figure))).unwrap_or_default());
    let account = Callback::new(move |()| match asked.get() {
        Some(figure) => account_of(desk, figure),
        None => ().into_any(),
    });
    let on_close = Callback::new(move |()| {
        let Some(figure) = asked.try_update(Option::take).flatten() else { return };
        match figure.line() {
            Some(row) => {
                let column = match figure {
                    Figure::Quantity(_) => Column::Quantity,
                    _ if row.kind == Kind::Product => Column::Discount,
                    _ => Column::Name,
                };
                focus_on(&format!("[data-line='{}'] [data-col='{}']", row.id, column.field()));
            }
            None => {
                if let Some(anchor) = anchor(&figure.anchor()) {
                    let _ = anchor.focus();
                }
            }
        }
    });
    view! { <AccountPop id="why-figure" asked=id label account on_close/> }
}

/// The sum that a figure is, with its rule. Tracked.
pub fn account_of(desk: Desk, figure: Figure) -> AnyView {
    let account = told(desk.t, account(desk, figure), shown(desk, figure));
    match figure {
        Figure::Theirs | Figure::Mine => view! { {account}{why_conflict::onward(desk, figure)} }.into_any(),
        _ => account,
    }
}

fn money(desk: Desk, value: Decimal) -> String {
    formats::money(desk.t.figures(), value, &desk.currency)
}

impl Desk {
    /// The words for sums of this quotation.
    pub(super) fn words(self) -> Words {
        Words { t: self.t, currency: self.currency }
    }
}

/// The net of a line; a combo comes to what its items come to. Tracked.
pub fn net_of(desk: Desk, row: Row) -> Decimal {
    match row.data.with(|data| data.role.is_combo()) {
        true => desk.combo_sums(row).1,
        false => row.data.with(|data| desk.book.with(|book| data.net(&desk.currency, book))),
    }
}

/// The figure as it stands. Tracked.
fn shown(desk: Desk, figure: Figure) -> String {
    let totals = desk.sums.with(|sums| sums.totals.clone());
    let margin = |row: Row| row.data.with(|data| desk.book.with(|book| data.margin(&desk.currency, book)));
    match figure {
        Figure::Before => money(desk, totals.before_discounts),
        Figure::Discounts => money(desk, -totals.discounts),
        Figure::Net => money(desk, totals.net),
        Figure::Tax(at) => money(desk, totals.taxes.get(at).map(|tax| tax.tax).unwrap_or_default()),
        Figure::Gross => money(desk, totals.gross),
        Figure::Instalment(_) | Figure::Early | Figure::Deposit | Figure::Weight | Figure::Volume | Figure::Rate => {
            why_payment::shown(desk, figure)
        }
        Figure::Theirs | Figure::Mine => why_conflict::shown(desk, figure),
        Figure::Margin => percent(desk, &whole_margin(desk).0),
        Figure::Earned => money(desk, whole_margin(desk).0.margin),
        Figure::Section(row) => {
            money(desk, desk.sums.with(|sums| sums.sections.get(&row.id).copied()).unwrap_or_default())
        }
        Figure::SectionMargin(row) => {
            desk.tick.track();
            percent(desk, &under(desk, row))
        }
        Figure::Quantity(row) => why_quantity::shown(desk, row),
        Figure::LineNet(row) => money(desk, net_of(desk, row)),
        Figure::LineMargin(row) => percent(desk, &margin(row)),
    }
}

fn percent(desk: Desk, margin: &Margin) -> String {
    super::margin::percent(margin).map_or_else(|| "–".to_owned(), |of| formats::percent(desk.t.figures(), of))
}

/// What is earned on the whole, and lines without a known cost.
pub fn whole_margin(desk: Desk) -> (Margin, usize) {
    desk.tick.track();
    desk.rows.with(|rows| {
        let products = rows.iter().filter(|row| counts(desk, row));
        let mut unknown = 0_usize;
        let margins: Vec<Margin> = products
            .map(|row| {
                row.data.with_untracked(|data| {
                    let sold = !data.name.is_empty() && !data.role.is_discount() && !data.role.is_combo();
                    unknown += usize::from(data.cost.is_zero() && sold);
                    desk.book.with_untracked(|book| data.margin(&desk.currency, book))
                })
            })
            .collect();
        (Margin::of_document(margins).unwrap_or_default(), unknown)
    })
}

/// The sum that the figure is. Tracked.
fn account(desk: Desk, figure: Figure) -> Account {
    let (t, words) = (desk.t, desk.words());
    let totals = desk.sums.with(|sums| sums.totals.clone());
    match figure {
        Figure::Before => {
            let count = desk.rows.with(|rows| {
                rows.iter().filter(|row| counts(desk, row) && !role(row).is_discount() && !role(row).is_combo()).count()
            });
            words.before(&totals, count)
        }
        Figure::Discounts => words.discounts(&totals, nets(desk, |row| role(row).is_discount())),
        Figure::Net => words.net(&totals, sections(desk)),
        Figure::Tax(at) => {
            let rounding = desk.book.with(|book| book.rounding);
            totals.taxes.get(at).map(|tax| words.tax(tax, Some(rounding))).unwrap_or_default()
        }
        Figure::Gross => words.gross(&totals),
        Figure::Instalment(_) | Figure::Early | Figure::Deposit | Figure::Weight | Figure::Volume | Figure::Rate => {
            why_payment::account(desk, figure)
        }
        Figure::Theirs | Figure::Mine => why_conflict::account(desk, figure),
        Figure::Margin | Figure::Earned => {
            let (margin, unknown) = whole_margin(desk);
            (words.margin(&margin).0, (unknown > 0).then(|| t.quotes_margin_unknown(unknown)))
        }
        Figure::SectionMargin(row) => {
            desk.tick.track();
            words.margin(&under(desk, row))
        }
        Figure::LineMargin(row) => {
            let margin = row.data.with(|data| desk.book.with(|book| data.margin(&desk.currency, book)));
            let unknown = row.data.with(|data| data.cost.is_zero());
            (words.margin(&margin).0, unknown.then(|| t.quotes_why_no_cost().to_owned()))
        }
        Figure::Section(row) => {
            desk.tick.track();
            let all = lines_under(desk, row);
            let there: Vec<Row> = all.iter().filter(|row| counts(desk, row)).copied().collect();
            let note = if there.len() < all.len() { t.quotes_why_section_left() } else { t.quotes_why_section() };
            let items = there.into_iter().filter(|row| !role(row).is_combo());
            words.parts(items.map(|row| (named(row), net_of(desk, row))), Some(note))
        }
        Figure::Quantity(row) => why_quantity::account(desk, row),
        Figure::LineNet(row) if row.data.with(|data| data.role.is_combo()) => {
            desk.tick.track();
            let items = desk.combo_of(row).map(|(_, items)| items).unwrap_or_default();
            let items = items.into_iter().map(|row| (named(row), net_of(desk, row)));
            words.parts(items, Some(t.quotes_why_combo()))
        }
        Figure::LineNet(row) => {
            let data = row.data.get();
            words.line(&LineSum {
                quantity: data.quantity.get(),
                unit_price: data.unit_price.get(),
                discount: data.discount.get(),
                included: desk.book.with(|book| book.of_line(data.tax, data.tax_percent).is_included()),
                net: desk.book.with(|book| data.net(&desk.currency, book)),
            })
        }
    }
}

/// A line by its number and name.
pub fn named(row: Row) -> String {
    let name = row.data.with_untracked(|data| data.name.clone());
    format!("{}. {name}", row.number.get_untracked())
}

/// The nets of lines that are so. Tracked.
fn nets(desk: Desk, is: impl Fn(&Row) -> bool) -> Decimal {
    desk.tick.track();
    desk.rows.with(|rows| {
        let those = rows.iter().filter(|row| counts(desk, row) && is(row));
        those.map(|row| row.data.with_untracked(|data| desk.book.with(|book| data.net(&desk.currency, book)))).sum()
    })
}

/// The sections with their sums. Tracked.
fn sections(desk: Desk) -> Vec<(String, Decimal)> {
    desk.sums.with(|sums| {
        desk.rows.with(|rows| {
            let named = rows.iter().filter(|row| row.kind == Kind::Section);
            named
                .filter_map(|row| {
                    Some((row.data.with_untracked(|data| data.name.clone()), *sums.sections.get(&row.id)?))
                })
                .collect()
        })
    })
}
