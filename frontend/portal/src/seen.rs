//! Tells the server that a person reads: three seconds in sight and one act of a hand. Who agreed to it also tells which
//! part was in sight how long, in steps, when the page is left.
//!
//! What opens links by itself does neither, so a mail scanner is no reader.
use crate::dom::{Page, joined, on};
use domain::quotes::{
    ink::push_figure,
    reading::{LEAST_SECONDS, Part, told},
};
use js_sys::{Object, Reflect};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, UrlSearchParams};

/// How far down the window the eye is taken to be.
const EYE: f64 = 320.0;

pub(crate) fn wait(page: Page) -> Option<()> {
    let body = page.document.body()?;
    let (address, version) = (body.get_attribute("data-page")?, body.get_attribute("data-version")?);
    let shares = body.has_attribute("data-shares");
    page.show("reading", true);
    let acted = Rc::new(Cell::new(false));
    for name in ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] {
        let acted = acted.clone();
        on(&page.window, name, move |event: Event| acted.set(acted.get() || event.is_trusted()));
    }
    let parts = Rc::new(Cell::new([0u16; 5]));
    if shares {
        leave(&page, parts.clone(), joined(&address, "/read"), version.clone());
    }
    let seconds = Cell::new(0u16);
    let timer = Rc::new(Cell::new(None));
    let (window, own) = (page.window.clone(), timer.clone());
    let tick = Closure::<dyn FnMut()>::new(move || {
        if page.document.hidden() {
            return;
        }
        let now = match seconds.get() {
            few @ 0..LEAST_SECONDS => few + 1,
            enough => enough,
        };
        seconds.set(now);
        if shares && acted.get() {
            let mut all = parts.get();
            if let Some(part) = all.get_mut(in_sight(&page)) {
                *part = part.saturating_add(1);
            }
            parts.set(all);
        }
        if now == LEAST_SECONDS && acted.get() {
            // Once; then only who tells parts is still timed.
            seconds.set(u16::MAX);
            if let Some(id) = own.take().filter(|_| !shares) {
                page.window.clear_interval_with_handle(id);
            }
            let mut facts = joined("seconds=", "");
            push_figure(&mut facts, LEAST_SECONDS);
            tell(&page, &joined(&address, "/seen"), &version, &facts);
        }
    });
    let id =
        window.set_interval_with_callback_and_timeout_and_arguments_0(tick.as_ref().unchecked_ref(), 1_000).ok()?;
    timer.set(Some(id));
    tick.forget();
    Some(())
}

/// The part the eye is on: the last one that begins above it, else the letter.
fn in_sight(page: &Page) -> usize {
    let above = |part: &web_sys::Element| part.get_bounding_client_rect().top() <= EYE;
    let last = page.all("[data-part]").into_iter().rfind(above);
    let code = last.and_then(|part| part.get_attribute("data-part")).unwrap_or_default();
    Part::ALL.iter().position(|part| part.code() == code).unwrap_or_default()
}

/// Tells the parts whenever the page goes out of sight: there is no surer moment before it is closed.
fn leave(page: &Page, parts: Rc<Cell<[u16; 5]>>, address: String, version: String) {
    let of = page.clone();
    on(&page.document, "visibilitychange", move |_: Event| {
        if of.document.hidden() && parts.get() != [0; 5] {
            tell(&of, &address, &version, &joined("parts=", &told(parts.get())));
        }
    });
}

fn tell(page: &Page, address: &str, version: &str, fact: &str) {
    let mut facts = joined("version=", version);
    facts.push('&');
    facts.push_str(fact);
    let Ok(facts) = UrlSearchParams::new_with_str(&facts) else { return };
    let how = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&how, &JsValue::from_str(name), value).is_ok();
    set("method", &JsValue::from_str("POST"));
    set("body", &facts);
    // Goes out even when the page is closed a moment later.
    set("keepalive", &JsValue::TRUE);
    // Nobody waits for the answer; to this very server cookies go along by themselves.
    let _ = page.window.fetch_with_str_and_init(address, how.unchecked_ref());
}
