//! What the board is filtered by; a plain form until the page is alive. On a phone, the way between lanes.
use super::{desk::Desk, filter::address};
use crate::{
    frame::currency,
    i18n::use_t,
    ui::{IconName, Segment, Segmented, Select, TextInput},
    wire::AppError,
};
use domain::formats;
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use std::time::Duration;
use wasm_bindgen::JsCast;
use wire::crm::{BoardQuery, BoardView, StepFilter};

/// Wait so long after the last key before asking for other cards.
const PAUSE: Duration = Duration::from_millis(250);

/// The filters.
#[component]
pub(super) fn Tools(query: Memo<BoardQuery>, first: Resource<Result<BoardView, AppError>>) -> impl IntoView {
    let t = use_t();
    let now = query.get_untracked();
    let whose = RwSignal::new(if now.mine { "1" } else { "" }.to_owned());
    let team = RwSignal::new(now.team.map(|team| team.to_string()).unwrap_or_default());
    let step = RwSignal::new(now.step.map_or("", StepFilter::code).to_owned());
    let search = RwSignal::new(now.search);
    // Going back changes the address; the fields follow.
    Effect::new(move |_| {
        let now = query.get();
        whose.set(if now.mine { "1" } else { "" }.to_owned());
        team.set(now.team.map(|team| team.to_string()).unwrap_or_default());
        step.set(now.step.map_or("", StepFilter::code).to_owned());
        if search.with_untracked(|typed| typed.trim() != now.search) {
            search.set(now.search);
        }
    });
    let navigate = StoredValue::new(use_navigate());
    let go = move |replace: bool| {
        let asked = BoardQuery {
            mine: whose.get_untracked() == "1",
            team: team.get_untracked().parse().ok(),
            search: search.get_untracked(),
            step: StepFilter::parse(&step.get_untracked()),
        };
        if asked != query.get_untracked() {
            let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&address(&asked), options));
        }
    };
    let later = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<String>| {
        let typed = search.get();
        if before.is_some_and(|before| before != typed) {
            if let Some(waiting) = later.get_value() {
                waiting.clear();
            }
            later.set_value(set_timeout_with_handle(move || go(true), PAUSE).ok());
        }
        typed
    });
    let teams = Signal::derive(move || {
        let mut options = vec![(String::new(), t.crm_all_teams().to_owned())];
        if let Some(Ok(board)) = first.get() {
            options.extend(board.teams.into_iter().map(|team| (team.id.to_string(), team.name)));
        }
        options
    });
    let steps = vec![
        (String::new(), t.crm_step_any().to_owned()),
        (StepFilter::None.code().to_owned(), t.crm_step_none().to_owned()),
        (StepFilter::Late.code().to_owned(), t.crm_step_late().to_owned()),
    ];
    view! {
        <form class="tools" role="search" method="get" action="/pipeline" on:submit=move |event| {
            event.prevent_default();
            go(false);
        }>
            <Segmented id="mine" label=t.crm_whose() value=whose small=true
                options=vec![Segment::new("", t.crm_everyone()), Segment::new("1", t.crm_mine())]
                on_choose=move |_: String| go(false)/>
            <Transition>
                {move || (teams.read().len() > 2).then(|| view! {
                    <span><Select value=team options=teams name="team" label=t.crm_team() on_choose=move |_: String| go(false)/></span>
                })}
            </Transition>
            <span><Select value=step options=Signal::stored(steps) name="step" label=t.crm_step_filter() on_choose=move |_: String| go(false)/></span>
            <span class="push"></span>
            <TextInput value=search kind="search" name="search" icon=IconName::Search label=t.crm_search()
                placeholder=Some(t.crm_search_hint().to_owned()) longest=200 class="find"/>
        </form>
    }
}

/// On a phone: one lane at a time, and which one.
#[component]
pub(super) fn StagePick(
    desk: Desk,
    /// Which lane stands in the middle.
    middle: RwSignal<usize>,
) -> impl IntoView {
    let t = use_t();
    let stages = move || {
        desk.board.with(|board| {
            let stage =
                |lane: &wire::crm::Lane| (lane.stage.id, lane.stage.name.clone(), lane.stage.count, lane.stage.sum);
            board.lanes.iter().map(stage).collect::<Vec<_>>()
        })
    };
    view! {
        <nav class="stagepick narrow" aria-label=t.crm_stage()>
            {move || stages().into_iter().enumerate().map(|(at, (id, name, count, sum))| view! {
                <a href=format!("#lane-{id}") aria-current=move || (middle.get() == at).then_some("true") on:click=move |event| {
                    event.prevent_default();
                    show(&format!("lane-{id}"));
                }>
                    <b>{name}</b>
                    {format!("{count} · {}", formats::money_short(t.figures(), sum, &currency()))}
                </a>
            }).collect_view()}
        </nav>
    }
}

/// The lane under the middle of the strip.
pub(super) fn middle_lane(strip: &web_sys::HtmlElement) -> usize {
    let middle = strip.scroll_left() + strip.client_width() / 2;
    let lanes = strip.children();
    let starts = (0..lanes.length()).filter_map(|at| lanes.item(at)?.dyn_into::<web_sys::HtmlElement>().ok());
    starts.take_while(|lane| lane.offset_left() <= middle).count().saturating_sub(1)
}

/// Brings a lane into the middle.
fn show(id: &str) {
    if let Some(lane) = document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_inline(web_sys::ScrollLogicalPosition::Center);
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        lane.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
