//! A mailbox in its drawer: name, who gets what comes in, its mail server, its address for posting.
use super::{
    api::save_mailbox,
    copy::Address,
    mailboxes::Edited,
    server::{Server, Typed},
};
use crate::{
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Banner, Button, Check, Field, IconName, Select, TextInput, Tone},
};
use i18n::T;
use leptos::prelude::*;
use wire::mailboxes::{MailboxFields, SaveMailbox};

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
    let form =
        SetForm::new(t, SetWords { stale: t.mailboxes_stale(), above: Above::First, foot: Foot::usual(t) }, open);
    let refused = form.refused;
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
            let command = SaveMailbox { key: form.key(), id, version, fields, password, renew };
            form.answered(save_mailbox(command).await, t.mailboxes_saved());
        }
    });
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
                <Button small=true icon=IconName::Refresh on_press=move |()| form.run(saving, true)>{t.intake_renew()}</Button>
                <span class="muted t-13">{t.intake_renew_what()}</span>
            </div>
        }
    });
    view! {
        {form.banner()}
        {trouble}
        <div class="stack">
            <Field id="mailbox-name" label=t.intake_field_name() error=form.at("name")><TextInput value=name/></Field>
            <Field id="mailbox-team" label=t.intake_field_team() error=form.at("team")><Select value=team options=teams/></Field>
            <Field id="mailbox-owner" label=t.intake_field_owner() error=form.at("owner")><Select value=owner options=owners/></Field>
            <Field id="mailbox-source" label=t.mailboxes_field_source() error=form.at("source")><TextInput value=from/></Field>
            <Check value=active>{t.mailboxes_active()}</Check>
            <Check value=fetched>{t.mailboxes_fetched()}</Check>
            {move || fetched.get().then(|| view! { <Server t typed id has_password refused/> })}
            {address}
            {form.foot_with(None, saving, false)}
        </div>
    }
}
