//! Any figure of the totals, the margin or a line can be asked why: the sum it is, told in a popover beside it.
use super::{
    delivering::role,
    desk::{Desk, Row},
    keyboard::focus_on,
    keys::{Column, Kind},
    margin::counts,
    why_payment,
};
use crate::ui::{Edge, IconButton, IconName, place::place};
use domain::{formats, margin::Margin, tax::TaxRounding};
use leptos::{html, prelude::*};
use rust_decimal::Decimal;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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
    /// What is earned on the whole.
    Margin,
    /// The net of a line.
    LineNet(Row),
    /// What is earned on a line.
    LineMargin(Row),
}

impl Figure {
    /// The line it is of.
    pub const fn line(self) -> Option<Row> {
        match self {
            Figure::LineNet(row) | Figure::LineMargin(row) => Some(row),
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
            Figure::Margin => "why-margin".to_owned(),
            Figure::LineNet(row) => format!("why-net-{}", row.id),
            Figure::LineMargin(row) => format!("why-margin-{}", row.id),
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
    let t = desk.t;
    let asked = desk.why;
    let node = NodeRef::<html::Div>::new();
    let anchor = |figure: Figure| {
        document().get_element_by_id(&figure.anchor()).and_then(|found| found.dyn_into::<HtmlElement>().ok())
    };
    Effect::new(move |_| {
        let (Some(figure), Some(pop)) = (asked.get(), node.get()) else { return };
        let _ = pop.show_popover();
        if let Some(anchor) = anchor(figure) {
            place(&anchor, &pop, Edge::End, false);
        }
        let close = pop.query_selector("button").ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok());
        if let Some(close) = close {
            let _ = close.focus();
        }
    });
    let close = move || {
        if let Some(pop) = node.get_untracked() {
            let _ = pop.hide_popover();
        }
    };
    let toggled = move || {
        let open = node.get_untracked().is_some_and(|pop| pop.matches(":popover-open").unwrap_or_default());
        if !open && let Some(figure) = asked.get_untracked() {
            asked.set(None);
            let cell = |row: Row| format!("[data-line='{}'] [data-col='{}']", row.id, Column::Discount.field());
            match (figure.line(), anchor(figure)) {
                (Some(row), _) => {
                    focus_on(&cell(row));
                }
                (None, Some(anchor)) => {
                    let _ = anchor.focus();
                }
                (None, None) => {}
            }
        }
    };
    let label = Signal::derive(move || asked.get().map(|figure| t.prices_why(shown(desk, figure))).unwrap_or_default());
    view! {
        <div node_ref=node id="why-figure" class="pop sheet" popover="auto" role="dialog" aria-label=label on:toggle=move |_| toggled()>
            {move || asked.get().map(|figure| view! {
                <div class="row">
                    <b>{label}</b>
                    <span class="push"></span>
                    <IconButton small=true icon=IconName::Cross label=t.prices_close() keys="Esc" on_press=move |()| close()/>
                </div>
                {account(desk, figure)}
            })}
        </div>
    }
}

fn money(desk: Desk, value: Decimal) -> String {
    formats::money(desk.t.figures(), value, &desk.currency)
}

/// The figure as it stands. Tracked.
fn shown(desk: Desk, figure: Figure) -> String {
    let totals = desk.sums.with(|sums| sums.totals.clone());
    let line = |row: Row| row.data.with(|data| desk.book.with(|book| data.margin(&desk.currency, book)));
    match figure {
        Figure::Before => money(desk, totals.before_discounts),
        Figure::Discounts => money(desk, -totals.discounts),
        Figure::Net => money(desk, totals.net),
        Figure::Tax(at) => money(desk, totals.taxes.get(at).map(|tax| tax.tax).unwrap_or_default()),
        Figure::Gross => money(desk, totals.gross),
        Figure::Instalment(_) | Figure::Early | Figure::Deposit | Figure::Weight => why_payment::shown(desk, figure),
        Figure::Margin => percent(desk, &whole_margin(desk).0),
        Figure::LineNet(row) => money(desk, line(row).net),
        Figure::LineMargin(row) => percent(desk, &line(row)),
    }
}

fn percent(desk: Desk, margin: &Margin) -> String {
    super::margin::percent(margin).map_or_else(|| "–".to_owned(), |of| formats::percent(desk.t.figures(), of))
}

/// What is earned on the whole, and lines without a known cost.
fn whole_margin(desk: Desk) -> (Margin, usize) {
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
fn account(desk: Desk, figure: Figure) -> AnyView {
    let t = desk.t;
    let totals = desk.sums.with(|sums| sums.totals.clone());
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut note = None;
    match figure {
        Figure::Before | Figure::Discounts => {
            let whole: Decimal = nets(desk, |row| role(row).is_discount());
            let count = desk.rows.with(|rows| {
                rows.iter().filter(|row| counts(desk, row) && !role(row).is_discount() && !role(row).is_combo()).count()
            });
            if figure == Figure::Before {
                rows.push((t.quotes_why_lines(count), money(desk, totals.before_discounts)));
            } else {
                rows.push((t.quotes_why_line_discounts().to_owned(), money(desk, -(totals.discounts + whole))));
                rows.push((t.discount_whole().to_owned(), money(desk, whole)));
            }
        }
        Figure::Net => {
            if !totals.discounts.is_zero() {
                rows.push((t.quotes_before_discounts().to_owned(), money(desk, totals.before_discounts)));
                rows.push((t.quotes_discounts().to_owned(), money(desk, -totals.discounts)));
            }
            for (name, net) in sections(desk) {
                rows.push((name, money(desk, net)));
            }
            note = Some(t.quotes_why_net().to_owned());
        }
        Figure::Tax(at) => {
            if let Some(tax) = totals.taxes.get(at) {
                rows.push((t.quotes_why_base().to_owned(), money(desk, tax.base)));
                let per_line = desk.book.with(|book| book.rounding == TaxRounding::PerLine);
                if tax.name.is_empty() {
                    let exact = (tax.base * tax.percent / Decimal::ONE_HUNDRED).normalize();
                    let rate = formats::percent(t.figures(), tax.percent);
                    rows.push((t.quotes_why_times(rate), formats::quantity(t.figures(), exact)));
                    let off = tax.tax - exact;
                    if !off.is_zero() {
                        rows.push((t.quotes_why_rounded().to_owned(), formats::quantity(t.figures(), off.normalize())));
                    }
                }
                note = Some(if per_line { t.quotes_why_per_line() } else { t.quotes_why_once() }.to_owned());
            }
        }
        Figure::Gross => {
            rows.push((t.quotes_net().to_owned(), money(desk, totals.net)));
            for tax in &totals.taxes {
                let rate = match tax.name.is_empty() {
                    true => formats::percent(t.figures(), tax.percent),
                    false => tax.name.clone(),
                };
                rows.push((t.quotes_why_vat(rate), money(desk, tax.tax)));
            }
        }
        Figure::Instalment(_) | Figure::Early | Figure::Deposit | Figure::Weight => {
            (rows, note) = why_payment::account(desk, figure);
        }
        Figure::Margin => {
            let (margin, unknown) = whole_margin(desk);
            margin_rows(desk, &margin, &mut rows);
            note = (unknown > 0).then(|| t.quotes_margin_unknown(unknown));
        }
        Figure::LineMargin(row) => {
            let margin = row.data.with(|data| desk.book.with(|book| data.margin(&desk.currency, book)));
            margin_rows(desk, &margin, &mut rows);
            note = row.data.with(|data| data.cost.is_zero()).then(|| t.quotes_why_no_cost().to_owned());
        }
        Figure::LineNet(row) => {
            let (figure, quantity) = (row.data.get(), formats::quantity);
            let amount =
                domain::money::round(figure.quantity.get() * figure.unit_price.get(), desk.currency.decimals());
            let times = format!(
                "{} × {}",
                quantity(t.figures(), figure.quantity.get()),
                formats::unit_price(t.figures(), figure.unit_price.get(), &desk.currency)
            );
            rows.push((times, money(desk, amount)));
            let included = desk.book.with(|book| book.of_line(figure.tax, figure.tax_percent).is_included());
            let net = desk.book.with(|book| figure.net(&desk.currency, book));
            if !figure.discount.get().is_zero() {
                let words = t.quotes_why_less(formats::percent(t.figures(), figure.discount.get()));
                let after = if included { None } else { Some(money(desk, net - amount)) };
                rows.push((words, after.unwrap_or_default()));
            }
            if included {
                rows.push((t.quotes_why_without_tax().to_owned(), String::new()));
            }
        }
    }
    let result = shown(desk, figure);
    view! {
        <div class="kv gap">
            {rows.into_iter().map(|(words, figure)| view! { <span>{words}</span><span>{figure}</span> }).collect_view()}
            <span class="sum">{t.quotes_why_result()}</span><span class="sum">{result}</span>
        </div>
        {note.map(|note| view! { <p class="faint t-12 gap">{note}</p> })}
    }
    .into_any()
}

fn margin_rows(desk: Desk, margin: &Margin, rows: &mut Vec<(String, String)>) {
    let t = desk.t;
    rows.push((t.quotes_net().to_owned(), money(desk, margin.net)));
    rows.push((t.quotes_why_cost().to_owned(), money(desk, margin.margin - margin.net)));
    rows.push((t.quotes_margin().to_owned(), money(desk, margin.margin)));
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
