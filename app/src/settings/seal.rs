//! The organisation's seal: its keys, and taking a new one into use.
use super::api::{read_seal_keys, rotate_seal_key};
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Button, IconName, Table, Tone, use_toasts};
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    seals::{RotateSealKey, SealKeys},
    shared::IdempotencyKey,
};

/// The section.
#[component]
pub(super) fn Seal() -> impl IntoView {
    let t = use_t();
    let keys = Resource::new(|| (), |()| read_seal_keys());
    crate::live::on_change("settings", None, move || keys.refetch());
    view! {
        <section id="seal">
            <h2>{t.seals_keys()}<small>{t.seals_keys_what()}</small></h2>
            <Transition>
                {move || keys.get().and_then(Result::ok).map(|shown| view! { <Keys t shown reload=Callback::new(move |()| keys.refetch())/> })}
            </Transition>
        </section>
    }
}

#[component]
fn Keys(t: T, shown: SealKeys, reload: Callback<()>) -> impl IntoView {
    let toasts = use_toasts();
    let wrong = RwSignal::new(None::<String>);
    let version = shown.in_use();
    // One key for each list that is shown: pressed twice it is one new key.
    let key = IdempotencyKey(Uuid::new_v4());
    let rotating = Action::new(move |()| async move {
        match rotate_seal_key(RotateSealKey { key, version }).await {
            Ok(number) => {
                toasts.say(t.seals_rotated(number));
                reload.run(());
            }
            Err(error) => {
                wrong.set(Some(error.sentence(t)));
                if error.is_stale() {
                    reload.run(());
                }
            }
        }
    });
    let head = move || {
        view! {
            <th scope="col">{t.seals_column_number()}</th>
            <th scope="col">{t.seals_column_public()}</th>
            <th scope="col">{t.seals_column_certificate()}</th>
            <th scope="col">{t.seals_column_made()}</th>
            <th scope="col">{t.seals_column_until()}</th>
        }
    };
    let rows = shown.keys.iter().map(|key| {
        let day = |stamp: domain::days::Stamp| formats::date(t.figures(), stamp.local.date());
        let until = match key.retired {
            Some(retired) => day(retired).into_any(),
            None => view! { <Badge tone=Tone::Positive icon=IconName::Check>{t.seals_in_use()}</Badge> }.into_any(),
        };
        // Names tell them apart, where the organisation has had several.
        let several = key.file_certificates.len() > 1;
        let certificates = key.file_certificates.iter().map(|one| {
            let name = several.then(|| view! { <div class="faint t-13">{one.organisation.clone()}</div> });
            view! { {name}<div class="mono">{grouped(&one.sha256)}</div> }
        });
        let certificates: Vec<_> = certificates.collect();
        view! {
            <tr>
                <th scope="row">{key.number}</th>
                <td class="mono wraps">{grouped(&key.public_key)}</td>
                <td class="wraps">{certificates}</td>
                <td>{day(key.made)}</td>
                <td>{until}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <div class="stack">
            {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
            {if shown.keys.is_empty() {
                view! { <p class="faint t-13">{t.seals_no_keys()}</p> }.into_any()
            } else {
                view! {
                    <div class="card"><Table label=t.seals_keys() head>{rows}</Table></div>
                    <p class="faint t-13">{t.seals_rotate_what()}</p>
                    <div class="row gap">
                        <Button busy=rotating.pending() busy_label=t.seals_rotating() on_press=move |()| { rotating.dispatch(()); }>{t.seals_rotate()}</Button>
                    </div>
                }.into_any()
            }}
        </div>
    }
}

/// Hex in groups of eight, so that it can be compared by eye and breaks on a phone.
fn grouped(hex: &str) -> String {
    let groups: Vec<String> = hex.as_bytes().chunks(8).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    groups.join(" ")
}
