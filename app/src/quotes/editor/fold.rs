//! Fields of the head that most quotations do not need: folded, with what they say beside the name.
use leptos::prelude::*;

/// The fold; it opens itself where one of its fields was refused.
#[component]
pub fn Fold(
    /// Id of the button; that of the fields ends in `-fields`.
    id: &'static str,
    /// What it holds.
    label: &'static str,
    /// What the fields say now, in words; may be empty.
    #[prop(into)]
    summary: Signal<String>,
    /// Whether one of the fields was refused.
    #[prop(into)]
    refused: Signal<bool>,
    /// The fields.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let shown = move || open.get() || refused.get();
    let fields = format!("{id}-fields");
    let controls = fields.clone();
    let children = StoredValue::new(children);
    view! {
        <div>
            <button type="button" class="link" id=id aria-controls=controls aria-expanded=move || shown().to_string()
                on:click=move |_| open.update(|open| *open = !*open)>
                {label}
            </button>
            <span>{summary}</span>
        </div>
        <Show when=shown>
            <div class="span-all heads" id=fields.clone() role="group" aria-labelledby=id>
                {children.with_value(|children| children())}
            </div>
        </Show>
    }
}
