//! The page of the board.
use super::{
    desk::Desk,
    lane::LaneView,
    layout::totals,
    rails::Rails,
    tools::{StagePick, middle_lane},
};
use crate::{
    crm::{
        api::read_board,
        filters::{Choices, Filters},
        lose::LoseDialog,
        saved_views::SavedViews,
        views::{Look, Views, follow},
    },
    frame::{ProblemPage, currency},
    i18n::use_t,
    live::on_change,
    parts::NewOpportunity,
    ui::{self, Button, Empty, IconName, Shape, Skeleton},
};
use domain::formats;
use leptos::{html, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use wire::{
    crm::{BoardQuery, BoardView},
    opportunities::Group,
};

/// `/pipeline`; what is shown stands in its address. `?new` opens the form for a new opportunity.
#[component]
pub fn BoardPage() -> impl IntoView {
    let t = use_t();
    let map = use_query_map();
    let query = Memo::new(move |_| Look::Board.read(&map.read()));
    let first = Resource::new_blocking(move || query.get(), read_board);
    let choices = Signal::derive(move || {
        let found = first.get().and_then(Result::ok);
        found
            .map(|board| Choices {
                stages: board.stages,
                owners: board.owners,
                teams: board.teams,
                tags: board.tags,
                has: board.has,
                plans: board.plans,
            })
            .unwrap_or_default()
    });
    follow(true, query);
    let navigate = use_navigate();
    let go = Callback::new(move |(filter, replace): (BoardQuery, bool)| {
        let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
        navigate(&Look::Board.address(&filter), options);
    });
    let making = RwSignal::new(map.with_untracked(|map| map.get_str("new").is_some()));
    let summary = RwSignal::new(String::new());
    view! {
        <Title text=t.crm_pipeline()/>
        <div class="fit">
            <header class="top bare">
                <h1>{t.crm_pipeline()}</h1>
                <Views here=Look::Board filter=query/>
                <span class="faint wide cut">{summary}</span>
                <span class="push"></span>
                <Button look=ui::Look::Primary icon=IconName::Plus on_press=move |()| making.set(true)>
                    <span class="wide">{t.crm_new_opportunity()}</span>
                    <span class="narrow">{t.crm_new()}</span>
                </Button>
            </header>
            <SavedViews here=Signal::derive(move || Look::Board.address(&query.read()))/>
            <Filters filter=query look=Look::Board choices go/>
            <Transition fallback=move || view! { <Waiting/> }>
                {move || Suspend::new(async move {
                    match first.await {
                        Ok(board) => view! { <Board board query=query.get_untracked() summary making anew=Callback::new(move |()| first.refetch())/> }.into_any(),
                        Err(error) => view! { <ProblemPage error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// The board itself, once its cards are there.
#[component]
fn Board(
    board: BoardView,
    query: BoardQuery,
    summary: RwSignal<String>,
    making: RwSignal<bool>,
    /// Reads and draws all of it again.
    anew: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let filtered = query.narrowed();
    let stages: Vec<_> = board.lanes.iter().map(|lane| lane.stage.id).collect();
    // Where new ones can begin.
    let begin = board.stages.iter().filter(|stage| !stage.retired);
    let names: Vec<(String, String)> = begin.map(|stage| (stage.id.to_string(), stage.name.clone())).collect();
    let desk = Desk::new(t, board, query, anew);
    on_change("opportunity", None, move || desk.hear());
    on_change("quote", None, move || desk.hear());
    let sums = Memo::new(move |_| desk.board.with(totals));
    let told = move || {
        let all = sums.get();
        let money = |value| formats::money_short(t.figures(), value, &currency());
        let once =
            t.crm_summary(formats::figure(t.figures(), all.count.into(), 0), money(all.sum), money(all.weighted));
        match all.monthly.is_zero() {
            true => once,
            // In the words of the lanes' heads.
            false => {
                format!("{once} · {}", t.recurring_plus_weighted(money(all.monthly), money(all.monthly_weighted)))
            }
        }
    };
    summary.set(untrack(told));
    Effect::new(move |_| summary.set(told()));
    let nothing = Memo::new(move |_| sums.get().count == 0);
    let lanes = stages.len();
    let label = if desk.group() == Group::Stage { t.crm_board_of(lanes) } else { t.crm_group_board(lanes) };
    let strip = NodeRef::<html::Div>::new();
    let middle = RwSignal::new(0);
    view! {
        <StagePick desk middle/>
        <Show when=move || nothing.get()>
            {if filtered {
                view! {
                    <div class="page"><Empty small=true>
                        <p>{t.crm_nothing_matches()}</p>
                        <a class="btn" href="/pipeline">{t.crm_clear_filters()}</a>
                    </Empty></div>
                }.into_any()
            } else {
                view! {
                    <Empty title=t.crm_empty_title()>
                        <p>{t.crm_empty()}</p>
                        <Button look=ui::Look::Primary icon=IconName::Plus on_press=move |()| making.set(true)>{t.crm_new_opportunity()}</Button>
                    </Empty>
                }.into_any()
            }}
        </Show>
        <div
            class="board"
            hidden=move || nothing.get()
            tabindex="0"
            role="region"
            aria-label=label
            node_ref=strip
            on:scroll=move |_| if let Some(strip) = strip.get_untracked() { middle.set(middle_lane(&strip)) }
        >
            {stages.into_iter().map(|stage| view! { <LaneView desk stage/> }).collect_view()}
            <Rails desk/>
        </div>
        <p class="sr" role="status">{desk.said}</p>
        <NewOpportunity open=making stages=names/>
        <LoseDialog
            open=desk.asking
            lead=Signal::derive(move || desk.losing.with(|card| card.as_ref().map(|card| {
                if card.party_name.is_empty() { card.title.clone() } else { format!("{} · {}", card.title, card.party_name) }
            })))
            on_lose=move |reason: String| desk.lose(reason)
        />
    }
}

/// The board taking shape.
#[component]
fn Waiting() -> impl IntoView {
    let lane = |_| view! { <div class="lane"><Skeleton shape=Shape::Cards rows=4/></div> };
    view! { <div class="board">{(0..4).map(lane).collect_view()}</div> }
}
