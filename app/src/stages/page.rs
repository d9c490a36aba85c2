//! The settings of stages: the pipeline in a table, and the stage that is edited in a drawer.
use super::{
    api::{list_stages, shift_stage},
    form::StageEditor,
};
use crate::{
    i18n::use_t,
    settings::{Order, SetPage},
    ui::{Badge, Button, IconName, Table, Tone, use_toasts},
};
use domain::{formats, ids::StageId};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    shared::IdempotencyKey,
    stages::{ShiftStage, StageForm, StagesView},
};

/// What the drawer edits: a stage, none for a new one, and what it can be given.
#[derive(Clone)]
pub(super) struct Edited {
    pub(super) stage: Option<StageForm>,
    /// Teams by id and name.
    pub(super) teams: Vec<(String, String)>,
    /// Where what stands in it can move to.
    pub(super) targets: Vec<(String, String)>,
}

/// `/settings/stages`.
#[component]
pub fn StagesPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.stages_title(),
        topic: "stage",
        drawer: "stage",
        blank: Edited { stage: None, teams: Vec::new(), targets: Vec::new() },
        heading: |t, edited: &Edited| {
            edited.stage.as_ref().map_or_else(|| t.stages_new().to_owned(), |stage| stage.fields.name.clone())
        },
        acts: None,
        rows: |t, view, on_edit| view! { <Rows t view on_edit/> }.into_any(),
        form: |t, edited, open| view! { <StageEditor t edited open/> }.into_any(),
    }
    .view(list_stages)
}

#[component]
fn Rows(t: T, view: StagesView, on_edit: Callback<Edited>) -> impl IntoView {
    let toasts = use_toasts();
    let StagesView { stages, teams } = view;
    let teams: Vec<(String, String)> = teams.into_iter().map(|team| (team.id.to_string(), team.name)).collect();
    let head = move || {
        view! {
            <th scope="col">{t.stages_name()}</th>
            <th scope="col">{t.stages_team()}</th>
            <th scope="col" class="num">{t.stages_chance()}</th>
            <th scope="col" class="num">{t.stages_standing()}</th>
            <th scope="col">{t.stages_state()}</th>
            <th scope="col">{t.stages_order()}</th>
        }
    };
    let shift = move |id: StageId, earlier: bool| {
        spawn_local(async move {
            let command = ShiftStage { key: IdempotencyKey(Uuid::new_v4()), id, earlier };
            if let Err(error) = shift_stage(command).await {
                toasts.warn(error.sentence(t));
            }
        });
    };
    let fresh = StoredValue::new(Edited { stage: None, teams: teams.clone(), targets: Vec::new() });
    let all = stages.clone();
    let row = |stage: StageForm| {
        let id = stage.id;
        let (tone, state) = match (stage.retired, stage.fields.folded) {
            (true, _) => (Tone::Off, t.stages_retired()),
            (false, true) => (Tone::Plain, t.stages_folds()),
            (false, false) => (Tone::Plain, t.stages_in_use()),
        };
        let name = stage.fields.name.clone();
        let team = if stage.team_name.is_empty() { t.stages_all_teams().to_owned() } else { stage.team_name.clone() };
        let chance = stage.fields.chance.map(|chance| formats::percent(t.figures(), chance));
        let (standing, retired) = (stage.standing, stage.retired);
        // Where everything of this stage may stand: a stage of all teams, or one of its own.
        let fits = |other: &&StageForm| {
            !other.retired && other.id != id && (other.fields.team.is_none() || other.fields.team == stage.fields.team)
        };
        let targets = all.iter().filter(fits).map(|other| (other.id.to_string(), other.fields.name.clone())).collect();
        let (earlier, later) = (t.stages_earlier(&name), t.stages_later(&name));
        let what = Edited { stage: Some(stage.clone()), teams: teams.clone(), targets };
        view! {
            <tr class=retired.then_some("dim")>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| on_edit.run(what.clone())>{name}</button></th>
                <td class="c-sub">{team}</td>
                <td class="num">{chance}</td>
                <td class="num">{formats::figure(t.figures(), standing.into(), 0)}</td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
                <td class="c-note">{(!retired).then(|| view! {
                    <Order id=id.to_string() earlier later on_shift=move |earlier: bool| shift(id, earlier)/>
                })}</td>
            </tr>
        }
    };
    let rows = stages.into_iter().map(row).collect_view();
    view! {
        <section id="stages">
            <div class="row"><p class="muted t-13 prose">{t.stages_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(fresh.get_value())>{t.stages_new()}</Button>
            </div>
            <div class="card gap"><Table label=t.stages_title() cards=true head>{rows}</Table></div>
        </section>
    }
}
