//! The settings of activity plans: all of them in a table, and the one that is edited in a drawer.
use super::{api::list_plans, form::PlanEditor};
use crate::{
    i18n::use_t,
    settings::SetPage,
    ui::{Badge, Button, Empty, IconName, Table, Tone},
};
use i18n::T;
use leptos::prelude::*;
use wire::plans::{PlanForm, PlansView};

/// What the drawer edits: a plan, none for a new one, and what it can be made of. Lists are by id and name.
#[derive(Clone, Default)]
pub(super) struct Edited {
    pub(super) plan: Option<PlanForm>,
    pub(super) types: Vec<(String, String)>,
    pub(super) people: Vec<(String, String)>,
    pub(super) teams: Vec<(String, String)>,
    /// With the plan each stage starts now, if another.
    pub(super) stages: Vec<(String, String)>,
}

/// `/settings/activity-plans`.
#[component]
pub fn PlansPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.plans_title(),
        topic: "activity_plan",
        drawer: "activity-plan",
        blank: Edited::default(),
        heading: |t, edited: &Edited| {
            edited.plan.as_ref().map_or_else(|| t.plans_new().to_owned(), |plan| plan.fields.name.clone())
        },
        acts: None,
        rows: |t, view, on_edit| view! { <Rows t view on_edit/> }.into_any(),
        form: |t, edited, open| view! { <PlanEditor t edited open/> }.into_any(),
    }
    .view(list_plans)
}

/// What an editor of a plan needs of the page.
fn edited(t: T, view: &PlansView, plan: Option<&PlanForm>) -> Edited {
    let own = plan.map(|plan| plan.id);
    let stage = |stage: &wire::plans::PlanStage| {
        let other = view.plans.iter().find(|other| Some(other.id) != own && other.fields.stages.contains(&stage.id));
        let words = match other {
            Some(other) => t.plans_stage_taken(&stage.name, &other.fields.name),
            None => stage.name.clone(),
        };
        (stage.id.to_string(), words)
    };
    let types = view.types.iter().map(|of| (of.id.to_string(), i18n::activities::named(t, &of.name, of.kind)));
    Edited {
        plan: plan.cloned(),
        types: types.collect(),
        people: view.people.iter().map(|one| (one.id.to_string(), one.name.clone())).collect(),
        teams: view.teams.iter().map(|team| (team.id.to_string(), team.name.clone())).collect(),
        stages: view.stages.iter().map(stage).collect(),
    }
}

#[component]
fn Rows(t: T, view: PlansView, on_edit: Callback<Edited>) -> impl IntoView {
    let head = move || {
        view! {
            <th scope="col">{t.plans_name()}</th>
            <th scope="col">{t.plans_steps()}</th>
            <th scope="col">{t.plans_stages()}</th>
            <th scope="col">{t.tags_state()}</th>
        }
    };
    let row = |plan: &PlanForm| {
        let (name, retired) = (plan.fields.name.clone(), plan.fields.retired);
        let (tone, state) = if retired { (Tone::Off, t.tags_retired()) } else { (Tone::Plain, t.tags_in_use()) };
        let steps = t.figure(plan.fields.steps.len() as i64);
        let stages = view.stages.iter().filter(|stage| plan.fields.stages.contains(&stage.id));
        let stages = stages.map(|stage| stage.name.as_str()).collect::<Vec<_>>().join(", ");
        let what = edited(t, &view, Some(plan));
        view! {
            <tr class=retired.then_some("dim")>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| on_edit.run(what.clone())>{name}</button></th>
                <td class="c-sub"><span class="narrow">{t.plans_steps()}": "</span>{steps}</td>
                <td>{stages}</td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let none = view.plans.is_empty();
    let rows = view.plans.iter().map(row).collect_view();
    let fresh = StoredValue::new(edited(t, &view, None));
    view! {
        <section id="activity-plans">
            <div class="row"><p class="muted t-13 prose">{t.plans_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(fresh.get_value())>{t.plans_new()}</Button>
            </div>
            {if none {
                view! { <Empty small=true><p>{t.plans_none()}</p></Empty> }.into_any()
            } else {
                view! { <div class="card gap"><Table label=t.plans_title() cards=true head>{rows}</Table></div> }.into_any()
            }}
        </section>
    }
}
