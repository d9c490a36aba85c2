//! What dialog and drawer share: the browser's own modal window, opened and closed by a signal.
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Opens and closes the element with the signal. The browser keeps the focus inside, closes on Esc and gives
/// the focus back. What has `autofocus` gets it first, else the first thing to fill in.
pub(crate) fn follow(node: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node.get() else {
            return;
        };
        if wanted && !dialog.open() {
            let _ = dialog.show_modal();
            // The content is put in by the same signal; by the next frame it is there.
            request_animation_frame(move || {
                let find = |what| {
                    let dialog = node.get_untracked()?;
                    let found = dialog.query_selector(what).ok().flatten()?;
                    found.dyn_into::<HtmlElement>().ok()
                };
                let first = "input:not([type=hidden]), select, textarea";
                if let Some(inside) = find("[autofocus]").or_else(|| find(first)) {
                    let _ = inside.focus();
                }
            });
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
}
