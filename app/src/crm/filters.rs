//! What opportunities are filtered by, however they are shown; a plain form until the page is alive.
use super::views::Look;
use crate::{
    i18n::use_t,
    ui::{IconName, Segment, Segmented, Select, TextInput},
};
use chrono::NaiveDate;
use domain::crm::OpportunityState;
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
};
use leptos_router::params::ParamsMap;
use std::time::Duration;
use wire::{
    crm::StepFilter,
    opportunities::{Group, Has, OpportunityFilter, StageRef},
    recurring::PlanRef,
    shared::{TeamRef, UserRef},
    tags::TagRef,
};

/// Wait so long after the last key before asking anew.
const PAUSE: Duration = Duration::from_millis(250);

/// What the filters offer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Choices {
    pub stages: Vec<StageRef>,
    pub owners: Vec<UserRef>,
    pub teams: Vec<TeamRef>,
    pub tags: Vec<TagRef>,
    /// Values of the team's own fields, as the address says them, and in words.
    pub has: Vec<(String, String)>,
    /// Plans of recurring revenue; none where nothing recurs.
    pub plans: Vec<PlanRef>,
}

/// The filters. Each tells at once, and what is typed after a pause.
#[component]
pub(super) fn Filters(
    filter: Memo<OpportunityFilter>,
    /// What is filtered.
    look: Look,
    /// What there is to choose from.
    choices: Signal<Choices>,
    /// Shows what is asked for; the second says that it takes the place of this page in the history.
    go: Callback<(OpportunityFilter, bool)>,
) -> impl IntoView {
    let t = use_t();
    let now = filter.get_untracked();
    let key = |id: Option<String>| RwSignal::new(id.unwrap_or_default());
    let state = RwSignal::new(now.state.code().to_owned());
    let whose = RwSignal::new(whose_key(&now));
    let stage = key(now.stage.map(|id| id.to_string()));
    let team = key(now.team.map(|id| id.to_string()));
    let tag = key(now.tag.map(|id| id.to_string()));
    let plan = key(now.plan.map(|id| id.to_string()));
    let has = key(now.has.map(|has| has.to_string()));
    let source = RwSignal::new(now.source);
    let search = RwSignal::new(now.search);
    let step = RwSignal::new(now.step.map_or("", StepFilter::code).to_owned());
    let group = RwSignal::new(now.group.code().to_owned());
    let before = RwSignal::new(written(now.before));
    // Going back changes the address; the fields follow.
    Effect::new(move |_| {
        let now = filter.get();
        state.set(now.state.code().to_owned());
        whose.set(whose_key(&now));
        stage.set(now.stage.map(|id| id.to_string()).unwrap_or_default());
        team.set(now.team.map(|id| id.to_string()).unwrap_or_default());
        tag.set(now.tag.map(|id| id.to_string()).unwrap_or_default());
        plan.set(now.plan.map(|id| id.to_string()).unwrap_or_default());
        has.set(now.has.map(|has| has.to_string()).unwrap_or_default());
        step.set(now.step.map_or("", StepFilter::code).to_owned());
        group.set(now.group.code().to_owned());
        for (field, asked) in [(source, now.source), (search, now.search), (before, written(now.before))] {
            if field.with_untracked(|typed| typed.trim() != asked) {
                field.set(asked);
            }
        }
    });
    let show = move |replace: bool| {
        let whose = whose.get_untracked();
        let asked = OpportunityFilter {
            state: OpportunityState::parse(&state.get_untracked()).unwrap_or(OpportunityState::Open),
            mine: whose == "1",
            owner: whose.parse().ok(),
            team: team.get_untracked().parse().ok(),
            stage: stage.get_untracked().parse().ok(),
            tag: tag.get_untracked().parse().ok(),
            plan: plan.get_untracked().parse().ok(),
            has: Has::parse(&has.get_untracked()),
            source: source.get_untracked(),
            step: StepFilter::parse(&step.get_untracked()),
            before: before.get_untracked().parse().ok(),
            search: search.get_untracked(),
            group: Group::parse(&group.get_untracked()).unwrap_or_default(),
            ..filter.get_untracked()
        };
        // As it will be read back.
        let asked =
            look.read(&asked.pairs().into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<ParamsMap>());
        if asked != filter.get_untracked() {
            go.run((asked, replace));
        }
    };
    let later = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |typed_before: Option<(String, String, String)>| {
        let typed = (source.get(), search.get(), before.get());
        if typed_before.is_some_and(|before| before != typed) {
            if let Some(waiting) = later.try_update_value(Option::take).flatten() {
                waiting.clear();
            }
            later.set_value(set_timeout_with_handle(move || show(true), PAUSE).ok());
        }
        typed
    });
    let owners = Signal::derive(move || {
        let mut options = vec![(String::new(), t.crm_everyone().to_owned()), ("1".to_owned(), t.crm_mine().to_owned())];
        let all = choices.with(|all| all.owners.clone());
        options.extend(all.into_iter().map(|owner| (owner.id.to_string(), owner.name)));
        options
    });
    let stages = Signal::derive(move || {
        let mut options = vec![(String::new(), t.crm_list_any_stage().to_owned())];
        let all = choices.with(|all| all.stages.clone());
        let asked = stage.get();
        let offered = all.into_iter().map(|one| (one.id.to_string(), one.retired, one.name));
        let offered = offered.filter(|(id, retired, _)| !retired || *id == asked);
        options.extend(offered.map(|(id, _, name)| (id, name)));
        options
    });
    let teams = Signal::derive(move || {
        let mut options = vec![(String::new(), t.crm_all_teams().to_owned())];
        let all = choices.with(|all| all.teams.clone());
        options.extend(all.into_iter().map(|team| (team.id.to_string(), team.name)));
        options
    });
    let tags = Signal::derive(move || {
        let mut options = vec![(String::new(), t.tags_any().to_owned())];
        let all = choices.with(|all| all.tags.clone());
        options.extend(all.into_iter().map(|tag| (tag.id.to_string(), tag.name)));
        // One out of use is still what the address asks for.
        let asked = tag.get();
        if options.iter().all(|(id, _)| *id != asked) {
            options.push((asked, t.tags_retired().to_owned()));
        }
        options
    });
    let plans = Signal::derive(move || {
        let mut options = vec![(String::new(), t.recurring_any().to_owned())];
        let all = choices.with(|all| all.plans.clone());
        options.extend(all.into_iter().map(|plan| (plan.id.to_string(), plan.name)));
        // One that is gone is still what the address asks for.
        let asked = plan.get();
        if options.iter().all(|(id, _)| *id != asked) {
            options.push((asked, t.recurring_gone().to_owned()));
        }
        options
    });
    let values = Signal::derive(move || {
        let mut options = vec![(String::new(), t.custom_any().to_owned())];
        options.extend(choices.with(|all| all.has.clone()));
        // Of another team, or out of use: still what the address asks for.
        let asked = has.get();
        if options.iter().all(|(key, _)| *key != asked) {
            options.push((asked, t.custom_retired().to_owned()));
        }
        options
    });
    let steps = vec![
        (String::new(), t.crm_step_any().to_owned()),
        (StepFilter::None.code().to_owned(), t.crm_step_none().to_owned()),
        (StepFilter::Late.code().to_owned(), t.crm_step_late().to_owned()),
    ];
    let groups = [
        (Group::Stage, t.crm_stage()),
        (Group::Owner, t.crm_owner()),
        (Group::Team, t.crm_team()),
        (Group::Source, t.crm_source()),
        (Group::Close, t.crm_group_close()),
        (Group::Step, t.crm_group_step()),
    ];
    let groups: Vec<(String, String)> =
        groups.map(|(group, words)| (group.code().to_owned(), words.to_owned())).to_vec();
    let groups = Signal::stored(groups);
    let at_once = move |_: String| show(false);
    view! {
        <form class="tools filters" role="search" method="get" action=look.path() on:submit=move |event| {
            event.prevent_default();
            show(false);
        }>
            {(look == Look::List).then(|| view! {
                <Segmented id="state" label=t.crm_list_state() value=state small=true
                    options=vec![
                        Segment::new("open", t.crm_list_open()),
                        Segment::new("won", t.crm_list_won()),
                        Segment::new("lost", t.crm_list_lost()),
                    ]
                    on_choose=at_once/>
            })}
            <Transition>
                <Select value=whose options=owners name="whose" label=t.crm_whose() on_choose=at_once/>
                <Select value=stage options=stages name="stage" label=t.crm_stage() on_choose=at_once/>
                {move || (teams.read().len() > 2).then(|| view! {
                    <Select value=team options=teams name="team" label=t.crm_team() on_choose=at_once/>
                })}
                {move || (values.read().len() > 1).then(|| view! {
                    <Select value=has options=values name="has" label=t.custom_title() on_choose=at_once/>
                })}
                {move || (plans.read().len() > 1).then(|| view! {
                    <Select value=plan options=plans name="plan" label=t.recurring_plan() on_choose=at_once/>
                })}
                {move || (tags.read().len() > 1).then(|| view! {
                    <Select value=tag options=tags name="tag" label=t.tags_title() on_choose=at_once/>
                })}
            </Transition>
            <TextInput value=source name="source" label=t.crm_source() placeholder=Some(t.crm_source().to_owned())
                longest=100 class="short"/>
            <span class="named">
                <label class="closes" for="before">{t.crm_list_before()}</label>
                // The browser's own field: a calendar of ours would weigh on everybody's first page.
                <TextInput value=before kind="date" id="before" name="before"/>
            </span>
            <Select value=step options=Signal::stored(steps) name="step" label=t.crm_step_filter() on_choose=at_once/>
            <span class="push"></span>
            {(look == Look::Board).then(|| view! {
                <span class="named">
                    <label class="closes" for="group">{t.crm_group_by()}</label>
                    <Select value=group options=groups id="group" name="group" on_choose=at_once/>
                </span>
            })}
            <TextInput value=search kind="search" name="search" icon=IconName::Search label=match look { Look::Board => t.crm_search(), Look::List => t.crm_list_search(), _ => t.ahead_search() }
                placeholder=Some(t.crm_search_hint().to_owned()) longest=200 class="find"/>
        </form>
    }
}

/// A day as a field and an address write it.
fn written(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// Everybody's, one's own, or a colleague's.
fn whose_key(filter: &OpportunityFilter) -> String {
    if filter.mine { "1".to_owned() } else { filter.owner.map(|id| id.to_string()).unwrap_or_default() }
}
