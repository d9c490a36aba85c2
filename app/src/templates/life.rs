//! The life of a template: made again under another name, deleted, brought back.
use super::api::{delete_template, duplicate_template};
use crate::{
    i18n::use_t,
    ui::{Button, IconName, Toasts, use_toasts},
};
use domain::ids::TemplateId;
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use uuid::Uuid;
use wire::{
    shared::IdempotencyKey,
    templates::{DeleteTemplate, DuplicateTemplate},
};

/// The buttons at the head of a template's form.
#[component]
pub(super) fn LifeButtons(
    id: TemplateId,
    /// The version that was read or saved last.
    version: RwSignal<i64>,
    /// The name as it is stored.
    name: String,
    /// Told when somebody else has changed the template.
    on_stale: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let navigate = StoredValue::new(use_navigate());
    let named = StoredValue::new(name);
    let duplicate = move |()| {
        busy.set(true);
        let command = DuplicateTemplate { key: key.get_value(), id, name: named.get_value() };
        spawn_local(async move {
            let answer = duplicate_template(command).await;
            let _ = busy.try_set(false);
            let _ = key.try_set_value(IdempotencyKey(Uuid::new_v4()));
            match answer {
                Ok(made) => {
                    toasts.say(t.templates_duplicated());
                    let _ =
                        navigate.try_with_value(|go| go(&format!("/settings/templates/{made}"), Default::default()));
                }
                Err(error) => toasts.warn(error.sentence(t)),
            }
        });
    };
    let delete = move |()| {
        busy.set(true);
        let command = DeleteTemplate { id, version: version.get_untracked(), deleted: true };
        spawn_local(async move {
            let answer = delete_template(command).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(now) => {
                    toasts.undo(t.templates_deleted(), move || restore(t, toasts, id, now));
                    let _ = navigate.try_with_value(|go| go("/settings/templates", Default::default()));
                }
                Err(error) if error.is_stale() => on_stale.run(()),
                Err(error) => toasts.warn(error.sentence(t)),
            }
        });
    };
    view! {
        <Button icon=IconName::Copy disabled=busy on_press=duplicate>{t.templates_duplicate()}</Button>
        <Button icon=IconName::Trash disabled=busy on_press=delete>{t.templates_delete()}</Button>
    }
}

/// Brings a deleted template back. Lists hear of it by themselves.
pub(super) fn restore(t: T, toasts: Toasts, id: TemplateId, version: i64) {
    spawn_local(async move {
        match delete_template(DeleteTemplate { id, version, deleted: false }).await {
            Ok(_) => toasts.say(t.templates_restored()),
            Err(error) => toasts.warn(error.sentence(t)),
        }
    });
}
