//! Keys: how a shortcut is shown, and single-key shortcuts that never disturb typing.
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, KeyboardEvent};

/// A key as people see it on the keyboard.
///
/// ```ignore
/// view! { <Kbd>"Ctrl K"</Kbd> }
/// ```
#[component]
pub fn Kbd(children: Children) -> impl IntoView {
    view! { <kbd class="kbd">{children()}</kbd> }
}

/// Whether the event comes from where text is typed or a dialog is open: single keys then mean letters.
pub fn typing(event: &KeyboardEvent) -> bool {
    if event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return true;
    }
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    element
        .closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog, [role=menu]")
        .ok()
        .flatten()
        .is_some()
}

/// Whether the event comes from a text that is being written.
pub fn in_text(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("input, textarea, [contenteditable]").ok())
        .flatten()
        .is_some()
}

/// What the browser remembers when single keys are switched off.
const OFF: &str = "keys=off";
/// How long it remembers that: a year, in seconds.
const REMEMBERED: u32 = 31_536_000;

/// Whether single keys act. Who speaks to the machine, or touches keys by accident, can switch them off (success
/// criterion 2.1.4 of WCAG 2.2).
pub fn single_keys() -> bool {
    let cookies = js_sys::Reflect::get(&document(), &JsValue::from_str("cookie"));
    let cookies = cookies.ok().and_then(|cookies| cookies.as_string()).unwrap_or_default();
    !cookies.split(';').any(|pair| pair.trim() == OFF)
}

/// Switches single keys on or off, in this browser.
pub fn set_single_keys(on: bool) {
    let cookie = if on {
        "keys=; path=/; max-age=0; samesite=lax".to_owned()
    } else {
        format!("{OFF}; path=/; max-age={REMEMBERED}; samesite=lax")
    };
    let _ = js_sys::Reflect::set(&document(), &JsValue::from_str("cookie"), &JsValue::from_str(&cookie));
}

/// Listens for one plain key on the whole page while the component lives, unless somebody types or has switched such
/// keys off.
/// Call it in the component's body; the server does nothing.
///
/// ```ignore
/// on_key("n", move || note_box.focus());
/// ```
pub fn on_key(key: &'static str, act: impl Fn() + 'static) {
    listen(move |event| {
        if event.key() == key && !typing(event) && single_keys() {
            event.prevent_default();
            act();
        }
    });
}

/// Hears every key of the page while the component lives, in the browser only.
pub fn listen(hear: impl Fn(&KeyboardEvent) + 'static) {
    // Not a stored value: one that stays on its thread must not be dropped by another, as servers do.
    let hear = std::rc::Rc::new(hear);
    Effect::new(move |_| {
        let hear = hear.clone();
        let handle = window_event_listener(ev::keydown, move |event| hear(&event));
        on_cleanup(move || handle.remove());
    });
}
