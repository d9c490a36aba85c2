//! What dialog and drawer share: the browser's own modal window, opened and closed by a signal.
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Opens and closes the element with the signal. The browser keeps the focus inside, closes on Esc and gives
/// the focus back; what stands inside with `autofocus` gets it, wherever it is.
pub(super) fn follow(node: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node.get() else {
            return;
        };
        if wanted && !dialog.open() {
            let _ = dialog.show_modal();
            // The content is put in by the same signal; by the next frame it is there.
            request_animation_frame(move || {
                let inside = node
                    .get_untracked()
                    .and_then(|dialog| dialog.query_selector("[autofocus]").ok().flatten())
                    .and_then(|found| found.dyn_into::<HtmlElement>().ok());
                if let Some(inside) = inside {
                    let _ = inside.focus();
                }
            });
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
}
