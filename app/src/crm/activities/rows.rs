//! Open activities in rows, each with what can be done to it.
use super::{desk::Desk, meeting::MeetingFacts, start::StartPlan, words};
use crate::{
    frame::today,
    i18n::use_t,
    ui::{Button, DueMark, Icon, IconButton, IconName},
};
use domain::crm::activities::ActivityKind;
use leptos::prelude::*;
use wire::{activities::ActivityView, crm::OpportunityView};

/// One activity of the record that is open.
#[component]
fn ActivityRow(
    /// The activity.
    activity: ActivityView,
    /// The hands.
    desk: Desk,
) -> impl IntoView {
    let t = use_t();
    let (due, when) = words::due(t, activity.due_on, today());
    let summary = activity.summary.clone();
    let below = activity.user.name.clone();
    let note = activity.note.clone();
    let kind = i18n::activities::named(t, &activity.type_name, activity.kind);
    let title = kind.clone();
    let drawn = words::icon(activity.kind);
    let label = move |say: String| Signal::derive(move || say.clone());
    let meeting = activity.meeting.clone();
    let held = StoredValue::new(activity);
    view! {
        <li class="activity">
            <span title=title><Icon name=drawn/><span class="sr">{kind}</span></span>
            <div>
                <b>{summary.clone()}</b>
                <div class="t-13 muted">
                    <DueMark due>{when}</DueMark>
                    {(!below.is_empty()).then(|| format!(" · {below}"))}
                </div>
                {meeting.map(|meeting| view! { <MeetingFacts meeting=*meeting activity=held desk/> })}
                {(!note.is_empty()).then(|| view! { <p class="t-13 muted">{note}</p> })}
            </div>
            <div class="row">
                <IconButton small=true icon=IconName::Check label=label(t.activities_done_of(&summary))
                    on_press=move |()| desk.finish(held.get_value())/>
                <IconButton small=true icon=IconName::Clock label=label(t.activities_tomorrow_of(&summary))
                    on_press=move |()| desk.postpone(held.get_value(), 1)/>
                <IconButton small=true icon=IconName::Calendar label=label(t.activities_next_week_of(&summary))
                    on_press=move |()| desk.postpone(held.get_value(), 7)/>
                <IconButton small=true icon=IconName::Edit label=label(t.activities_change_of(&summary))
                    on_press=move |()| desk.change(held.get_value())/>
                <IconButton small=true icon=IconName::Cross label=label(t.activities_cancel_of(&summary))
                    on_press=move |()| desk.cancel(held.get_value())/>
            </div>
        </li>
    }
}

/// What is planned about an opportunity, and the button that plans more.
#[component]
pub(crate) fn Planned(
    /// The record.
    view: RwSignal<OpportunityView>,
    /// The hands.
    desk: Desk,
) -> impl IntoView {
    let t = use_t();
    let all = Memo::new(move |_| view.with(|view| view.activities.clone()));
    let id = view.with_untracked(|view| view.id);
    let starting = RwSignal::new(false);
    view! {
        <section class="activities" aria-labelledby="activities">
            <header class="row">
                <h3 id="activities">{t.activities_title()}</h3>
                <span class="push"></span>
                <Button small=true icon=IconName::CheckBox on_press=move |()| starting.set(true)>{t.plans_start()}</Button>
                <Button small=true icon=IconName::Plus on_press=move |()| desk.plan(id, ActivityKind::Todo)>
                    {t.activities_plan()}
                </Button>
            </header>
            {move || {
                let all = all.get();
                if all.is_empty() {
                    view! { <p class="faint t-13">{t.activities_none()}</p> }.into_any()
                } else {
                    let rows = all.into_iter().map(|activity| view! { <ActivityRow activity desk/> }).collect_view();
                    view! { <ul>{rows}</ul> }.into_any()
                }
            }}
        </section>
        <StartPlan opportunity=id open=starting desk/>
    }
}
