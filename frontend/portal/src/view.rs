//! What follows the reader: the bar at the foot, and asking about a line.
use crate::dom::{Page, on, put};
use js_sys::Array;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, HtmlElement, IntersectionObserver, IntersectionObserverEntry};

pub(crate) fn follow(page: &Page) {
    put_away(page);
    ask(page);
}

/// The bar is put away while the card or the signing form is in view: both have the same button.
fn put_away(page: &Page) -> Option<()> {
    let bar: Element = page.id("bar")?;
    let seen = Rc::new([Cell::new(false), Cell::new(false)]);
    let watched = ["decide", "accept"];
    let act = move |entries: Array| {
        for entry in entries.iter().map(|entry| entry.unchecked_into::<IntersectionObserverEntry>()) {
            let at = usize::from(entry.target().id() == watched[1]);
            if let Some(cell) = seen.get(at) {
                cell.set(entry.is_intersecting());
            }
        }
        let _ = bar.class_list().toggle_with_force("away", seen.iter().any(Cell::get));
    };
    let act = Closure::<dyn FnMut(Array)>::new(act);
    let observer = IntersectionObserver::new(act.as_ref().unchecked_ref()).ok()?;
    watched.into_iter().filter_map(|id| page.id::<Element>(id)).for_each(|element| observer.observe(&element));
    act.forget();
    Some(())
}

/// The icon beside a line leads to the form below with that line chosen, without a new page.
fn ask(page: &Page) -> Option<()> {
    let about: Element = page.id("f-line")?;
    let body: HtmlElement = page.id("f-body")?;
    for link in page.all("[data-ask]") {
        let (about, body) = (about.clone(), body.clone());
        let line = link.get_attribute("data-ask").unwrap_or_default();
        on(&link, "click", move |event: Event| {
            event.prevent_default();
            put(&about, "value", &JsValue::from_str(&line));
            let _ = body.focus();
        });
    }
    Some(())
}
