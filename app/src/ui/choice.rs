//! Check mark and switch with their words.
use leptos::prelude::*;

/// On or off, with its words. As a switch it takes effect at once, without saving.
///
/// ```ignore
/// view! { <Check value=optional>{t.optional()}</Check> <Check value=tracking switch=true>{t.tell_seller()}</Check> }
/// ```
#[component]
pub fn Check(
    /// On or off, in both directions.
    value: RwSignal<bool>,
    /// What it says.
    children: Children,
    /// Looks and is spoken as a switch.
    #[prop(optional)]
    switch: bool,
    /// Name in a form that is posted.
    #[prop(optional, into)]
    name: Option<String>,
    /// Id, once per page.
    #[prop(optional, into)]
    id: Option<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Told of each change a person makes.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                id=id
                name=name
                class=switch.then_some("switch")
                role=switch.then_some("switch")
                disabled=disabled
                checked=value.get_untracked()
                prop:checked=value
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    value.set(on);
                    if let Some(on_change) = on_change {
                        on_change.run(on);
                    }
                }
            />
            <span>{children()}</span>
        </label>
    }
}
