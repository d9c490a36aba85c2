//! `/assignment`: open opportunities that nobody owns, who would be given each and why, and one button.
use super::{
    api::{assign_now, plan, take_back},
    simulation::WouldHave,
};
use crate::{
    frame::{ProblemPage, currency},
    i18n::use_t,
    live::on_change,
    ui::{Banner, Button, Empty, IconName, Look, Skeleton, Table, Toasts, Tone, use_toasts},
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use uuid::Uuid;
use wire::{
    assignment::{AssignNow, AssignPlan, Assigned, PlanRow, TakeBackAssigned},
    shared::IdempotencyKey,
};

/// The page; for those who may give.
#[component]
pub fn AssignmentPage() -> impl IntoView {
    let t = use_t();
    let found = Resource::new(|| (), |()| plan());
    on_change("opportunity", None, move || found.refetch());
    on_change("team", None, move || found.refetch());
    view! {
        <Title text=t.assignment_title()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.prices_path()><a href="/opportunities">{t.crm_list()}</a><span>"/"</span></nav>
            <h1>{t.assignment_title()}</h1>
            <span class="push"></span>
        </header>
        <Transition fallback=move || view! { <Skeleton rows=6/> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(plan) => view! { <Shown t plan/> }.into_any(),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(t: T, plan: AssignPlan) -> impl IntoView {
    let AssignPlan { used, rows, more } = plan;
    let below = match rows.is_empty() {
        true => view! { <Empty small=true><p>{t.assignment_none()}</p></Empty> }.into_any(),
        false => view! { <Waiting t rows more/> }.into_any(),
    };
    view! {
        <div class="setview one">
            <div class="rules">
                <section role="group" aria-labelledby="waiting">
                    <h2 class="t-16" id="waiting">{t.assignment_waiting()}</h2>
                    <p class="muted t-13 prose">{if used { t.assignment_what() } else { t.assignment_unused() }}</p>
                    {below}
                </section>
                {used.then(|| view! { <WouldHave t/> })}
            </div>
        </div>
    }
}

/// Those that wait, and the button.
#[component]
fn Waiting(t: T, rows: Vec<PlanRow>, more: bool) -> impl IntoView {
    let toasts = use_toasts();
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let placed = StoredValue::new(rows.iter().map(|row| row.at).collect::<Vec<_>>());
    let count = rows.iter().filter(|row| row.owner.is_some()).count();
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let give = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        let command = AssignNow { key: key.get_value(), rows: placed.get_value() };
        spawn_local(async move {
            let answer = assign_now(command).await;
            // What changed may have drawn the table anew before the answer came.
            if !busy.is_disposed() {
                busy.set(false);
                wrong.set(answer.as_ref().err().map(|error| error.sentence(t)));
            }
            if let Ok(done) = answer {
                told(t, toasts, done);
            }
        });
    };
    let head = move || {
        view! {
            <th scope="col">{t.assignment_column_title()}</th>
            <th scope="col">{t.assignment_column_team()}</th>
            <th scope="col">{t.assignment_column_to()}</th>
            <th scope="col">{t.assignment_column_why()}</th>
        }
    };
    let row = move |row: PlanRow| {
        let why = i18n::assignment::reason(t, &row.reason, currency()).join(" ");
        let owner = match row.owner {
            Some(owner) => view! { <b>{owner.name}</b> }.into_any(),
            None => view! { <span class="faint">{t.assignment_nobody()}</span> }.into_any(),
        };
        view! {
            <tr>
                <th scope="row" class="c-title">
                    <a href=format!("/opportunities/{}", row.at.id)>{row.title}</a>
                    {(!row.party.is_empty()).then(|| view! { " " <span class="faint">{row.party}</span> })}
                </th>
                <td>{row.team.map(|team| team.name)}</td>
                <td class="c-end">{owner}</td>
                <td class="c-sub muted t-13">{why}</td>
            </tr>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
        {(count > 0).then(|| view! {
            <div class="row gap">
                <Button look=Look::Primary icon=IconName::People busy busy_label=t.assignment_giving() on_press=give>
                    {t.assignment_give(count as i64)}
                </Button>
            </div>
        })}
        <div class="card gap"><Table label=t.assignment_waiting() cards=true head>{rows}</Table></div>
        {more.then(|| view! { <p class="muted t-13">{t.assignment_more()}</p> })}
    }
}

/// Says what was given, with the way back. The toast outlives the page.
fn told(t: T, toasts: Toasts, done: Assigned) {
    if let Some(batch) = done.batch {
        toasts.undo(t.assignment_given(i64::from(done.given)), move || {
            spawn_local(async move {
                match take_back(TakeBackAssigned { batch }).await {
                    Ok(back) => {
                        toasts.say(t.assignment_back(i64::from(back.back)));
                        if back.kept > 0 {
                            toasts.warn(t.assignment_kept(i64::from(back.kept)));
                        }
                    }
                    Err(error) => toasts.warn(error.sentence(t)),
                }
            });
        });
    }
    if done.left > 0 {
        toasts.warn(t.assignment_left(i64::from(done.left)));
    }
}
