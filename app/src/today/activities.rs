//! One's own activities: late, today, within a week.
use super::waiting::Group;
use crate::{
    crm::activities::{ActivityRow, Desk},
    frame::currency,
    i18n::use_t,
    ui::Due,
};
use chrono::NaiveDate;
use domain::{
    crm::activities::{Urgency, urgency},
    formats,
};
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
            (!rows.is_empty()).then(|| {
                view! { <Group id due title count=rows.len()>{rows.into_iter().map(|mine| row(mine, desk)).collect_view()}</Group> }
            })
        })
        .collect_view()
}

fn row(mine: MyActivity, desk: Desk) -> impl IntoView {
    let about = [mine.party_name, mine.title];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let amount =
        (!mine.expected.is_zero()).then(|| formats::money_short(use_t().figures(), mine.expected, &currency()));
    view! { <ActivityRow activity=mine.activity desk about amount/> }
}
