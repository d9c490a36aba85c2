//! An activity plan in its drawer: its name, for whom it is, its steps, and the stages that start it.
use super::{
    api::save_plan,
    page::Edited,
    step::{Row, Step},
};
use crate::{
    ui::{Banner, Button, Check, Field, IconName, Look, Select, TextInput, Tone, use_toasts},
    wire::AppError,
};
use domain::{
    crm::plans::LONGEST,
    ids::{ActivityTypeId, StageId},
    refusal::FieldRefusal,
};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    plans::{PlanFields, SavePlan},
    problem::Problem,
    shared::IdempotencyKey,
};

/// The form.
#[component]
pub(super) fn PlanEditor(
    /// The reader's texts.
    t: T,
    /// What is edited.
    edited: Edited,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let Edited { plan, types, people, teams, stages } = edited;
    let known = plan.as_ref().map(|plan| (plan.id, plan.version));
    let first = plan.map(|plan| plan.fields).unwrap_or_default();
    let name = RwSignal::new(first.name);
    let team = RwSignal::new(first.team.map(|team| team.to_string()).unwrap_or_default());
    let rows = RwSignal::new(first.steps.into_iter().map(Row::new).collect::<Vec<_>>());
    let starting: Vec<(StageId, String, RwSignal<bool>)> = stages
        .into_iter()
        .filter_map(|(id, words)| id.parse::<StageId>().ok().map(|id| (id, words)))
        .map(|(id, words)| (id, words, RwSignal::new(first.stages.contains(&id))))
        .collect();
    let starts = StoredValue::new(starting.iter().map(|(id, _, on)| (*id, *on)).collect::<Vec<_>>());
    let retired = RwSignal::new(first.retired);
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let fields = move || PlanFields {
        name: name.get(),
        team: team.get().parse().ok(),
        steps: rows.get().into_iter().map(Row::fields).collect(),
        stages: starts.get_value().into_iter().filter(|(_, on)| on.get()).map(|(id, _)| id).collect(),
        retired: retired.get(),
    };
    let refuse = move |error: AppError| {
        if error.is_stale() {
            wrong.set(Some(t.plans_stale().to_owned()));
            return;
        }
        let said = error.sentence(t);
        let Problem::Refused { refusals } = error.0 else {
            wrong.set(Some(said));
            return;
        };
        // Nothing was kept: other fields make another command, which needs a key of its own.
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        wrong.set(Some(t.plans_look().to_owned()));
        refused.set(refusals);
    };
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let command = SavePlan { key: key.get_value(), id, version, fields: untrack(fields) };
        async move {
            match save_plan(command).await {
                Ok(_) => {
                    toasts.say(t.plans_saved());
                    open.set(false);
                }
                Err(error) => refuse(error),
            }
        }
    });
    let save = move |()| {
        wrong.set(None);
        refused.set(Vec::new());
        saving.dispatch(());
    };
    let said = move |field: &'static str| {
        refused.with(|all| {
            let found = all.iter().find(|one| one.field == field);
            found.map(|one| i18n::problem::refusal_sentence(t, &one.refusal))
        })
    };
    let at = move |field: &'static str| Signal::derive(move || said(field));
    let beside = move |field: &'static str| {
        move || said(field).map(|said| view! { <span class="error" role="alert">{said}</span> })
    };
    let everybody = (String::new(), t.plans_team_all().to_owned());
    let teams: Vec<(String, String)> = std::iter::once(everybody).chain(teams).collect();
    let usual = types.first().and_then(|(id, _)| id.parse::<ActivityTypeId>().ok());
    let add = move |()| {
        if let Some(of) = usual {
            rows.update(|rows| rows.push(Row::added(of)));
        }
    };
    let (types, people) = (StoredValue::new(types), StoredValue::new(people));
    let starting = starting.into_iter().map(|(_, words, on)| view! { <Check value=on>{words}</Check> }).collect_view();
    view! {
        {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
        <div class="stack">
            <Field id="plan-name" label=t.plans_name() error=at("name")><TextInput value=name longest=LONGEST as u32/></Field>
            <Field id="plan-team" label=t.plans_team() error=at("team")><Select value=team options=teams/></Field>
            <section class="stack" aria-labelledby="plan-steps">
                <h3 class="t-13" id="plan-steps">{t.plans_steps()}</h3>
                <For each=move || rows.get() key=|row| row.mark let:row>
                    <Step t row rows refused types=types.get_value() people=people.get_value()/>
                </For>
                {beside("steps")}
                <div class="row"><Button small=true icon=IconName::Plus on_press=add>{t.plans_add_step()}</Button></div>
            </section>
            <fieldset class="stack">
                <legend class="t-13">{t.plans_stages()}</legend>
                {starting}
                {beside("stages")}
            </fieldset>
            <Check value=retired>{t.plans_retire()}</Check>
            <div class="ending">
                <Button on_press=move |()| open.set(false)>{t.tags_cancel()}</Button>
                <Button look=Look::Primary busy=saving.pending() busy_label=t.tags_saving() on_press=save>{t.tags_save()}</Button>
            </div>
        </div>
    }
}
