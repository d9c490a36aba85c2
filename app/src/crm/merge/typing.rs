//! While a form is typed: what is there already and looks the same.
use super::api::resembling;
use crate::{i18n::use_t, merging::reasons};
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    task::spawn_local,
};
use std::time::Duration;
use wire::merge::{Resembling, Typed};

/// Rest after the last key before it is asked.
const REST: Duration = Duration::from_millis(400);

/// What resembles the form so far, each with its reason and the way to it. Nothing is refused: two may well be different.
#[component]
pub(crate) fn Resembles(
    /// What stands in the form.
    #[prop(into)]
    typed: Signal<Typed>,
    /// Opportunities too, not only customers.
    #[prop(optional)]
    opportunities: bool,
) -> impl IntoView {
    let t = use_t();
    let found = RwSignal::new(Resembling::default());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let typed = Memo::new(move |_| typed.get());
    let ask = move || {
        spawn_local(async move {
            let Some(asked) = typed.try_get_untracked() else { return };
            // Without an answer there is nothing to say; the form goes on.
            let answer = if asked == Typed::default() {
                Resembling::default()
            } else {
                resembling(asked.clone()).await.unwrap_or_default()
            };
            if typed.try_get_untracked() == Some(asked) {
                found.try_set(answer);
            }
        });
    };
    Effect::new(move |before: Option<Typed>| {
        let now = typed.get();
        if before.as_ref() != Some(&now) && (before.is_some() || now != Typed::default()) {
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            waiting.set_value(set_timeout_with_handle(ask, REST).ok());
        }
        now
    });
    on_cleanup(move || {
        if let Some(handle) = waiting.try_get_value().flatten() {
            handle.clear();
        }
    });
    let row = move |href: String, title: String, about: String, why: String| {
        let open = t.merge_open_instead_of(&title);
        view! {
            <li>
                <b>{title}</b>
                {(!about.is_empty()).then(|| view! { " " <span class="muted">{about}</span> })}
                <div class="muted">{why}</div>
                <a class="link" href=href aria-label=open>{t.merge_open_instead()}</a>
            </li>
        }
    };
    let shown = move || {
        found.with(|found| {
            let parties = found.parties.iter().map(|one| {
                row(format!("/customers/{}", one.id), one.name.clone(), one.city.clone(), reasons(t, &one.reasons))
            });
            let parties = parties.collect::<Vec<_>>();
            let deals = found.opportunities.iter().filter(|_| opportunities).map(|one| {
                let stage = if one.lost { t.merge_lost().to_owned() } else { one.stage.clone() };
                let about = [one.party_name.clone(), stage];
                let about = about.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
                row(format!("/opportunities/{}", one.id), one.title.clone(), about, reasons(t, &one.reasons))
            });
            let deals = deals.collect::<Vec<_>>();
            let part = move |title: &'static str, rows: Vec<_>| {
                (!rows.is_empty()).then(|| view! { <p><b>{title}</b></p><ul class="rel">{rows}</ul> })
            };
            (part(t.merge_like_opportunities(), deals), part(t.merge_like_parties(), parties))
        })
    };
    view! { <div class="resembles t-13" role="status">{shown}</div> }
}
