//! A mailbox in its drawer: name, who gets what comes in, its mail server, its address for posting.
use super::{
    api::save_mailbox,
    copy::Address,
    mailboxes::Edited,
    server::{Server, Typed},
};
use crate::ui::{Banner, Button, Check, Field, IconName, Look, Select, TextInput, Tone, use_toasts};
use domain::refusal::FieldRefusal;
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    mailboxes::{MailboxFields, SaveMailbox},
    problem::Problem,
    shared::IdempotencyKey,
};

/// The form.
#[component]
pub(super) fn MailboxEditor(
    /// The reader's texts.
    t: T,
    /// What is edited.
    edited: Edited,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let Edited { mailbox, teams, owners } = edited;
    let known = mailbox.as_ref().map(|one| (one.id, one.version));
    let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
    let post_url = mailbox.as_ref().map(|one| one.post_url.clone());
    let has_password = mailbox.as_ref().is_some_and(|one| one.has_password);
    let failing = mailbox.as_ref().filter(|one| one.state.failing).map(|one| one.state.clone());
    let first = mailbox
        .map_or_else(|| MailboxFields { active: true, fetched: true, ..MailboxFields::default() }, |one| one.fields);
    let name = RwSignal::new(first.name.clone());
    let from = RwSignal::new(first.source.clone());
    let team = RwSignal::new(first.team.map(|team| team.to_string()).unwrap_or_default());
    let owner = RwSignal::new(first.owner.map(|owner| owner.to_string()).unwrap_or_default());
    let active = RwSignal::new(first.active);
    let fetched = RwSignal::new(first.fetched);
    let typed = Typed::new(&first.server);
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let saving = Action::new(move |renew: &bool| {
        let renew = *renew;
        let fields = MailboxFields {
            name: name.get_untracked(),
            team: team.with_untracked(|id| id.parse().ok()),
            owner: owner.with_untracked(|id| id.parse().ok()),
            source: from.get_untracked(),
            active: active.get_untracked(),
            fetched: fetched.get_untracked(),
            server: typed.fields(),
        };
        let password = if fetched.get_untracked() { typed.password.get_untracked() } else { String::new() };
        async move {
            match save_mailbox(SaveMailbox { key: key.get_value(), id, version, fields, password, renew }).await {
                Ok(_) => {
                    toasts.say(t.mailboxes_saved().to_owned());
                    open.set(false);
                }
                Err(error) if error.is_stale() => wrong.set(Some(t.mailboxes_stale().to_owned())),
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
    let at = move |field: &'static str| {
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
    let trouble = failing.map(|state| {
        let detail = (!state.detail.is_empty()).then(|| t.mailboxes_server_says(&state.detail));
        let sentence = i18n::mailboxes::trouble(t, &state.trouble);
        view! { <Banner tone=Tone::Danger icon=IconName::Alert>{sentence}" "{detail}</Banner> }
    });
    let address = post_url.map(|url| {
        view! {
            <Address id="mailbox-post" label=t.mailboxes_post_url() url/>
            <div class="row wrap">
                <Button small=true icon=IconName::Refresh on_press=move |()| save(true)>{t.intake_renew()}</Button>
                <span class="muted t-13">{t.intake_renew_what()}</span>
            </div>
        }
    });
    view! {
        {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
        {trouble}
        <div class="stack">
            <Field id="mailbox-name" label=t.intake_field_name() error=at("name")><TextInput value=name/></Field>
            <Field id="mailbox-team" label=t.intake_field_team() error=at("team")><Select value=team options=teams/></Field>
            <Field id="mailbox-owner" label=t.intake_field_owner() error=at("owner")><Select value=owner options=owners/></Field>
            <Field id="mailbox-source" label=t.mailboxes_field_source() error=at("source")><TextInput value=from/></Field>
            <Check value=active>{t.mailboxes_active()}</Check>
            <Check value=fetched>{t.mailboxes_fetched()}</Check>
            {move || fetched.get().then(|| view! { <Server t typed id has_password refused/> })}
            {address}
            <div class="ending">
                <Button on_press=move |()| open.set(false)>{t.intake_cancel()}</Button>
                <Button look=Look::Primary busy=saving.pending() busy_label=t.intake_saving() on_press=move |()| save(false)>{t.intake_save()}</Button>
            </div>
        </div>
    }
}
