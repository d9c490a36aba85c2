//! An activity plan in its drawer: its name, for whom it is, its steps, and the stages that start it.
use super::{
    api::save_plan,
    page::Edited,
    step::{Row, Step},
};
use crate::{
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Button, Check, Field, IconName, Select, TextInput},
};
use domain::{
    crm::plans::LONGEST,
    ids::{ActivityTypeId, StageId},
};
use i18n::T;
use leptos::prelude::*;
use wire::plans::{PlanFields, SavePlan};

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
    let above = Above::Words(|t, _| t.plans_look().to_owned());
    let form = SetForm::new(t, SetWords { stale: t.plans_stale(), above, foot: Foot::usual(t) }, open);
    let refused = form.refused;
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
    let fields = move || PlanFields {
        name: name.get(),
        team: team.get().parse().ok(),
        steps: rows.get().into_iter().map(Row::fields).collect(),
        stages: starts.get_value().into_iter().filter(|(_, on)| on.get()).map(|(id, _)| id).collect(),
        retired: retired.get(),
    };
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let command = SavePlan { key: form.key(), id, version, fields: untrack(fields) };
        async move { form.answered(save_plan(command).await, t.plans_saved()) }
    });
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
        {form.banner()}
        <div class="stack">
            <Field id="plan-name" label=t.plans_name() error=form.at("name")><TextInput value=name longest=LONGEST as u32/></Field>
            <Field id="plan-team" label=t.plans_team() error=form.at("team")><Select value=team options=teams/></Field>
            <section class="stack" aria-labelledby="plan-steps">
                <h3 class="t-13" id="plan-steps">{t.plans_steps()}</h3>
                <For each=move || rows.get() key=|row| row.mark let:row>
                    <Step t row rows refused types=types.get_value() people=people.get_value()/>
                </For>
                {form.beside("steps")}
                <div class="row"><Button small=true icon=IconName::Plus on_press=add>{t.plans_add_step()}</Button></div>
            </section>
            <fieldset class="stack">
                <legend class="t-13">{t.plans_stages()}</legend>
                {starting}
                {form.beside("stages")}
            </fieldset>
            <Check value=retired>{t.plans_retire()}</Check>
            {form.foot(saving)}
        </div>
    }
}
