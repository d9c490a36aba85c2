//! The page at hand, and the few things done with it again and again.
use js_sys::Reflect;
use wasm_bindgen::{closure::Closure, convert::FromWasmAbi, prelude::*};
use web_sys::{Document, Element, EventTarget, Window};

#[wasm_bindgen]
extern "C" {
    // This runs in pages only, so there is no need to look for what the global object is.
    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: Window;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;
}

/// The page and its window.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) window: Window,
    pub(crate) document: Document,
}

impl Page {
    pub(crate) fn here() -> Page {
        Page { window: WINDOW.with(Window::clone), document: DOCUMENT.with(Document::clone) }
    }

    /// The element of that id, if it is there. The page and this script are of one build, so the kind is known.
    pub(crate) fn id<E: JsCast>(&self, id: &str) -> Option<E> {
        Some(self.document.get_element_by_id(id)?.unchecked_into())
    }

    /// The element whose id is made of two parts.
    pub(crate) fn of<E: JsCast>(&self, kind: &str, name: &str) -> Option<E> {
        self.id(&joined(kind, name))
    }

    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let Ok(list) = self.document.query_selector_all(selector) else { return Vec::new() };
        (0..list.length()).filter_map(|at| Some(list.get(at)?.unchecked_into())).collect()
    }

    /// Shows or hides the element of that id.
    pub(crate) fn show(&self, id: &str, shown: bool) {
        if let Some(element) = self.document.get_element_by_id(id) {
            flag(&element, "hidden", !shown);
        }
    }
}

/// Two words as one. (`format!` would cost more than all of this file.)
pub(crate) fn joined(a: &str, b: &str) -> String {
    let mut out = String::with_capacity(a.len() + b.len());
    out.push_str(a);
    out.push_str(b);
    out
}

/// A property of an element. One binding for all costs a fraction of one for each kind of element.
pub(crate) fn get(element: &Element, name: &str) -> JsValue {
    Reflect::get(element, &JsValue::from_str(name)).unwrap_or_default()
}

/// Sets a property of an element.
pub(crate) fn put(element: &Element, name: &str, value: &JsValue) {
    let _ = Reflect::set(element, &JsValue::from_str(name), value);
}

/// Sets an attribute without a value, or takes it away.
pub(crate) fn flag(element: &Element, name: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(name, on);
}

/// Listens for as long as the page lives.
pub(crate) fn on<E: FromWasmAbi + 'static>(target: &EventTarget, name: &str, act: impl FnMut(E) + 'static) {
    let closure = Closure::<dyn FnMut(E)>::new(act);
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}
