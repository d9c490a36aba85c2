//! A stage in its drawer: its name, its chance, whose it is, and the way out of use.
use super::{
    api::{retire_stage, save_stage},
    page::Edited,
};
use crate::{
    ui::{Banner, Button, Check, Field, IconName, Look, NumberInput, Select, TextInput, Tone, use_toasts},
    wire::AppError,
};
use domain::{
    crm::stages::LONGEST,
    refusal::{FieldRefusal, Refusal},
};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    problem::Problem,
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
    let toasts = use_toasts();
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
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let refuse = move |error: AppError| {
        if error.is_stale() {
            wrong.set(Some(t.stages_stale().to_owned()));
            return;
        }
        let said = error.sentence(t);
        let Problem::Refused { refusals } = error.0 else {
            wrong.set(Some(said));
            return;
        };
        // Nothing was kept: other fields make another command, which needs a key of its own.
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        let last = refusals.iter().any(|one| one.field == "shared");
        wrong.set(Some(if last { t.stages_last() } else { t.stages_look() }.to_owned()));
        refused.set(refusals);
    };
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let fields = untrack(|| StageFields {
            name: name.get(),
            chance: chance.get(),
            team: team.get().parse().ok(),
            folded: folded.get(),
        });
        let command = SaveStage { key: key.get_value(), id, version, fields };
        async move {
            match save_stage(command).await {
                Ok(_) => {
                    toasts.say(t.stages_saved());
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
    let at = move |field: &'static str| {
        Signal::derive(move || {
            let found = refused.with(|all| all.iter().find(|one| one.field == field).map(|one| one.refusal.clone()))?;
            Some(match found {
                Refusal::InUse => t.stages_team_in_use().to_owned(),
                other => i18n::problem::refusal_sentence(t, &other),
            })
        })
    };
    let options: Vec<(String, String)> =
        std::iter::once((String::new(), t.stages_all_teams().to_owned())).chain(teams).collect();
    let way_out = stage.map(|stage| view! { <WayOut t stage targets open refused wrong refuse/> });
    view! {
        {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
        <div class="stack">
            <Field id="stage-name" label=t.stages_name() error=at("name")><TextInput value=name longest=LONGEST as u32/></Field>
            <Field id="stage-chance" label=t.stages_chance() hint=t.stages_chance_what().to_owned() error=at("chance")>
                <NumberInput value=chance unit="%"/>
            </Field>
            <Field id="stage-team" label=t.stages_team() hint=t.stages_team_what().to_owned() error=at("team")>
                <Select value=team options=Signal::stored(options)/>
            </Field>
            <Check value=folded>{t.stages_folded()}</Check>
            {way_out}
            <div class="ending">
                <Button on_press=move |()| open.set(false)>{t.stages_cancel()}</Button>
                <Button look=Look::Primary busy=saving.pending() busy_label=t.stages_saving() on_press=save>{t.stages_save()}</Button>
            </div>
        </div>
    }
}

/// Out of use, with where to what stands in it goes; or back into use.
#[component]
fn WayOut(
    t: T,
    stage: StageForm,
    targets: Vec<(String, String)>,
    open: RwSignal<bool>,
    refused: RwSignal<Vec<FieldRefusal>>,
    wrong: RwSignal<Option<String>>,
    #[prop(into)] refuse: Callback<AppError>,
) -> impl IntoView {
    let toasts = use_toasts();
    let (id, version, retired, standing) = (stage.id, stage.version, stage.retired, stage.standing);
    let to = RwSignal::new(String::new());
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let retiring = Action::new(move |command: &RetireStage| {
        let command = command.clone();
        async move {
            match retire_stage(command).await {
                Ok(_) => {
                    toasts.say(if retired { t.stages_restored_now() } else { t.stages_retired_now() });
                    open.set(false);
                }
                Err(error) => {
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    refuse.run(error);
                }
            }
        }
    });
    let press = move |()| {
        wrong.set(None);
        refused.set(Vec::new());
        let to = to.get_untracked().parse().ok();
        retiring.dispatch(RetireStage { key: key.get_value(), id, version, retired: !retired, to });
    };
    let error = Signal::derive(move || {
        let found = refused.with(|all| all.iter().find(|one| one.field == "to").map(|one| one.refusal.clone()))?;
        Some(i18n::problem::refusal_sentence(t, &found))
    });
    let options: Vec<(String, String)> =
        std::iter::once((String::new(), t.stages_choose().to_owned())).chain(targets).collect();
    let asks = !retired && standing > 0;
    view! {
        <section class="stack" aria-labelledby="stage-out">
            <h3 class="t-13" id="stage-out">{if retired { t.stages_restore() } else { t.stages_retire_title() }}</h3>
            {(!retired).then(|| view! { <p class="muted t-13">{t.stages_retire_what()}</p> })}
            {asks.then(|| view! {
                <Field id="stage-to" label=t.stages_retire_to() error><Select value=to options=Signal::stored(options)/></Field>
            })}
            <div class="row">
                <Button busy=retiring.pending() busy_label=t.stages_saving() on_press=press>
                    {if retired { t.stages_restore() } else { t.stages_retire() }}
                </Button>
            </div>
        </section>
    }
}
