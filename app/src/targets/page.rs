//! `/targets`: teams and people down, the months of a year across.
use super::{api::read_targets, form::TargetsForm};
use crate::{
    frame::ProblemPage,
    i18n::use_t,
    live::on_change,
    ui::{Drawer, Empty, Icon, IconName, Skeleton, Table},
};
use ::wire::targets::{TargetMonth, TargetRow, TargetsView};
use domain::{formats, money::Currency, periods::Month};
use i18n::{T, groups};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use rust_decimal::Decimal;

/// What the drawer edits.
#[derive(Clone)]
pub(super) struct Edited {
    pub row: Option<TargetRow>,
    pub year: i32,
    pub currency: Currency,
}

/// The page; its year stands in the address.
#[component]
pub fn TargetsPage() -> impl IntoView {
    let t = use_t();
    let map = use_query_map();
    let year = Memo::new(move |_| map.with(|map| map.get_str("year").and_then(|year| year.parse::<i32>().ok())));
    let found = Resource::new(move || year.get(), read_targets);
    for topic in ["target", "team", "opportunity"] {
        on_change(topic, None, move || found.refetch());
    }
    // The drawer belongs to the page: what is typed in it stays when somebody else's change draws the table anew.
    let open = RwSignal::new(false);
    let edited = RwSignal::new(Edited { row: None, year: 0, currency: Currency::EUR });
    let edit = Callback::new(move |what| {
        edited.set(what);
        open.set(true);
    });
    let title = Signal::derive(move || {
        edited.with(|edited| edited.row.as_ref().map(|row| t.targets_of(&row.name, edited.year)).unwrap_or_default())
    });
    view! {
        <Title text=t.targets_title()/>
        <header class="top">
            <h1>{t.targets_title()}</h1>
            <span class="push"></span>
            <a class="btn" href="/graph?rows=closed&columns=none&state=won"><Icon name=IconName::Chart/>{t.measure_graph()}</a>
        </header>
        <Transition fallback=move || view! { <Skeleton rows=6/> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(view) => view! { <Year t view edit/> }.into_any(),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
        <Drawer id="target" open title>
            {
                let Edited { row, currency, .. } = edited.get_untracked();
                row.map(|row| view! { <TargetsForm t row currency open/> })
            }
        </Drawer>
    }
}

#[component]
fn Year(t: T, view: TargetsView, edit: Callback<Edited>) -> impl IntoView {
    let TargetsView { year, now, rows, currency, may_set } = view;
    let months = Month::of_year(year).map(|months| months.to_vec()).unwrap_or_default();
    let heads = months.clone();
    let head = move || {
        let of = |month: &Month| view! { <th scope="col" class="num" class:now={*month == now}>{groups::month_name(t, *month)}</th> };
        view! {
            <th scope="col">{t.targets_whose()}</th>
            {heads.iter().map(of).collect_view()}
            <th scope="col" class="num">{t.targets_whole_year()}</th>
        }
    };
    let none = rows.is_empty();
    let rows = rows
        .into_iter()
        .map(|row| {
            let name = row.name.clone();
            let cells = row.months.iter().map(|month| cell(t, month, now, &currency)).collect_view();
            let (target, won) = sums(&row.months);
            let year_cell = figures(t, target, won, true, &currency);
            let what = Edited { row: Some(row), year, currency };
            let head = if may_set {
                view! { <button type="button" class="link" on:click=move |_| edit.run(what.clone())>{name}</button> }
                    .into_any()
            } else {
                name.into_any()
            };
            view! { <tr><th scope="row" class="c-title">{head}</th>{cells}<td class="num c-end">{year_cell}</td></tr> }
        })
        .collect_view();
    view! {
        <div class="page targets">
            <div class="row">
                <p class="muted t-13 prose">{t.targets_what()}</p>
                <span class="push"></span>
                <a class="btn icon sm" href=format!("/targets?year={}", year - 1) aria-label=t.targets_year_before(year - 1)><Icon name=IconName::Left/></a>
                <b class="nowrap">{t.targets_year(year)}</b>
                <a class="btn icon sm" href=format!("/targets?year={}", year + 1) aria-label=t.targets_year_after(year + 1)><Icon name=IconName::Right/></a>
            </div>
            {if none {
                view! { <Empty small=true><p>{t.targets_none()}</p></Empty> }.into_any()
            } else {
                view! { <div class="card gap"><Table label=t.targets_year(year) cards=true head>{rows}</Table></div> }.into_any()
            }}
        </div>
    }
}

fn cell(t: T, month: &TargetMonth, now: Month, currency: &Currency) -> impl IntoView + use<> {
    let begun = month.month <= now;
    let shown = figures(t, month.target, month.won, begun, currency);
    view! { <td class="num" class:now={month.month == now}>{shown}</td> }
}

/// The target, and below it what was won, once there can be any.
fn figures(t: T, target: Option<Decimal>, won: Decimal, begun: bool, currency: &Currency) -> impl IntoView + use<> {
    let money = |value: Decimal| formats::money_short(t.figures(), value, currency);
    let target = target.map_or_else(|| "–".to_owned(), money);
    let won = (begun && !won.is_zero()).then(|| t.targets_won(money(won)));
    view! { {target} {won.map(|won| view! { <span>{won}</span> })} }
}

/// Those of a whole year; no target where no month has one.
fn sums(months: &[TargetMonth]) -> (Option<Decimal>, Decimal) {
    let set: Vec<Decimal> = months.iter().filter_map(|month| month.target).collect();
    let won = months.iter().map(|month| month.won).sum();
    ((!set.is_empty()).then(|| set.iter().copied().sum()), won)
}
