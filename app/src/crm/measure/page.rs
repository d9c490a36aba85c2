//! The two pages: the same question, the same filters, the same figures.
use super::{
    api::read_pivot,
    desk::{self, Desk},
    graph::Graph,
    grid::Grid,
    tools::Tools,
};
use crate::{
    crm::{
        filters::{Choices, Filters},
        views::{Look, Views},
    },
    frame::ProblemPage,
    i18n::use_t,
    live::on_change,
    ui::{Banner, Empty, Icon, IconName, Skeleton, Tone},
};
use ::wire::{
    opportunities::OpportunityFilter,
    pivot::{PivotQuery, PivotView},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

/// `/pivot`: figures of groups in a table; what is asked stands in its address.
#[component]
pub fn PivotPage() -> impl IntoView {
    page(Look::Pivot)
}

/// `/graph`: the same drawn.
#[component]
pub fn GraphPage() -> impl IntoView {
    page(Look::Graph)
}

fn page(look: Look) -> impl IntoView {
    let t = use_t();
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(desk::read));
    let found = Resource::new(move || query.get(), read_pivot);
    on_change("opportunity", None, move || found.refetch());
    on_change("target", None, move || found.refetch());
    let filter = Memo::new(move |_| query.with(|query| query.filter.clone()));
    let choices = Signal::derive(move || {
        let found = found.get().and_then(Result::ok);
        found
            .map(|view| Choices {
                stages: view.stages,
                owners: view.owners,
                teams: view.teams,
                tags: view.tags,
                has: Vec::new(),
                plans: view.plans,
            })
            .unwrap_or_default()
    });
    let navigate = use_navigate();
    let go = Callback::new(move |query: PivotQuery| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&desk::address(look.path(), &query), options);
    });
    let desk = Desk { t, query, go };
    let narrow =
        Callback::new(move |(filter, _): (OpportunityFilter, bool)| desk.change(|query| query.filter = filter));
    let further = Callback::new(move |look: Look| query.with(|query| desk::further(query, look)));
    let title = if look == Look::Graph { t.measure_graph() } else { t.measure_pivot() };
    let file = move || query.with(|query| desk::address("/files/pivot", query));
    view! {
        <Title text=title/>
        <div class="fit">
            <header class="top bare">
                <h1>{title}</h1>
                <Views here=look filter further/>
                <span class="push"></span>
                <a class="btn wide" href="/targets">{t.targets_title()}</a>
                <a class="btn" href=file download aria-label=t.measure_export()><Icon name=IconName::Download/><span class="wide">{t.measure_export()}</span></a>
            </header>
            <Filters filter look choices go=narrow/>
            <Tools desk look/>
            <Transition fallback=move || view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(view) => shown(desk, look, view).into_any(),
                        Err(error) => view! { <ProblemPage error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

fn shown(desk: Desk, look: Look, view: PivotView) -> impl IntoView {
    let t = desk.t;
    if view.too_many {
        return view! { <Banner tone=Tone::Amber icon=IconName::Info page=true urgent=true>{t.measure_too_many()}</Banner> }
            .into_any();
    }
    if view.cells.is_empty() {
        return view! { <Empty small=true><p>{t.measure_nothing()}</p></Empty> }.into_any();
    }
    let query = desk.query.get_untracked();
    let several = query.overlapping().map(|_| view! { <p class="page muted t-13">{t.measure_several()}</p> });
    let figures = match look {
        Look::Graph => view! { <Graph t view query/> }.into_any(),
        _ => view! { <div class="listview"><div class="rows pivot"><Grid t view query/></div></div> }.into_any(),
    };
    view! { {several}{figures} }.into_any()
}
