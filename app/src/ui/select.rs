//! One of several, by the browser's own list.
use super::bind::{bind_text, event_text};
use super::field::FieldLink;
use leptos::{html, prelude::*};

/// One of several, each a key and the words shown.
///
/// ```ignore
/// let lang = RwSignal::new("fi".to_owned());
/// view! {
///     <Field id="lang" label=t.language()>
///         <Select value=lang options=vec![("fi".into(), "Suomi".into()), ("sv".into(), "Svenska".into())]/>
///     </Field>
/// }
/// ```
#[component]
pub fn Select(
    /// Key of the chosen one, in both directions.
    value: RwSignal<String>,
    /// Keys and words, in the order shown.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Name in a form that is posted.
    #[prop(optional, into)]
    name: Option<String>,
    /// Id, when no field gives one.
    #[prop(optional, into)]
    id: Option<String>,
    /// Spoken label, when no field gives one.
    #[prop(optional, into)]
    label: Option<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Told of each choice a person makes.
    #[prop(optional, into)]
    on_choose: Option<Callback<String>>,
) -> impl IntoView {
    let link = FieldLink::here(id);
    let node = NodeRef::<html::Select>::new();
    bind_text(move || node.get(), value.into(), move |key| value.set(key));
    view! {
        <select
            node_ref=node
            class="input"
            id=link.id()
            name=name
            disabled=disabled
            aria-label=label
            aria-describedby=link.described_by
            aria-invalid=move || link.invalid.get().then_some("true")
            on:change=move |event| {
                let key = event_text(&event);
                value.set(key.clone());
                if let Some(on_choose) = on_choose {
                    on_choose.run(key);
                }
            }
        >
            {move || {
                let chosen = value.get_untracked();
                options
                    .get()
                    .into_iter()
                    .map(|(key, words)| {
                        let selected = key == chosen;
                        view! { <option value=key selected=selected>{words}</option> }
                    })
                    .collect_view()
            }}
        </select>
    }
}
