//! Drawer: one task from the right, without leaving the page.
use super::button::IconButton;
use super::icon::IconName;
use super::modal::follow;
use super::words::words;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

/// A modal drawer at the right edge. Esc and the cross close it; its content exists only while it is open. What ends the
/// task stands in `.ending`, last in the `.stack`: it stays in sight, and Enter in a field presses its primary button.
///
/// ```ignore
/// view! { <Drawer id="address" open title=t.delivery_address()><AddressForm/></Drawer> }
/// ```
#[component]
pub fn Drawer(
    /// Once per page.
    #[prop(into)]
    id: String,
    /// Whether it is shown, in both directions.
    open: RwSignal<bool>,
    /// What it is about, as its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Told when it has closed, however.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// The task.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    follow(node, open);
    let heading = format!("{id}-title");
    let heading_id = StoredValue::new(heading.clone());
    let children = StoredValue::new(children);
    let enter = move |event: KeyboardEvent| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        // A list of suggestions takes Enter for itself.
        let ends = event.key() == "Enter"
            && !event.default_prevented()
            && !event.is_composing()
            && field.is_some_and(|field| !field.has_attribute("role") && field.type_() != "file");
        if !ends {
            return;
        }
        let button = node.get_untracked().and_then(|drawer| drawer.query_selector(".ending > .primary").ok().flatten());
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            event.prevent_default();
            // Leaving the field first, so that what was typed counts.
            let _ = button.focus();
            button.click();
        }
    };
    view! {
        <dialog
            node_ref=node
            id=id
            class="drawer"
            aria-labelledby=heading
            on:keydown=enter
            on:close=move |_| {
                open.set(false);
                if let Some(on_close) = on_close {
                    on_close.run(());
                }
            }
        >
            <Show when=move || open.get()>
                <header>
                    <h2 id=heading_id.get_value()>{title}</h2>
                    <IconButton icon=IconName::Cross label=words().ui_close() keys="Esc" small=true on_press=move || open.set(false)/>
                </header>
                {children.with_value(|children| children())}
            </Show>
        </dialog>
    }
}
