//! The page at hand, and the few things done with it again and again.
use wasm_bindgen::{JsCast, closure::Closure, convert::FromWasmAbi};
use web_sys::{Document, Element, EventTarget, Window};

/// The page and its window.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) window: Window,
    pub(crate) document: Document,
}

impl Page {
    pub(crate) fn here() -> Option<Page> {
        let window = web_sys::window()?;
        Some(Page { document: window.document()?, window })
    }

    /// The element of that id, if it is there and of that kind.
    pub(crate) fn id<E: JsCast>(&self, id: &str) -> Option<E> {
        self.document.get_element_by_id(id)?.dyn_into().ok()
    }

    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let Ok(list) = self.document.query_selector_all(selector) else { return Vec::new() };
        (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect()
    }

    /// Shows or hides the element of that id.
    pub(crate) fn show(&self, id: &str, shown: bool) {
        if let Some(element) = self.document.get_element_by_id(id) {
            let _ = element.toggle_attribute_with_force("hidden", !shown);
        }
    }
}

/// Listens for as long as the page lives.
pub(crate) fn on<E: FromWasmAbi + 'static>(target: &EventTarget, name: &str, act: impl FnMut(E) + 'static) {
    let closure = Closure::<dyn FnMut(E)>::new(act);
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}
