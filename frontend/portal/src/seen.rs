//! Tells the server that a person reads: three seconds in sight and one act of a hand.
//!
//! What opens links by itself does neither, so a mail scanner is no reader.
use crate::dom::{Page, on};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, RequestCredentials, RequestInit, VisibilityState};

/// Seconds in sight before it counts.
const LEAST_SECONDS: u32 = 3;

pub(crate) fn wait(page: Page) -> Option<()> {
    let body = page.document.body()?;
    let (address, version) = (body.get_attribute("data-page")?, body.get_attribute("data-version")?);
    let acted = Rc::new(Cell::new(false));
    for name in ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] {
        let acted = acted.clone();
        on(&page.window, name, move |event: Event| acted.set(acted.get() || event.is_trusted()));
    }
    let seconds = Cell::new(0u32);
    let timer = Rc::new(Cell::new(None));
    let (window, own) = (page.window.clone(), timer.clone());
    let tick = Closure::<dyn FnMut()>::new(move || {
        if page.document.visibility_state() == VisibilityState::Visible {
            seconds.set(seconds.get() + 1);
        }
        if seconds.get() >= LEAST_SECONDS && acted.get() {
            if let Some(id) = own.take() {
                page.window.clear_interval_with_handle(id);
            }
            tell(&page, &address, &version, seconds.get());
        }
    });
    let id =
        window.set_interval_with_callback_and_timeout_and_arguments_0(tick.as_ref().unchecked_ref(), 1_000).ok()?;
    timer.set(Some(id));
    tick.forget();
    Some(())
}

fn tell(page: &Page, address: &str, version: &str, seconds: u32) {
    let how = RequestInit::new();
    how.set_method("POST");
    how.set_credentials(RequestCredentials::SameOrigin);
    // Goes out even when the page is closed a moment later.
    let _ = js_sys::Reflect::set(&how, &JsValue::from_str("keepalive"), &JsValue::TRUE);
    if let Ok(facts) = web_sys::UrlSearchParams::new() {
        facts.append("version", version);
        facts.append("seconds", &seconds.to_string());
        how.set_body(&facts);
    }
    // Nobody waits for the answer; a refusal is as good as silence.
    let rest = Closure::<dyn FnMut(JsValue)>::new(|_| {});
    let _ = page.window.fetch_with_str_and_init(&format!("{address}/seen"), &how).catch(&rest);
    rest.forget();
}
