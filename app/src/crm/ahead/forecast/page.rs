//! The page of the forecast.
use super::{desk::Desk, lane::LaneView};
use crate::{
    crm::{
        ahead::{api::read_forecast, when::WhenDialog},
        filters::{Choices, Filters},
        views::{Look, Views},
    },
    frame::{ProblemPage, currency},
    i18n::use_t,
    live::on_change,
    ui::{Button, Empty, Icon, IconName, Skeleton},
};
use domain::{
    crm::ahead::{MONTHS, MOST_MONTHS, Period},
    formats,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use rust_decimal::Decimal;
use wire::{
    ahead::{ForecastLane, ForecastQuery, ForecastView},
    opportunities::OpportunityFilter,
};

/// `/forecast`; which opportunities stands in its address, as for board and list.
#[component]
pub fn ForecastPage() -> impl IntoView {
    let t = use_t();
    let map = use_query_map();
    let filter = Memo::new(move |_| map.with(|map| Look::Forecast.read(map)));
    let found = Resource::new(move || filter.get(), |filter| read_forecast(ForecastQuery { filter, months: MONTHS }));
    let choices = Signal::derive(move || {
        let offered = found.get().and_then(Result::ok).map(|view| view.offered).unwrap_or_default();
        Choices {
            stages: offered.stages,
            owners: offered.owners,
            teams: offered.teams,
            tags: offered.tags,
            has: Vec::new(),
            plans: offered.plans,
        }
    });
    let navigate = use_navigate();
    let go = Callback::new(move |(filter, replace): (OpportunityFilter, bool)| {
        let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
        navigate(&Look::Forecast.address(&filter), options);
    });
    let summary = RwSignal::new(String::new());
    view! {
        <Title text=t.ahead_forecast()/>
        <div class="fit">
            <header class="top bare">
                <h1>{t.ahead_forecast()}</h1>
                <Views here=Look::Forecast filter/>
                <span class="faint wide nowrap">{summary}</span>
                <span class="push"></span>
                <a class="btn primary" href="/pipeline?new"><Icon name=IconName::Plus/>
                    <span class="wide">{t.crm_new_opportunity()}</span><span class="narrow">{t.crm_new()}</span>
                </a>
            </header>
            <Filters filter look=Look::Forecast choices go/>
            <Transition fallback=move || view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(found) => view! { <Forecast found filter=filter.get_untracked() summary/> }.into_any(),
                        Err(error) => view! { <ProblemPage error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// The lanes, once they are there.
#[component]
fn Forecast(found: ForecastView, filter: OpportunityFilter, summary: RwSignal<String>) -> impl IntoView {
    let t = use_t();
    let narrowed = filter.narrowed();
    let desk = Desk::new(t, found, filter, MONTHS);
    on_change("opportunity", None, move || desk.hear());
    let count = move |value: i64| formats::figure(t.figures(), value.into(), 0);
    let told = move || {
        let (dated, undated) = desk.view.with(counted);
        t.ahead_summary(count(dated), count(undated))
    };
    summary.set(untrack(told));
    Effect::new(move |_| summary.set(told()));
    let money = move |value: Decimal| formats::money_short(t.figures(), value, &currency());
    let sum = move |of: fn(&ForecastLane) -> Decimal| money(desk.view.with(|view| view.lanes.iter().map(of).sum()));
    let nothing = Memo::new(move |_| desk.view.with(counted) == (0, 0));
    let lanes = move || desk.view.with(|view| view.lanes.iter().map(|lane| lane.period).collect::<Vec<Period>>());
    let lead = Signal::derive(move || desk.asked.with(|asked| asked.as_ref().map(|asked| asked.card.title.clone())));
    let was =
        Signal::derive(move || desk.asked.with(|asked| asked.as_ref().and_then(|asked| asked.card.expected_close)));
    view! {
        <div class="headline">
            <p><b>{move || sum(|lane| lane.weighted)}</b><span>{t.ahead_weighted()}</span></p>
            <p><b>{move || sum(|lane| lane.sum)}</b><span>{t.ahead_in_all()}</span></p>
            <p>
                <b>{move || money(desk.view.with(|view| view.won.sum))}</b>
                <span>{move || t.ahead_won_month(desk.view.with(|view| view.won.count))}</span>
            </p>
            <span class="push"></span>
            <Show when=move || { desk.months.get() < MOST_MONTHS }>
                <Button small=true icon=IconName::Plus on_press=move |()| desk.look_further()>{t.ahead_more_months()}</Button>
            </Show>
        </div>
        <Show when=move || nothing.get() && narrowed>
            <div class="page"><Empty small=true>
                <p>{t.crm_nothing_matches()}</p>
                <a class="btn" href=Look::Forecast.path()>{t.crm_clear_filters()}</a>
            </Empty></div>
        </Show>
        <div class="board months" tabindex="0" role="region" aria-label=t.ahead_lanes()>
            <For each=lanes key=|period| *period let:period><LaneView desk period/></For>
        </div>
        <p class="sr" role="status">{desk.said}</p>
        <WhenDialog open=desk.asking lead was or_none=true on_day=move |day| desk.answer(day)/>
    }
}

/// Open opportunities with a day, and without one.
fn counted(view: &ForecastView) -> (i64, i64) {
    view.lanes.iter().fold((0, 0), |(dated, undated), lane| match lane.period {
        Period::Undated => (dated, undated + lane.count),
        _ => (dated + lane.count, undated),
    })
}
