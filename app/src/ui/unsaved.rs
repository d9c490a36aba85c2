//! Nobody leaves a form by accident while what they typed is not saved.
use super::words::words;
use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};

/// Asks before the page is left while `unsaved` says so: by closing it, and by a link within the program.
pub fn ask_before_leaving(unsaved: impl Fn() -> bool + Copy + 'static) {
    let t = words();
    Effect::new(move |_| {
        let closing = window_event_listener(ev::beforeunload, move |event| {
            if unsaved() {
                event.prevent_default();
            }
        });
        // Before the router hears of it.
        let pressed = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            // Opening something beside the page leaves nothing.
            let pressed = event.dyn_ref::<web_sys::MouseEvent>();
            if pressed.is_some_and(|key| key.ctrl_key() || key.meta_key() || key.shift_key() || key.button() != 0) {
                return;
            }
            let link = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let link = link.and_then(|element| element.closest("a[href]").ok().flatten());
            let elsewhere = link.is_some_and(|link| {
                let here = link.get_attribute("href").is_some_and(|href| href.starts_with('#'));
                !here && !link.has_attribute("download") && !link.has_attribute("target")
            });
            if elsewhere && unsaved() && !window().confirm_with_message(t.ui_leave_unsaved()).unwrap_or(true) {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        });
        let listen = pressed.as_ref().unchecked_ref::<js_sys::Function>().clone();
        let _ = window().add_event_listener_with_callback_and_bool("click", &listen, true);
        let heard = StoredValue::new_local(Some((pressed, listen)));
        on_cleanup(move || {
            closing.remove();
            if let Some((_, listen)) = heard.try_update_value(Option::take).flatten() {
                let _ = window().remove_event_listener_with_callback_and_bool("click", &listen, true);
            }
        });
    });
}
