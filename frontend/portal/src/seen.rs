//! Tells the server that a person reads: three seconds in sight and one act of a hand.
//!
//! What opens links by itself does neither, so a mail scanner is no reader.
use crate::dom::{Page, joined, on};
use domain::quotes::ink::push_figure;
use js_sys::{Object, Reflect};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, UrlSearchParams};

/// Seconds in sight before it counts.
const LEAST_SECONDS: u16 = 3;

pub(crate) fn wait(page: Page) -> Option<()> {
    let body = page.document.body()?;
    let (address, version) = (body.get_attribute("data-page")?, body.get_attribute("data-version")?);
    let acted = Rc::new(Cell::new(false));
    for name in ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] {
        let acted = acted.clone();
        on(&page.window, name, move |event: Event| acted.set(acted.get() || event.is_trusted()));
    }
    let seconds = Cell::new(0u16);
    let timer = Rc::new(Cell::new(None));
    let (window, own) = (page.window.clone(), timer.clone());
    let tick = Closure::<dyn FnMut()>::new(move || {
        if !page.document.hidden() {
            seconds.set(seconds.get().saturating_add(1));
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

fn tell(page: &Page, address: &str, version: &str, seconds: u16) {
    let mut facts = joined("version=", version);
    facts.push_str("&seconds=");
    push_figure(&mut facts, seconds);
    let Ok(facts) = UrlSearchParams::new_with_str(&facts) else { return };
    let how = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&how, &JsValue::from_str(name), value).is_ok();
    set("method", &JsValue::from_str("POST"));
    set("body", &facts);
    // Goes out even when the page is closed a moment later.
    set("keepalive", &JsValue::TRUE);
    // Nobody waits for the answer; to this very server cookies go along by themselves.
    let _ = page.window.fetch_with_str_and_init(&joined(address, "/seen"), how.unchecked_ref());
}
