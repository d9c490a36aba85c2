//! A row of one's own: a circle that is pressed when it is done, what and about whom, how much, until when; and at hand
//! what else can be done to it.
use super::waiting::tone;
use crate::{
    crm::activities::{Desk, MeetingFacts, icon},
    frame::currency,
    i18n::use_t,
    ui::{Due, Icon, IconButton, IconName, Menu, MenuItem},
};
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use wire::activities::{ActivityView, MyActivity};

/// The row. Under a mouse or the focus its acts appear as buttons; where nothing hovers they are a menu.
#[component]
pub(super) fn Task(mine: MyActivity, due: Due, desk: Desk) -> impl IntoView {
    let t = use_t();
    let MyActivity { activity, title, party_name, expected, .. } = mine;
    let when = when(t, &activity, due);
    let about = [party_name, title];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let amount = (!expected.is_zero()).then(|| formats::money_short(t.figures(), expected, &currency()));
    let (summary, note) = (activity.summary.clone(), activity.note.clone());
    let kind = i18n::activities::named(t, &activity.type_name, activity.kind);
    let (named, drawn) = (kind.clone(), icon(activity.kind));
    let href = format!("/opportunities/{}", activity.opportunity);
    let (peek, menu) = (activity.opportunity.to_string(), format!("task-{}", activity.id));
    let meeting = activity.meeting.clone();
    let held = StoredValue::new(activity);
    let finish = move |()| desk.finish(held.get_value());
    let tomorrow = move |()| desk.postpone(held.get_value(), 1);
    let next_week = move |()| desk.postpone(held.get_value(), 7);
    let change = move |()| desk.change(held.get_value());
    let cancel = move |()| desk.cancel(held.get_value());
    let label = move |say: String| Signal::derive(move || say.clone());
    view! {
        <li class="task mine" data-peek=peek>
            <button
                type="button"
                class="tick"
                title=t.activities_done()
                aria-label=t.activities_done_of(&summary)
                on:click=move |_| finish(())
            ></button>
            <span class="kind" title=named><Icon name=drawn/><span class="sr">{kind}</span></span>
            <a class="what" href=href>
                <b>{summary.clone()}</b>
                <span>{about}</span>
                {(!note.is_empty()).then(|| view! { <span>{note}</span> })}
            </a>
            <span class="num amount">{amount}</span>
            <span class=tone(due)>{when}</span>
            <span class="acts">
                <IconButton small=true icon=IconName::Clock label=label(t.activities_tomorrow_of(&summary)) on_press=tomorrow/>
                <IconButton small=true icon=IconName::Calendar label=label(t.activities_next_week_of(&summary)) on_press=next_week/>
                <IconButton small=true icon=IconName::Edit label=label(t.activities_change_of(&summary)) on_press=change/>
                <IconButton small=true icon=IconName::Cross label=label(t.activities_cancel_of(&summary)) on_press=cancel/>
            </span>
            <span class="more">
                <Menu id=menu label=t.today_more_of(&summary)>
                    <MenuItem icon=IconName::Clock on_press=tomorrow>{t.activities_tomorrow()}</MenuItem>
                    <MenuItem icon=IconName::Calendar on_press=next_week>{t.activities_next_week()}</MenuItem>
                    <MenuItem icon=IconName::Edit on_press=change>{t.activities_change()}</MenuItem>
                    <MenuItem icon=IconName::Cross danger=true on_press=cancel>{t.today_cancel()}</MenuItem>
                </Menu>
            </span>
            {meeting.map(|meeting| view! {
                <div class="facts"><MeetingFacts meeting=*meeting activity=held desk/></div>
            })}
        </li>
    }
}

/// Until when, as exactly as it matters within the group: the hour of a meeting, the day of what is late or to come.
fn when(t: T, activity: &ActivityView, due: Due) -> String {
    let day = |at| format!("{} {}", formats::weekday_short(t.lang(), at), formats::date_short(t.lang(), at));
    let hour = activity.meeting.as_ref().map(|meeting| formats::time(t.figures(), meeting.starts.local));
    match (due, hour) {
        (Due::Now, Some(hour)) => hour,
        (Due::Now, None) => t.activities_today().to_owned(),
        (Due::Later, Some(hour)) => format!("{} {hour}", formats::weekday_short(t.lang(), activity.due_on)),
        _ => day(activity.due_on),
    }
}
