//! A lane of the forecast: a month with its sums on one scale with the others, its cards, more of them by pages.
use super::{
    card::Deal,
    desk::Desk,
    scale::{Marks, Scale},
};
use crate::{
    crm::{ahead::words, recurs},
    frame::currency,
    i18n::use_t,
    ui::Button,
};
use domain::{
    crm::ahead::{Period, first},
    formats,
};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use wire::{
    ahead::{ForecastCard, ForecastLane, ForecastView},
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
    // The range where there is one, the target, and what is won: as much as is known.
    let facts = move || {
        let Sums { marks, count, won, .. } = sums.get();
        let (low, high) = marks.likely;
        let likely = (count > 0 && low < high).then(|| t.ahead_likely(money(low), money(high)));
        let target = marks.target.map(|target| t.ahead_target(money(target)));
        let facts = [likely, target, won.map(|won| t.ahead_won(money(won)))];
        facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    // What a drop would make of it.
    let slot = move || {
        let id = desk.held.get().filter(|_| desk.over.get() == Some(period))?;
        let day = desk.landing(id, period)?;
        let (_, card) = desk.card(id)?;
        let before = sums.read().marks.middle;
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
                    <strong>{move || money(sums.read().marks.middle)}</strong>
                    <span>{move || t.ahead_of(money(sums.read().all))}</span>
                    {move || recurs(t, sums.read().monthly, sums.read().monthly_weighted)}
                </p>
                <Scale marks=Signal::derive(move || sums.read().marks)/>
                <p class="t-12 faint">{facts}</p>
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
    monthly: Decimal,
    monthly_weighted: Decimal,
    shown: i64,
    /// Won so far; of the current month only.
    won: Option<Decimal>,
    /// What all of it would bring, what is won among it.
    all: Decimal,
    marks: Marks,
}

fn sums(view: &ForecastView, period: Period, today: chrono::NaiveDate) -> Sums {
    let won = |period: Period| (period == Period::Month(first(today))).then_some(view.won.sum);
    let brings = |lane: &ForecastLane| lane.sum + won(lane.period).unwrap_or_default();
    let ends = |lane: &ForecastLane| brings(lane).max(lane.target.unwrap_or_default());
    let most = view.lanes.iter().map(ends).max().unwrap_or_default();
    let Some(lane) = view.lanes.iter().find(|lane| lane.period == period) else { return Sums::default() };
    let kept = won(period).unwrap_or_default();
    let (low, high) = lane.spread.range(lane.weighted, lane.sum);
    let marks =
        Marks { won: kept, likely: (low + kept, high + kept), middle: lane.weighted + kept, target: lane.target, most };
    Sums {
        count: lane.count,
        shown: lane.cards.len() as i64,
        won: won(period),
        all: brings(lane),
        marks,
        monthly: lane.monthly,
        monthly_weighted: lane.monthly_weighted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::crm::likely::Spread;
    use wire::{ahead::Offered, crm::StateSum};

    #[test]
    fn all_lanes_are_drawn_on_one_scale_and_what_is_won_moves_the_range() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
        let month = |month| Period::Month(NaiveDate::from_ymd_opt(2026, month, 1).unwrap_or_default());
        let lane = |period, sum: i64, weighted: i64, target: Option<i64>| ForecastLane {
            period,
            count: 1,
            sum: sum.into(),
            weighted: weighted.into(),
            spread: Spread::of(sum.into(), weighted.into()),
            target: target.map(Decimal::from),
            monthly: Decimal::ZERO,
            monthly_weighted: Decimal::ZERO,
            cards: Vec::new(),
        };
        let view = ForecastView {
            lanes: vec![lane(month(11), 800, 400, Some(900)), lane(month(12), 100, 100, Some(2000))],
            won: StateSum { count: 1, sum: 200.into() },
            offered: Offered::default(),
        };
        let november = sums(&view, month(11), today);
        assert_eq!((november.all, november.marks.middle), (Decimal::from(1000), Decimal::from(600)));
        assert_eq!(november.marks.likely, (Decimal::from(200), Decimal::from(1000)), "one deal: all of it or nothing");
        let december = sums(&view, month(12), today);
        assert_eq!((december.won, december.marks.likely), (None, (Decimal::from(100), Decimal::from(100))));
        assert_eq!((november.marks.most, december.marks.most), (Decimal::from(2000), Decimal::from(2000)));
    }
}
