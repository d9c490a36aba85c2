//! Starting a plan: which one, from which day, what it makes and for whom; and the way back.
use super::{desk::Desk, words};
use crate::{
    crm::plans::api::{launch_plan, offered_plans, preview_plan, take_back_launch},
    frame::today,
    i18n::use_t,
    ui::{Banner, Button, DateInput, Dialog, DueMark, Field, Icon, IconName, Look, Select, Skeleton, Tone},
    wire::AppError,
};
use chrono::NaiveDate;
use domain::ids::{OpportunityId, PlanId};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    plans::{LaunchPlan, Launched, PlanRef, PlannedStep, TakeBackLaunch},
    shared::IdempotencyKey,
};

/// Fields that show their own refusal.
const FIELDS: [&str; 2] = ["plan", "on"];

/// The dialog.
#[component]
pub(super) fn StartPlan(
    /// About which opportunity.
    opportunity: OpportunityId,
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The hands.
    desk: Desk,
) -> impl IntoView {
    let t = use_t();
    let plans = RwSignal::new(None::<Vec<PlanRef>>);
    let plan = RwSignal::new(String::new());
    let on = RwSignal::new(None::<NaiveDate>);
    let steps = RwSignal::new(Vec::<PlannedStep>::new());
    let problem = RwSignal::new(None::<AppError>);
    let busy = RwSignal::new(false);
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        plans.set(None);
        plan.set(String::new());
        on.set(Some(today()));
        steps.set(Vec::new());
        problem.set(None);
        spawn_local(async move {
            let answer = offered_plans(opportunity).await;
            if plans.is_disposed() {
                return;
            }
            match answer {
                Ok(found) => {
                    plan.set(found.first().map(|plan| plan.id.to_string()).unwrap_or_default());
                    plans.set(Some(found));
                }
                Err(error) => problem.set(Some(error)),
            }
        });
    });
    let asked = Memo::new(move |_| (plan.get().parse::<PlanId>().ok(), on.get()));
    Effect::new(move |_| {
        let (Some(id), day) = asked.get() else { return };
        spawn_local(async move {
            let answer = preview_plan(opportunity, id, day).await;
            // Another plan or day was chosen meanwhile.
            if steps.is_disposed() || asked.get_untracked() != (Some(id), day) {
                return;
            }
            match answer {
                Ok(found) => {
                    problem.set(None);
                    steps.set(found);
                }
                Err(error) => {
                    steps.set(Vec::new());
                    problem.set(Some(error));
                }
            }
        });
    });
    let start = move |()| {
        let (Some(id), on) = asked.get_untracked() else { return };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = launch_plan(LaunchPlan { key: key.get_value(), opportunity, plan: id, on }).await;
            if busy.is_disposed() {
                return;
            }
            busy.set(false);
            match answer {
                Ok(launched) => {
                    open.set(false);
                    said(t, desk, launched);
                    desk.changed.run(());
                }
                Err(error) => {
                    // Another try is another command: its fields differ.
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    problem.set(Some(error));
                }
            }
        });
    };
    let wrong = move |field: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.at(t, field))))
    };
    let beside = move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.beside(t, &FIELDS)));
    let title = Signal::derive(move || t.plans_start().to_owned());
    let some = move || plans.with(|plans| plans.as_ref().is_some_and(|plans| !plans.is_empty()));
    let offered = Signal::derive(move || {
        let named = |plan: PlanRef| (plan.id.to_string(), plan.name);
        plans.get().unwrap_or_default().into_iter().map(named).collect::<Vec<_>>()
    });
    let body = move || match plans.with(|plans| plans.as_ref().map(Vec::is_empty)) {
        None if problem.with(Option::is_some) => ().into_any(),
        None => view! { <Skeleton rows=3/> }.into_any(),
        Some(true) => view! { <p class="muted">{t.plans_none_here()}</p> }.into_any(),
        Some(false) => view! {
            <div class="cols-2">
                <Field id="start-plan-plan" label=t.plans_plan() error=wrong("plan")>
                    <Select value=plan options=offered/>
                </Field>
                <Field id="start-plan-on" label=t.plans_on() error=wrong("on")>
                    <DateInput value=on today=today()/>
                </Field>
            </div>
            <section class="activities" aria-labelledby="start-plan-makes">
                <header class="row"><h3 id="start-plan-makes">{t.plans_makes()}</h3></header>
                <ol aria-live="polite">{move || steps.get().into_iter().map(|step| row(t, step)).collect_view()}</ol>
            </section>
        }
        .into_any(),
    };
    view! {
        <Dialog
            id="start-plan"
            open
            title
            on_submit=start
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.crm_cancel()}</Button>
                {move || some().then(|| view! { <Button look=Look::Primary submit=true busy>{t.plans_start_now()}</Button> })}
            }
        >
            <div class="stack loose">
                {move || beside().map(|why| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{why}</Banner>
                })}
                {body}
            </div>
        </Dialog>
    }
}

/// A step as it would be planned.
fn row(t: T, step: PlannedStep) -> impl IntoView {
    let (due, when) = words::due(t, step.due_on, today());
    let name = i18n::activities::named(t, &step.of.name, step.of.kind);
    let title = name.clone();
    let aside = match (step.open, step.instead) {
        (true, _) => Some(t.plans_open()),
        (false, true) => Some(t.plans_instead()),
        (false, false) => None,
    };
    view! {
        <li class="activity">
            <span title=title><Icon name=words::icon(step.of.kind)/><span class="sr">{name}</span></span>
            <div>
                <b>{step.summary}</b>
                <div class="t-13 muted"><DueMark due>{when}</DueMark>{format!(" · {}", step.user.name)}</div>
                {aside.map(|aside| view! { <p class="t-13 muted">{aside}</p> })}
            </div>
        </li>
    }
}

/// Says what was made, with its way back.
fn said(t: T, desk: Desk, launched: Launched) {
    let Some(launch) = launched.launch else {
        desk.toasts.say(t.plans_nothing());
        return;
    };
    let toasts = desk.toasts;
    toasts.undo(t.plans_started(launched.made as usize), move || {
        spawn_local(async move {
            let command = TakeBackLaunch { key: IdempotencyKey(Uuid::new_v4()), launch };
            if let Err(error) = take_back_launch(command).await {
                toasts.warn(error.sentence(t));
            }
            // The toast outlives the page.
            if !desk.plan.is_disposed() {
                desk.changed.run(());
            }
        });
    });
}
