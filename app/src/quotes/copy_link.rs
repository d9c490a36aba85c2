//! An address to copy, shown this once.
use crate::{
    i18n::use_t,
    ui::{Button, IconName},
};
use leptos::{html, prelude::*};
use wasm_bindgen::closure::Closure;

/// The address, and a button that copies it.
#[component]
pub fn CopyLink(
    /// Id, once per page.
    #[prop(into)]
    id: String,
    /// The address.
    #[prop(into)]
    url: String,
    /// What it is called, where there are several.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let t = use_t();
    let node = NodeRef::<html::Input>::new();
    let done = RwSignal::new(None::<bool>);
    let address = StoredValue::new(url.clone());
    let copy = move |()| {
        if let Some(input) = node.get_untracked() {
            let _ = input.focus();
            input.select();
        }
        address.with_value(|address| write_clipboard(address, move |copied| done.set(Some(copied))));
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label.unwrap_or_else(|| t.quotes_link().to_owned())}</label>
            <div class="row">
                <input node_ref=node id=id class="input mono" readonly value=url.clone() on:focus=move |_| if let Some(input) = node.get_untracked() { input.select() }/>
                <Button icon=IconName::Copy on_press=copy>{t.quotes_copy_link()}</Button>
            </div>
            <span class="hint" role="status">
                {move || match done.get() {
                    None => t.quotes_link_once(),
                    Some(true) => t.quotes_link_copied(),
                    Some(false) => t.quotes_link_copy_by_hand(),
                }}
            </span>
        </div>
    }
}

/// Puts a text on the clipboard, where the browser has one (it has none on plain HTTP).
pub fn write_clipboard(text: &str, told: impl Fn(bool) + Clone + 'static) {
    let navigator = window().navigator();
    let there = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    if !there {
        told(false);
        return;
    }
    let failed = told.clone();
    let done = Closure::once(move |_| told(true));
    let failed = Closure::once(move |_| failed(false));
    let _ = navigator.clipboard().write_text(text).then2(&done, &failed);
    // Each lives until the browser has answered once.
    done.forget();
    failed.forget();
}
