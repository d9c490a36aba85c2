//! A stage in its drawer: its name, its chance, whose it is, and the way out of use.
use super::{
    api::{retire_stage, save_stage},
    page::Edited,
};
use crate::{
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Button, Check, Field, NumberInput, Select, TextInput},
};
use domain::{crm::stages::LONGEST, refusal::Refusal};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    shared::IdempotencyKey,
    stages::{RetireStage, SaveStage, StageFields, StageForm},
};

/// The form.
#[component]
pub(super) fn StageEditor(
    /// The reader's texts.
    t: T,
    /// What is edited.
    edited: Edited,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let above = Above::Words(|t, refusals| {
        let last = refusals.iter().any(|one| one.field == "shared");
        if last { t.stages_last() } else { t.stages_look() }.to_owned()
    });
    let form = SetForm::new(t, SetWords { stale: t.stages_stale(), above, foot: Foot::usual(t) }, open);
    let Edited { stage, mut teams, targets } = edited;
    let known = stage.as_ref().map(|stage| (stage.id, stage.version));
    let first = stage.as_ref().map(|stage| stage.fields.clone()).unwrap_or_default();
    let team = RwSignal::new(first.team.map(|team| team.to_string()).unwrap_or_default());
    if let Some(stage) = stage.as_ref().filter(|stage| !stage.team_name.is_empty()) {
        let own = team.get_untracked();
        // A team out of use still has the stage.
        if teams.iter().all(|(id, _)| *id != own) {
            teams.push((own, stage.team_name.clone()));
        }
    }
    let name = RwSignal::new(first.name);
    let chance = RwSignal::new(first.chance);
    let folded = RwSignal::new(first.folded);
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let fields = untrack(|| StageFields {
            name: name.get(),
            chance: chance.get(),
            team: team.get().parse().ok(),
            folded: folded.get(),
        });
        let command = SaveStage { key: form.key(), id, version, fields };
        async move { form.answered(save_stage(command).await, t.stages_saved()) }
    });
    let team_error = Signal::derive(move || {
        form.refusal("team").map(|found| match found {
            Refusal::InUse => t.stages_team_in_use().to_owned(),
            other => i18n::problem::refusal_sentence(t, &other),
        })
    });
    let options: Vec<(String, String)> =
        std::iter::once((String::new(), t.stages_all_teams().to_owned())).chain(teams).collect();
    let way_out = stage.map(|stage| view! { <WayOut t stage targets form/> });
    view! {
        {form.banner()}
        <div class="stack">
            <Field id="stage-name" label=t.stages_name() error=form.at("name")><TextInput value=name longest=LONGEST as u32/></Field>
            <Field id="stage-chance" label=t.stages_chance() hint=t.stages_chance_what().to_owned() error=form.at("chance")>
                <NumberInput value=chance unit="%"/>
            </Field>
            <Field id="stage-team" label=t.stages_team() hint=t.stages_team_what().to_owned() error=team_error>
                <Select value=team options=Signal::stored(options)/>
            </Field>
            <Check value=folded>{t.stages_folded()}</Check>
            {way_out}
            {form.foot(saving)}
        </div>
    }
}

/// Out of use, with where to what stands in it goes; or back into use.
#[component]
fn WayOut(t: T, stage: StageForm, targets: Vec<(String, String)>, form: SetForm) -> impl IntoView {
    let (id, version, retired, standing) = (stage.id, stage.version, stage.retired, stage.standing);
    let to = RwSignal::new(String::new());
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let retiring = Action::new(move |command: &RetireStage| {
        let command = command.clone();
        async move {
            let answer = retire_stage(command).await;
            if answer.is_err() {
                key.set_value(IdempotencyKey(Uuid::new_v4()));
            }
            form.answered(answer, if retired { t.stages_restored_now() } else { t.stages_retired_now() });
        }
    });
    let press = move |()| {
        let to = to.get_untracked().parse().ok();
        form.run(retiring, RetireStage { key: key.get_value(), id, version, retired: !retired, to });
    };
    let options: Vec<(String, String)> =
        std::iter::once((String::new(), t.stages_choose().to_owned())).chain(targets).collect();
    let asks = !retired && standing > 0;
    view! {
        <section class="stack" aria-labelledby="stage-out">
            <h3 class="t-13" id="stage-out">{if retired { t.stages_restore() } else { t.stages_retire_title() }}</h3>
            {(!retired).then(|| view! { <p class="muted t-13">{t.stages_retire_what()}</p> })}
            {asks.then(|| view! {
                <Field id="stage-to" label=t.stages_retire_to() error=form.at("to")><Select value=to options=Signal::stored(options)/></Field>
            })}
            <div class="row">
                <Button busy=retiring.pending() busy_label=t.tags_saving() on_press=press>
                    {if retired { t.stages_restore() } else { t.stages_retire() }}
                </Button>
            </div>
        </section>
    }
}
