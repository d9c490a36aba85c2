//! Keeps what is typed and its signal the same, also when typing began before the page came alive.
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// An element with a text that a person can change.
pub(super) trait Typed: Clone + 'static {
    fn text(&self) -> String;
    fn set_text(&self, text: &str);
}

macro_rules! typed {
    ($($element:ty),*) => { $(impl Typed for $element {
        fn text(&self) -> String {
            self.value()
        }
        fn set_text(&self, text: &str) {
            self.set_value(text);
        }
    })* };
}
typed!(HtmlInputElement, HtmlTextAreaElement, HtmlSelectElement);

/// Writes the signal's text into the element whenever it changes. The first time, a text that differs from
/// what the server wrote was typed before the program loaded, and goes to `heard` instead.
pub(super) fn bind_text<E: Typed>(
    element: impl Fn() -> Option<E> + 'static,
    text: Signal<String>,
    heard: impl Fn(String) + 'static,
) {
    let written = text.get_untracked();
    Effect::new(move |alive: Option<bool>| {
        let wanted = text.get();
        let Some(element) = element() else {
            return alive.unwrap_or_default();
        };
        let shown = element.text();
        if alive != Some(true) && shown != written && shown != wanted {
            heard(shown);
        } else if shown != wanted {
            element.set_text(&wanted);
        }
        true
    });
}

/// The text of the control an event came from.
pub(super) fn event_text(event: &web_sys::Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        return area.value();
    }
    target.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value).unwrap_or_default()
}
