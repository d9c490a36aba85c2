//! What is earned: the column beside the nets and the panel under the totals. Only for those whom the server told costs.
use super::{
    desk::{Desk, Row},
    keys::Kind,
    row_data::RowData,
    why_figure::{Askable, Figure, whole_margin},
};
use crate::ui::{Bar, Button, IconName, bar::Fill};
use domain::{formats, margin::Margin};
use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// Where the browser remembers whether the column was wanted.
const KEY: &str = "tarjous-margin";

/// Whether margins are there, and whether their column is shown.
#[derive(Clone, Copy)]
pub struct Margins {
    /// Whether the reader may see them.
    pub allowed: bool,
    /// Whether the column is shown; nothing decided yet means: where there is room.
    pub shown: RwSignal<Option<bool>>,
}

impl Margins {
    /// Nothing decided yet.
    pub fn new(allowed: bool) -> Margins {
        Margins { allowed, shown: RwSignal::new(None) }
    }

    /// The grid's class: the column is shown, hidden, or shown where there is room.
    pub fn class(self) -> &'static str {
        match (self.allowed, self.shown.get()) {
            (true, None) => "grid firm margin-if-room",
            (true, Some(true)) => "grid firm margin",
            _ => "grid firm",
        }
    }
}

/// What a margin is in percent of the net; nothing where nothing is sold.
pub fn percent(margin: &Margin) -> Option<Decimal> {
    (!margin.net.is_zero()).then(|| margin.ratio().ok())?.map(|ratio| (ratio * Decimal::ONE_HUNDRED).round_dp(1))
}

/// A margin as a cell shows it.
fn words(desk: Desk, margin: &Margin) -> String {
    percent(margin).map_or_else(String::new, |percent| formats::percent(desk.t.figures(), percent))
}

/// What is earned on a line. The taxes are not tracked: they move with the lines.
fn of(desk: Desk, data: &RowData) -> Margin {
    desk.book.with_untracked(|book| data.margin(&desk.currency, book))
}

/// The margin of a product line in percent; a dash where no cost is known. Tracked.
pub fn margin_words(desk: Desk, row: Row) -> String {
    row.data.with(|data| if data.cost.is_zero() { "–".to_owned() } else { words(desk, &of(desk, data)) })
}

/// The cell of a line: its margin in percent; of a section that of its lines; empty where no cost is known.
#[component]
pub fn MarginCell(row: Row) -> impl IntoView {
    let desk = Desk::here();
    let text = move || match row.kind {
        Kind::Product => margin_words(desk, row),
        Kind::Section => {
            desk.tick.track();
            words(desk, &under(desk, row))
        }
        Kind::Note => String::new(),
    };
    desk.margins.allowed.then(|| {
        let words = Signal::derive(text);
        let shown = match row.kind {
            Kind::Product => view! { <Askable figure=Figure::LineMargin(row) words/> }.into_any(),
            Kind::Section => view! { <Askable figure=Figure::SectionMargin(row) words/> }.into_any(),
            Kind::Note => ().into_any(),
        };
        view! { <td class="num mar" role="gridcell"><span class="c">{shown}</span></td> }
    })
}

/// Whether something is sold on the line: what is left out of the total earns nothing.
pub fn counts(desk: Desk, row: &Row) -> bool {
    row.kind == Kind::Product && desk.sums.with(|sums| !sums.left_out.contains(&row.id))
}

/// The product lines under a heading. Not tracked.
pub fn lines_under(desk: Desk, section: Row) -> Vec<Row> {
    // A section holds its subsections; a subsection ends with the next heading.
    let is_within = |row: &Row| row.data.with_untracked(|data| data.shape.subsection);
    let section_itself = !is_within(&section);
    let holds = |row: &Row| section_itself && is_within(row);
    desk.rows.with_untracked(|rows| {
        let after = rows.iter().skip_while(|row| row.id != section.id).skip(1);
        let lines = after.take_while(|row| row.kind != Kind::Section || holds(row));
        lines.filter(|row| row.kind == Kind::Product).copied().collect()
    })
}

/// What is earned on the lines under a section. Not tracked.
pub fn under(desk: Desk, section: Row) -> Margin {
    let lines = lines_under(desk, section);
    let lines = lines.iter().filter(|row| counts(desk, row));
    Margin::of_document(lines.map(|row| row.data.with_untracked(|data| of(desk, data)))).unwrap_or_default()
}

/// The switch of the column; remembered by this browser.
#[component]
pub fn MarginSwitch() -> impl IntoView {
    let desk = Desk::here();
    let shown = desk.margins.shown;
    Effect::new(move |_| {
        let storage = window().local_storage().ok().flatten();
        let kept = storage.and_then(|storage| storage.get_item(KEY).ok().flatten());
        let room = || window().match_media("(min-width: 1280px)").ok().flatten().is_some_and(|media| media.matches());
        shown.set(Some(kept.map_or_else(room, |kept| kept == "1")));
    });
    let press = move |()| {
        let on = shown.get_untracked() != Some(true);
        shown.set(Some(on));
        if let Some(storage) = window().local_storage().ok().flatten() {
            let _ = storage.set_item(KEY, if on { "1" } else { "0" });
        }
    };
    let pressed = Signal::derive(move || shown.get() == Some(true));
    desk.margins.allowed.then(|| view! {
        <span class="wide"><Button small=true icon=IconName::Percent pressed on_press=press>{desk.t.quotes_margin()}</Button></span>
    })
}

/// The margin of the whole: percent, amount, a bar, and what it leaves out.
#[component]
pub fn MarginPanel() -> impl IntoView {
    let desk = Desk::here();
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let sum = Memo::new(move |_| whole_margin(desk));
    let share = Signal::derive(move || {
        let thousandths = percent(&sum.get().0).map(|percent| (percent * Decimal::TEN).max(Decimal::ZERO));
        vec![(thousandths.and_then(|value| value.to_u32()).unwrap_or_default().min(1000), Fill::Amount)]
    });
    desk.margins.allowed.then(|| {
        view! {
            <section class="panel" aria-labelledby="margin">
                <header>
                    <h2 id="margin">{t.quotes_margin()}</h2>
                    <span class="push"></span>
                    <span>
                        <b><Askable figure=Figure::Margin words=Signal::derive(move || words(desk, &sum.get().0))/></b>" "
                        <span class="faint"><Askable figure=Figure::Earned words=Signal::derive(move || formats::money(lang, sum.get().0.margin, &currency))/></span>
                    </span>
                </header>
                <Bar parts=share/>
                {move || match sum.get().1 {
                    0 => None,
                    unknown => Some(view! { <p class="faint t-12 gap-s">{t.quotes_margin_unknown(unknown)}</p> }),
                }}
            </section>
        }
    })
}
