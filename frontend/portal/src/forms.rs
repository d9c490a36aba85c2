//! Forms: what is missing is said at once, and a button that was pressed says so and is not pressed twice.
use crate::{
    dom::{Page, flag, get, joined, on},
    pad::Pad,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

/// A field that may be missing: its id, and whether it is.
type Missing = (&'static str, bool);

pub(crate) fn watch(page: &Page, pad: Option<Rc<Pad>>) {
    for form in page.all("form[data-form]") {
        let kind = form.get_attribute("data-form").unwrap_or_default();
        let (here, ink, what) = (page.clone(), pad.clone(), form.clone());
        on(&form, "submit", move |event: Event| {
            let busy = what.query_selector("[aria-busy]").ok().flatten().is_some();
            if busy || !complete(&here, &missing(&here, &what, &kind, ink.as_deref()), true) {
                event.prevent_default();
            } else {
                set_busy(&what, true);
            }
        });
        let (here, ink, what) = (page.clone(), pad.clone(), form.clone());
        let kind = form.get_attribute("data-form").unwrap_or_default();
        on(&form, "input", move |_: Event| {
            complete(&here, &missing(&here, &what, &kind, ink.as_deref()), false);
        });
    }
    // A page taken from the browser's memory is not busy any more.
    let here = page.clone();
    on(&page.window, "pageshow", move |_: Event| {
        for form in here.all("form[data-form]") {
            set_busy(&form, false);
        }
    });
}

/// The fields that must be filled, and whether they are empty now.
fn missing(page: &Page, form: &Element, kind: &str, pad: Option<&Pad>) -> Vec<Missing> {
    match kind {
        "accept" => {
            let unsigned = match pad.filter(|pad| pad.chosen()) {
                Some(pad) => !pad.enough(),
                None => blank(page, "typed"),
            };
            let agreed = page.id::<Element>("f-consent").is_some_and(|consent| get(&consent, "checked").is_truthy());
            let mut missing = vec![("name", blank(page, "name"))];
            // What the seller demands besides says so itself.
            for id in ["role", "purchase_order", "e_invoice"] {
                let demanded = page.of::<Element>("f-", id).is_some_and(|field| field.has_attribute("aria-required"));
                missing.push((id, demanded && blank(page, id)));
            }
            missing.extend([("typed", unsigned), ("consent", !agreed)]);
            missing
        }
        // The short forms under lines are called otherwise: they have no room for a sentence.
        "ask" => vec![("body", blank(page, "body"))],
        "decline" => {
            let chosen = form.query_selector("input[type=radio]:checked").ok().flatten();
            vec![("reason", chosen.is_none())]
        }
        "more-time" | "take-back" => {
            let sure = page.id::<Element>("f-sure").is_some_and(|sure| get(&sure, "checked").is_truthy());
            vec![("sure", !sure)]
        }
        _ => Vec::new(),
    }
}

fn blank(page: &Page, id: &str) -> bool {
    let value = page.of::<Element>("f-", id).and_then(|field| get(&field, "value").as_string());
    value.is_some_and(|value| value.trim().is_empty())
}

/// Whether nothing is missing. Where something is, `tell` says so and goes to the first; otherwise only what is
/// mended meanwhile loses its sentence.
fn complete(page: &Page, fields: &[Missing], tell: bool) -> bool {
    let mut first = true;
    for (id, missing) in fields {
        if *missing && !tell {
            continue;
        }
        mark(page, id, *missing);
        if *missing && first {
            first = false;
            go_to(page, id);
        }
    }
    first
}

fn mark(page: &Page, id: &str, wrong: bool) {
    let said = joined("e-", id);
    page.show(&said, wrong);
    let Some(field) = page.of::<Element>("f-", id) else { return };
    // What the field is described by besides stands in the page as its hint.
    let hint = joined("h-", id);
    let hint = if page.id::<Element>(&hint).is_some() { hint } else { String::new() };
    let words = if wrong { joined(&joined(&said, " "), &hint) } else { hint };
    let _ = field.set_attribute("aria-describedby", &words);
    // A group of choices cannot be invalid, only its sentence can say what is missing.
    if id == "reason" {
        return;
    }
    let _ = field.set_attribute("aria-invalid", if wrong { "true" } else { "false" });
}

fn go_to(page: &Page, id: &str) {
    let place = match id {
        "reason" => page.document.query_selector("#f-reason input").ok().flatten(),
        _ => page.of("f-", id),
    };
    let drawn = page.id::<Element>("typed").is_some_and(|typed| typed.has_attribute("hidden"));
    let place = if id == "typed" && drawn { page.id("tab-drawn") } else { place };
    if let Some(place) = place.map(|place| place.unchecked_into::<HtmlElement>()) {
        let _ = place.focus();
    }
}

/// Changes the button's wording and lets it rest, or wakes it again.
fn set_busy(form: &Element, busy: bool) {
    let Some(button) = form.query_selector("button:not([type])").ok().flatten() else { return };
    flag(&button, "disabled", busy);
    let _ = if busy { button.set_attribute("aria-busy", "true") } else { button.remove_attribute("aria-busy") };
    for (selector, shown) in [(".swap > :first-child", !busy), (".swap > :last-child", busy)] {
        if let Some(words) = button.query_selector(selector).ok().flatten() {
            let _ = words.class_list().toggle_with_force("gone", !shown);
            let _ = words.set_attribute("aria-hidden", if shown { "false" } else { "true" });
        }
    }
}
