//! Whether the consumer may withdraw from what is offered; not there for companies.
use super::{desk::Desk, origin::said};
use crate::{
    quotes::{
        api::{read_quote, set_exempt},
        exempt_options,
    },
    ui::{Field, Select, use_toasts},
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{quotes::SetExempt, shared::IdempotencyKey};

/// The field; saved as it is chosen.
#[component]
pub(super) fn ExemptField() -> impl IntoView {
    let desk = Desk::here();
    let (t, toasts) = (desk.t, use_toasts());
    let known = Memo::new(move |_| desk.view.with(|view| view.exempt.clone()));
    let chosen = RwSignal::new(known.get_untracked().unwrap_or_default());
    Effect::new(move |_| chosen.set(known.get().unwrap_or_default()));
    let save = move || {
        let before = known.get_untracked().unwrap_or_default();
        let exempt = chosen.get_untracked();
        if before == exempt {
            return;
        }
        let command = SetExempt { key: IdempotencyKey(Uuid::new_v4()), id: desk.id, before, exempt };
        spawn_local(async move {
            if let Err(error) = set_exempt(command).await {
                toasts.warn(error.sentence(t));
            }
            if let Ok(view) = read_quote(desk.id).await {
                desk.take_in(view);
            }
        });
    };
    let hint = Signal::derive(move || {
        let what = t.regret_exempt_what();
        let from = desk.view.with(|view| said(t, &view.usual, "exempt", &chosen.get()));
        Some(from.map_or_else(|| what.to_owned(), |from| format!("{from} · {what}")))
    });
    view! {
        <Show when=move || known.with(Option::is_some)>
            <Field id="head-exempt" label=t.regret_exempt() hint>
                <Select value=chosen options=Signal::stored(exempt_options(t)) on_choose=move |_| save()/>
            </Field>
        </Show>
    }
}
