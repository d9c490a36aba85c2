//! The page of the forecast.
use super::{desk::Desk, lane::LaneView, scale::Legend};
use crate::{
    crm::{
        ahead::{api::read_forecast, when::WhenDialog},
        filters::{Choices, Filters},
        views::{Look, Views},
    },
    frame::{ProblemPage, currency},
    i18n::use_t,
    live::on_change,
    ui::{Empty, Icon, IconName, Skeleton},
};
use domain::{
    crm::{
        ahead::{MONTHS, MOST_MONTHS, Period},
        likely::Spread,
    },
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

/// `/forecast`; which opportunities, and how many months, stand in its address.
#[component]
pub fn ForecastPage() -> impl IntoView {
    let t = use_t();
    let map = use_query_map();
    let filter = Memo::new(move |_| map.with(|map| Look::Forecast.read(map)));
    let months = Memo::new(move |_| map.with(|map| read(map.get("months"))));
    let found = Resource::new(
        move || (filter.get(), months.get()),
        |(filter, months)| read_forecast(ForecastQuery { filter, months }),
    );
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
        navigate(&address(&filter, months.get_untracked()), options);
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
                        Ok(found) => view! {
                            <Forecast found filter=filter.get_untracked() months=months.get_untracked() summary/>
                        }.into_any(),
                        Err(error) => view! { <ProblemPage error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// How many months an address asks for; as usual where that is no number of them.
fn read(months: Option<String>) -> u32 {
    let asked = months.and_then(|months| months.parse().ok());
    asked.filter(|months| (1..=MOST_MONTHS).contains(months)).unwrap_or(MONTHS)
}

/// The address that shows so many months.
fn address(filter: &OpportunityFilter, months: u32) -> String {
    let address = Look::Forecast.address(filter);
    match months {
        MONTHS => address,
        months => format!("{address}{}months={months}", if address.contains('?') { '&' } else { '?' }),
    }
}

/// The lanes, once they are there.
#[component]
fn Forecast(found: ForecastView, filter: OpportunityFilter, months: u32, summary: RwSignal<String>) -> impl IntoView {
    let t = use_t();
    let narrowed = filter.narrowed();
    // Three more, until there are no more; then back to the usual ones.
    let further = (months < MOST_MONTHS).then(|| address(&filter, (months + 3).min(MOST_MONTHS)));
    let fewer = (months != MONTHS).then(|| address(&filter, MONTHS));
    let desk = Desk::new(t, found, filter, months);
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
    let likely = move || {
        let (low, high) = desk.view.with(|view| {
            let spread = view.lanes.iter().fold(Spread::default(), |sum, lane| sum.and(lane.spread));
            let sum = |of: fn(&ForecastLane) -> Decimal| view.lanes.iter().map(of).sum::<Decimal>();
            spread.range(sum(|lane| lane.weighted), sum(|lane| lane.sum))
        });
        format!("{} – {}", money(low), money(high))
    };
    let target = Memo::new(move |_| {
        desk.view.with(|view| {
            let set: Vec<Decimal> = view.lanes.iter().filter_map(|lane| lane.target).collect();
            (set.iter().sum::<Decimal>(), set.len() as i64)
        })
    });
    let nothing = Memo::new(move |_| desk.view.with(counted) == (0, 0));
    let lanes = move || desk.view.with(|view| view.lanes.iter().map(|lane| lane.period).collect::<Vec<Period>>());
    let lead = Signal::derive(move || desk.asked.with(|asked| asked.as_ref().map(|asked| asked.card.title.clone())));
    let was =
        Signal::derive(move || desk.asked.with(|asked| asked.as_ref().and_then(|asked| asked.card.expected_close)));
    view! {
        <div class="headline">
            <p><b>{move || sum(|lane| lane.weighted)}</b><span>{t.ahead_weighted()}</span></p>
            <p><b>{likely}</b><span>{t.ahead_eight_of_ten()}</span></p>
            <p><b>{move || sum(|lane| lane.sum)}</b><span>{t.ahead_in_all()}</span></p>
            <p>
                <b>{move || money(desk.view.with(|view| view.won.sum))}</b>
                <span>{move || t.ahead_won_month(desk.view.with(|view| view.won.count))}</span>
            </p>
            <Show when=move || { target.get().1 > 0 }>
                <p><b>{move || money(target.get().0)}</b><span>{move || t.ahead_target_months(target.get().1)}</span></p>
            </Show>
            <p class="how">{t.ahead_how()}</p>
        </div>
        <div class="tools">
            {further.map(|href| view! { <a class="btn sm" href=href><Icon name=IconName::Plus/>{t.ahead_more_months()}</a> })}
            {fewer.map(|href| view! { <a class="btn sm" href=href>{t.ahead_usual_months(MONTHS)}</a> })}
            <span class="push"></span>
            <Legend/>
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_how_many_months_and_nonsense_shows_the_usual_ones() {
        let filter = OpportunityFilter { mine: true, ..OpportunityFilter::default() };
        assert_eq!(address(&OpportunityFilter::default(), MONTHS), "/forecast");
        assert_eq!(address(&OpportunityFilter::default(), 9), "/forecast?months=9");
        assert_eq!(address(&filter, 24), "/forecast?mine=1&months=24");
        for months in ["", "0", "-3", "25", "4294967296", "<script>"] {
            assert_eq!(read(Some(months.to_owned())), MONTHS, "{months}");
        }
        assert_eq!((read(Some("9".to_owned())), read(None)), (9, MONTHS));
    }
}
