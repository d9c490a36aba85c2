//! A lane of the forecast: a month with its sums on one scale with the others, its cards, more of them by pages.
use super::{card::Deal, desk::Desk};
use crate::{
    crm::{ahead::words, recurs, thousandths},
    frame::currency,
    i18n::use_t,
    ui::{Bar, Button, Fill},
};
use domain::{
    crm::ahead::{Period, first},
    formats,
};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use wire::{
    ahead::{ForecastCard, ForecastView},
    crm::LANE_CARDS,
};

/// One lane.
#[component]
pub(super) fn LaneView(desk: Desk, period: Period) -> impl IntoView {
    let t = use_t();
    let sums = Memo::new(move |_| desk.view.with(|view| sums(view, period, desk.today)));
    let cards = move || {
        desk.view.with(|view| {
            view.lanes.iter().find(|lane| lane.period == period).map(|lane| lane.cards.clone()).unwrap_or_default()
        })
    };
    let name = StoredValue::new(words::lane(t, period, desk.today));
    let heading = StoredValue::new(format!("lane-{}", code(period)));
    let fetching = RwSignal::new(false);
    let money = move |value: Decimal| formats::money_short(t.figures(), value, &currency());
    let left = move || (sums.read().count - sums.read().shown).clamp(0, i64::from(LANE_CARDS));
    let more = move |()| {
        fetching.set(true);
        spawn_local(async move {
            desk.more(period).await;
            let _ = fetching.try_set(false);
        });
    };
    // What a drop would make of it.
    let slot = move || {
        let id = desk.held.get().filter(|_| desk.over.get() == Some(period))?;
        let day = desk.landing(id, period)?;
        let (_, card) = desk.card(id)?;
        let before = sums.read().weighted;
        let closes =
            day.map_or_else(|| t.crm_no_close().to_owned(), |day| t.crm_closes(words::day(t, day, desk.today)));
        let becomes = t.ahead_becomes(name.get_value(), money(before), money(before + card.weighted));
        Some(view! { <li class="slot"><b>{closes}</b><span class="t-13">{becomes}</span></li> })
    };
    view! {
        <section
            class="lane"
            class:on=move || desk.over.get() == Some(period)
            aria-labelledby=heading.get_value()
            on:dragover=move |event| {
                if let Some(id) = desk.held.get_untracked() && desk.landing(id, period).is_some() {
                    event.prevent_default();
                    if desk.over.get_untracked() != Some(period) {
                        desk.over.set(Some(period));
                    }
                } else if desk.over.get_untracked().is_some() {
                    desk.over.set(None);
                }
            }
            on:drop=move |event| {
                event.prevent_default();
                desk.release(period);
            }
        >
            <header>
                <h2>
                    <span id=heading.get_value()>{name.get_value()}</span>
                    <b>{move || formats::figure(t.figures(), sums.read().count.into(), 0)}</b>
                </h2>
                <p class="sums">
                    <strong>{move || money(sums.read().weighted)}</strong>
                    <span>{move || t.ahead_of(money(sums.read().sum))}</span>
                    {move || recurs(t, sums.read().monthly, sums.read().monthly_weighted)}
                </p>
                <Bar parts=Signal::derive(move || sums.read().bar())/>
                {move || sums.read().won.map(|won| view! { <p class="t-12 faint">{t.ahead_won(money(won))}</p> })}
            </header>
            <Show when=move || sums.read().count == 0 && desk.over.get() != Some(period)>
                <p class="none">{t.crm_lane_empty()}</p>
            </Show>
            <ul>
                {slot}
                <For each=cards key=key let:shown><Deal desk period shown/></For>
            </ul>
            <Show when=move || { left() > 0 }>
                <div class="gap-s">
                    {move || view! {
                        <Button small=true block=true busy=fetching busy_label=t.crm_loading() on_press=more>
                            {t.crm_show_more(left())}
                        </Button>
                    }}
                </div>
            </Show>
        </section>
    }
}

/// A lane's name in the page.
pub(super) fn code(period: Period) -> String {
    match period {
        Period::Late => "late".to_owned(),
        Period::Month(first) => first.to_string(),
        Period::Later(_) => "later".to_owned(),
        Period::Undated => "undated".to_owned(),
    }
}

/// The same card with the same facts keeps its place in the page.
fn key(shown: &ForecastCard) -> String {
    let card = &shown.card;
    let tags: Vec<_> = card.tags.iter().map(|tag| (&tag.name, tag.tint)).collect();
    format!(
        "{} {} {} {} {} {:?} {} {:?} {tags:?}",
        card.id, card.title, card.party_name, card.expected, card.monthly, card.expected_close, shown.chance, card.step
    )
}

/// What the head of a lane shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sums {
    count: i64,
    sum: Decimal,
    weighted: Decimal,
    monthly: Decimal,
    monthly_weighted: Decimal,
    shown: i64,
    /// Won so far; of the current month only.
    won: Option<Decimal>,
    /// The most that any lane may bring: where all bars end.
    most: Decimal,
}

impl Sums {
    /// What is won, what is likely, and what is possible besides.
    fn bar(&self) -> Vec<(u32, Fill)> {
        let won = thousandths(self.won.unwrap_or_default(), self.most);
        let likely = thousandths(self.weighted, self.most);
        let rest = thousandths(self.sum - self.weighted, self.most);
        [(won, Fill::Positive), (likely, Fill::Ink), (rest, Fill::Amount)].to_vec()
    }
}

fn sums(view: &ForecastView, period: Period, today: chrono::NaiveDate) -> Sums {
    let won = |period: Period| (period == Period::Month(first(today))).then_some(view.won.sum);
    let brings = |lane: &wire::ahead::ForecastLane| lane.sum + won(lane.period).unwrap_or_default();
    let most = view.lanes.iter().map(brings).max().unwrap_or_default();
    let Some(lane) = view.lanes.iter().find(|lane| lane.period == period) else { return Sums::default() };
    Sums {
        count: lane.count,
        sum: lane.sum,
        weighted: lane.weighted,
        monthly: lane.monthly,
        monthly_weighted: lane.monthly_weighted,
        shown: lane.cards.len() as i64,
        won: won(period),
        most,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lanes_are_drawn_on_one_scale() {
        let lane = |sum: i64, weighted: i64, won: Option<i64>| Sums {
            sum: sum.into(),
            weighted: weighted.into(),
            won: won.map(Decimal::from),
            most: 1000.into(),
            ..Sums::default()
        };
        assert_eq!(lane(800, 300, Some(200)).bar(), [(200, Fill::Positive), (300, Fill::Ink), (500, Fill::Amount)]);
        assert_eq!(lane(400, 100, None).bar(), [(0, Fill::Positive), (100, Fill::Ink), (300, Fill::Amount)]);
        assert!(Sums::default().bar().iter().all(|(part, _)| *part == 0));
    }
}
