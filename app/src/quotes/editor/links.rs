//! The customer's personal links: who has one, whether it was read; renew and revoke.
use super::{desk::Desk, recipients::role_words};
use crate::{
    quotes::{
        api::{read_quote, renew_link, revoke_link},
        copy_link::CopyLink,
    },
    ui::{Badge, Button, Dialog, IconName, Look, Tone, use_toasts},
};
use domain::formats;
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    quotes::{LinkRow, LinkState, RenewLink},
    shared::IdempotencyKey,
};

/// The links given to the customer.
#[component]
pub fn Links() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let toasts = use_toasts();
    let links = Memo::new(move |_| desk.view.with(|view| view.links.clone()));
    let renewed = RwSignal::new(None::<String>);
    let shown = RwSignal::new(false);
    let refresh = move || async move {
        if let Ok(view) = read_quote(desk.id).await {
            desk.take_in(view);
        }
    };
    let renew = move |link: LinkRow| {
        spawn_local(async move {
            let key = IdempotencyKey(Uuid::new_v4());
            match renew_link(RenewLink { key, quote: desk.id, link: link.id }).await {
                Ok(new) => {
                    renewed.set(Some(new.url));
                    shown.set(true);
                    refresh().await;
                }
                Err(error) => toasts.warn(error.sentence(t)),
            }
        });
    };
    let revoke = move |link: LinkRow| {
        spawn_local(async move {
            match revoke_link(link.id).await {
                Ok(()) => {
                    toasts.say(t.quotes_link_revoked_done());
                    refresh().await;
                }
                Err(error) => toasts.warn(error.sentence(t)),
            }
        });
    };
    view! {
        <Show when=move || links.with(|links| !links.is_empty())>
            <section class="panel">
                <header><h2>{t.quotes_links()}</h2></header>
                <ul class="rel">
                    <For each=move || links.get() key=|link| (link.id, link.read.map(|read| read.utc), link.state, link.role, link.asked) let:link>
                        <LinkItem t link renew=Callback::new(renew) revoke=Callback::new(revoke)/>
                    </For>
                </ul>
            </section>
        </Show>
        <Dialog id="new-link" open=shown title=t.quotes_new_link_title()
            footer=move || view! { <Button look=Look::Primary on_press=move |()| shown.set(false)>{t.quotes_close()}</Button> }>
            <div class="stack">
                <p>{t.quotes_new_link_words()}</p>
                {move || renewed.get().map(|url| view! { <CopyLink id="renewed-link" url/> })}
            </div>
        </Dialog>
    }
}

#[component]
fn LinkItem(t: T, link: LinkRow, renew: Callback<LinkRow>, revoke: Callback<LinkRow>) -> impl IntoView {
    let who = match (link.recipient_name.as_str(), link.recipient_email.as_str()) {
        ("", "") => t.quotes_link_nobody().to_owned(),
        ("", email) => email.to_owned(),
        (name, _) => name.to_owned(),
    };
    let at = |stamp: domain::days::Stamp| formats::moment(t.lang(), t.figures(), stamp.local);
    let badge = badge(t, link.state);
    let role = match link.asked || link.revoked.is_some() {
        true => role_words(t, link.role).to_owned(),
        false => format!("{}, {}", role_words(t, link.role), t.recipients_not_asked()),
    };
    let when = match (link.revoked, link.read) {
        (Some(revoked), _) => t.quotes_link_revoked_at(at(revoked)),
        (None, Some(read)) => t.quotes_link_read_at(at(read)),
        (None, None) => t.quotes_link_made_at(at(link.created)),
    };
    let works = link.revoked.is_none();
    let link = StoredValue::new(link);
    view! {
        <li>
            <div class="row"><b class="cut">{who}</b><span class="push"></span>{badge}</div>
            <p class="faint t-12">{role} " · " {when}</p>
            {works.then(|| view! {
                <div class="row">
                    <button type="button" class="link" on:click=move |_| renew.run(link.get_value())>{t.quotes_link_renew()}</button>
                    <button type="button" class="link" on:click=move |_| revoke.run(link.get_value())>{t.quotes_link_revoke()}</button>
                </div>
            })}
        </li>
    }
}

/// How far its holder has come.
fn badge(t: T, state: LinkState) -> AnyView {
    let (tone, icon, words) = match state {
        LinkState::Waiting => (Tone::Off, Some(IconName::Eye), t.recipients_waiting()),
        LinkState::Later => (Tone::Off, Some(IconName::Clock), t.recipients_later()),
        LinkState::Opened => (Tone::Accent, Some(IconName::Eye), t.recipients_opened()),
        LinkState::Commented => (Tone::Amber, Some(IconName::Ask), t.recipients_commented()),
        LinkState::Approved => (Tone::Positive, Some(IconName::Check), t.recipients_approved()),
        LinkState::Signed => (Tone::Positive, Some(IconName::Sign), t.recipients_signed()),
        LinkState::Refused => (Tone::Danger, Some(IconName::Cross), t.recipients_refused()),
        LinkState::Declined => (Tone::Danger, Some(IconName::Cross), t.recipients_declined()),
        LinkState::Revoked => (Tone::Off, None, t.recipients_revoked()),
        LinkState::Replaced => (Tone::Off, None, t.recipients_replaced()),
    };
    match icon {
        Some(icon) => view! { <Badge tone icon>{words}</Badge> }.into_any(),
        None => view! { <Badge tone>{words}</Badge> }.into_any(),
    }
}
