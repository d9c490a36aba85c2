//! A password that can be looked at while it is typed.
use crate::{
    i18n::use_t,
    ui::{IconButton, IconName},
};
use leptos::prelude::*;

/// The input of a password. The button that shows it appears with the script it needs.
#[component]
pub(super) fn PasswordField(
    /// Id of the input.
    id: &'static str,
    /// Name in the form.
    name: &'static str,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// Id of hint or error.
    described_by: &'static str,
    /// Was refused.
    #[prop(optional)]
    invalid: bool,
    /// Takes the focus with the page.
    #[prop(optional)]
    autofocus: bool,
    /// Least characters, for a new one.
    #[prop(optional)]
    shortest: Option<u32>,
) -> impl IntoView {
    let t = use_t();
    let shown = RwSignal::new(false);
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    view! {
        <span class="input">
            <input id=id name=name type=move || if shown.get() { "text" } else { "password" } autocomplete=autocomplete
                required minlength=shortest.map(|n| n.to_string()) maxlength="128" autofocus=autofocus
                aria-invalid=invalid.then_some("true") aria-describedby=described_by/>
            <Show when=move || alive.get()>
                <IconButton small=true icon=IconName::Eye
                    label=if shown.get() { t.account_hide_password() } else { t.account_show_password() }
                    on_press=move |()| shown.update(|shown| *shown = !*shown)/>
            </Show>
        </span>
    }
}
