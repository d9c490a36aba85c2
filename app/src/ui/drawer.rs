//! Drawer: one task from the right, without leaving the page.
use super::button::IconButton;
use super::icon::IconName;
use super::modal::follow;
use super::words::words;
use leptos::{html, prelude::*};

/// A modal drawer at the right edge. Esc and the cross close it; its content exists only while it is open.
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
    view! {
        <dialog
            node_ref=node
            id=id
            class="drawer"
            aria-labelledby=heading
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
