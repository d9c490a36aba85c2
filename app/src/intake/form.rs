//! A web form in its drawer: name, who gets what comes in, its addresses.
use super::{
    api::save_source,
    copy::Address,
    shape::{Shape, ShapeFields},
    sources::Edited,
};
use crate::ui::{Banner, Button, Check, Field, IconName, Look, Select, TextInput, Tone, use_toasts};
use domain::refusal::FieldRefusal;
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    intake::{SaveSource, SourceFields},
    problem::Problem,
    shared::IdempotencyKey,
};

/// The form.
#[component]
pub(super) fn SourceEditor(
    /// The reader's texts.
    t: T,
    /// What is edited.
    edited: Edited,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let Edited { source, teams, owners, own } = edited;
    let known = source.as_ref().map(|source| (source.id, source.version));
    let addresses = source.as_ref().map(|source| (source.post_url.clone(), source.page_url.clone()));
    let first = source.map(|source| source.fields);
    let text = |of: &dyn Fn(&SourceFields) -> String| RwSignal::new(first.as_ref().map(of).unwrap_or_default());
    let name = text(&|fields| fields.name.clone());
    let from = text(&|fields| fields.source.clone());
    let team = text(&|fields| fields.team.map(|team| team.to_string()).unwrap_or_default());
    let owner = text(&|fields| fields.owner.map(|owner| owner.to_string()).unwrap_or_default());
    let shape = Shape::of(&first.as_ref().map(|fields| fields.shape.clone()).unwrap_or_default());
    let active = RwSignal::new(first.as_ref().is_none_or(|fields| fields.active));
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let saving = Action::new(move |renew: &bool| {
        let renew = *renew;
        let fields = SourceFields {
            name: name.get_untracked(),
            team: team.with_untracked(|id| id.parse().ok()),
            owner: owner.with_untracked(|id| id.parse().ok()),
            source: from.get_untracked(),
            active: active.get_untracked(),
            shape: shape.typed(),
        };
        async move {
            let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
            match save_source(SaveSource { key: key.get_value(), id, version, fields, renew }).await {
                Ok(_) => {
                    toasts.say(t.intake_saved().to_owned());
                    open.set(false);
                }
                Err(error) if error.is_stale() => wrong.set(Some(t.intake_stale().to_owned())),
                Err(error) => {
                    wrong.set(Some(error.sentence(t)));
                    if let Problem::Refused { refusals } = error.0 {
                        key.set_value(IdempotencyKey(Uuid::new_v4()));
                        refused.set(refusals);
                    }
                }
            }
        }
    });
    let save = move |renew: bool| {
        wrong.set(None);
        refused.set(Vec::new());
        saving.dispatch(renew);
    };
    let at = move |field: &str| {
        let field = field.to_owned();
        Signal::derive(move || {
            refused.with(|all| {
                let found = all.iter().find(|one| one.field == field);
                found.map(|one| i18n::problem::refusal_sentence(t, &one.refusal))
            })
        })
    };
    let choices = |none: &'static str, all: Vec<(String, String)>| {
        Signal::stored(std::iter::once((String::new(), none.to_owned())).chain(all).collect::<Vec<_>>())
    };
    let (teams, owners) = (choices(t.intake_no_team(), teams), choices(t.intake_no_owner(), owners));
    let addresses = addresses.map(|(post, page)| {
        view! {
            <Address id="web-form-post" label=t.intake_post_url() url=post/>
            <Address id="web-form-page" label=t.intake_page_url() url=page/>
            <div class="row wrap">
                <Button small=true icon=IconName::Refresh on_press=move |()| save(true)>{t.intake_renew()}</Button>
                <span class="muted t-13">{t.intake_renew_what()}</span>
            </div>
        }
    });
    view! {
        {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
        <div class="stack">
            <Field id="web-form-name" label=t.intake_field_name() error=at("name")><TextInput value=name/></Field>
            <Field id="web-form-team" label=t.intake_field_team() error=at("team")><Select value=team options=teams/></Field>
            <Field id="web-form-owner" label=t.intake_field_owner() error=at("owner")><Select value=owner options=owners/></Field>
            <Field id="web-form-source" label=t.intake_field_source() error=at("source")><TextInput value=from/></Field>
            <Check value=active>{t.intake_active()}</Check>
            <ShapeFields t shape own at=move |field: String| at(&field)/>
            {addresses}
            <div class="ending">
                <Button on_press=move |()| open.set(false)>{t.intake_cancel()}</Button>
                <Button look=Look::Primary busy=saving.pending() busy_label=t.intake_saving() on_press=move |()| save(false)>{t.intake_save()}</Button>
            </div>
        </div>
    }
}
