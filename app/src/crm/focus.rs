//! What is moved by keys is drawn anew elsewhere, and keeps the focus.
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Puts the focus on an element's link once it is drawn anew, if the focus is within it now; `always` wherever it is.
pub(in crate::crm) fn keep(id: &str, always: bool) {
    let within =
        || document().active_element().and_then(|active| active.closest(&format!("[id='{id}']")).ok().flatten());
    if always || within().is_some() {
        let link = format!("[id='{id}'] a");
        request_animation_frame(move || {
            let found = document().query_selector(&link).ok().flatten();
            if let Some(link) = found.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
                let _ = link.focus();
            }
        });
    }
}
