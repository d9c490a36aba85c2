//! One's own activities: late, today, within a week.
use super::{task::Task, waiting::Group};
use crate::{crm::activities::Desk, i18n::use_t, ui::Due};
use chrono::NaiveDate;
use domain::crm::activities::{Urgency, urgency};
use leptos::prelude::*;
use wire::activities::MyActivity;

/// The groups that have rows.
#[component]
pub(super) fn Mine(activities: Vec<MyActivity>, today: NaiveDate, desk: Desk) -> impl IntoView {
    let t = use_t();
    let groups = [
        (Urgency::Overdue, "todo-late", Due::Over, t.activities_group_late()),
        (Urgency::Today, "todo-today", Due::Now, t.activities_group_today()),
        (Urgency::Planned, "todo-week", Due::Later, t.activities_group_week()),
    ];
    groups
        .into_iter()
        .map(|(when, id, due, title)| {
            let of = |mine: &&MyActivity| urgency(mine.activity.due_on, today) == when;
            let rows: Vec<MyActivity> = activities.iter().filter(of).cloned().collect();
            let count = rows.len();
            (count > 0).then(|| {
                let rows = rows.into_iter().map(|mine| view! { <Task mine due desk/> }).collect_view();
                view! { <Group id due title count>{rows}</Group> }
            })
        })
        .collect_view()
}
