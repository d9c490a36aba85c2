//! Forms: what is missing is said at once, and a button that was pressed says so and is not pressed twice.
use crate::{
    dom::{Page, on},
    pad::Pad,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, PageTransitionEvent,
};

/// A field that may be missing: its id, and whether it is.
type Missing = (&'static str, bool);

pub(crate) fn watch(page: &Page, pad: Option<Rc<Pad>>) {
    for form in page.all("form[data-form]") {
        let Ok(form) = form.dyn_into::<HtmlFormElement>() else { continue };
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
    on(&page.window, "pageshow", move |event: PageTransitionEvent| {
        if event.persisted() {
            for form in here.all("form[data-form]") {
                set_busy(&form, false);
            }
        }
    });
}

/// The fields that must be filled, and whether they are empty now.
fn missing(page: &Page, form: &HtmlFormElement, kind: &str, pad: Option<&Pad>) -> Vec<Missing> {
    match kind {
        "accept" => {
            let unsigned = match pad.filter(|pad| pad.chosen()) {
                Some(pad) => !pad.enough(),
                None => blank(page, "typed"),
            };
            let agreed = page.id::<HtmlInputElement>("f-consent").is_some_and(|consent| consent.checked());
            vec![("name", blank(page, "name")), ("typed", unsigned), ("consent", !agreed)]
        }
        // The short forms under lines have no room for a sentence; the browser keeps them as they are.
        "comment" if form.contains(page.id::<Element>("f-body").as_deref()) => vec![("body", blank(page, "body"))],
        "decline" => {
            let chosen = form.query_selector("input[type=radio]:checked").ok().flatten();
            vec![("reason", chosen.is_none())]
        }
        _ => Vec::new(),
    }
}

fn blank(page: &Page, id: &str) -> bool {
    let Some(field) = page.id::<HtmlElement>(&format!("f-{id}")) else { return false };
    let value = match field.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.value(),
        None => field.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default(),
    };
    value.trim().is_empty()
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
    page.show(&format!("e-{id}"), wrong);
    let Some(field) = page.id::<Element>(&format!("f-{id}")) else { return };
    let said = format!("e-{id}");
    let before = field.get_attribute("aria-describedby").unwrap_or_default();
    let rest = before.split(' ').filter(|word| !word.is_empty() && *word != said);
    let words: Vec<&str> = wrong.then_some(said.as_str()).into_iter().chain(rest).collect();
    let _ = if words.is_empty() {
        field.remove_attribute("aria-describedby")
    } else {
        field.set_attribute("aria-describedby", &words.join(" "))
    };
    let _ = if wrong { field.set_attribute("aria-invalid", "true") } else { field.remove_attribute("aria-invalid") };
}

fn go_to(page: &Page, id: &str) {
    let place = match id {
        "reason" => page.document.query_selector("#f-reason input").ok().flatten(),
        _ => page.id(&format!("f-{id}")),
    };
    let drawn = page.id::<Element>("typed").is_some_and(|typed| typed.has_attribute("hidden"));
    let place = if id == "typed" && drawn { page.id("tab-drawn") } else { place };
    if let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
        let _ = place.focus();
    }
}

/// Changes the button's wording and lets it rest, or wakes it again.
fn set_busy(form: &Element, busy: bool) {
    let Some(button) = form.query_selector("button:not([type])").ok().flatten() else { return };
    let _ = button.toggle_attribute_with_force("disabled", busy);
    let _ = if busy { button.set_attribute("aria-busy", "true") } else { button.remove_attribute("aria-busy") };
    for (selector, shown) in [(".swap > :first-child", !busy), (".swap > :last-child", busy)] {
        if let Some(words) = button.query_selector(selector).ok().flatten() {
            let _ = words.class_list().toggle_with_force("gone", !shown);
            let _ = words.set_attribute("aria-hidden", if shown { "false" } else { "true" });
        }
    }
}
