//! Drawing a signature: two tabs that weigh the same, and a pad for mouse, touch and pen.
use crate::{
    dom::{Page, flag, get, joined, on, put},
    strokes::{Drawing, Frame},
};
use js_sys::{Array, Function, Reflect};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent};

const SVG: &str = "http://www.w3.org/2000/svg";
const TABS: [&str; 2] = ["typed", "drawn"];

/// The pad on the page.
pub(crate) struct Pad {
    page: Page,
    frame: Element,
    path: Element,
    method: Element,
    strokes: Element,
    drawing: RefCell<Drawing>,
    /// The pointer that draws now.
    pointer: RefCell<Option<i32>>,
}

/// Shows the tabs and makes the pad draw; nothing where the page has none.
pub(crate) fn reveal(page: &Page) -> Option<Rc<Pad>> {
    let frame: Element = page.id("pad")?;
    let path = page.document.create_element_ns(Some(SVG), "path").ok()?;
    path.set_attribute("vector-effect", "non-scaling-stroke").ok()?;
    frame.first_element_child()?.append_child(&path).ok()?;
    let pad = Rc::new(Pad {
        page: page.clone(),
        method: page.id("method")?,
        strokes: page.id("strokes")?,
        drawing: RefCell::default(),
        pointer: RefCell::default(),
        frame,
        path,
    });
    // A form that came back has its ink still.
    *pad.drawing.borrow_mut() = Drawing::from_text(&get(&pad.strokes, "value").as_string().unwrap_or_default());
    pad.show();
    listen(&pad);
    tabs(&pad);
    Some(pad)
}

impl Pad {
    /// Whether the customer chose to draw.
    pub(crate) fn chosen(&self) -> bool {
        get(&self.method, "value").as_string().as_deref() == Some("drawn")
    }

    pub(crate) fn enough(&self) -> bool {
        self.drawing.borrow().enough()
    }

    /// Puts the ink into the form and on the screen.
    fn show(&self) {
        let drawing = self.drawing.borrow();
        let empty = drawing.is_empty();
        put(&self.strokes, "value", &JsValue::from_str(&drawing.to_text()));
        let _ = self.path.set_attribute("d", &drawing.path());
        let _ = self.frame.class_list().toggle_with_force("empty", empty);
        for id in ["undo", "clear"] {
            if let Some(button) = self.page.id::<Element>(id) {
                flag(&button, "disabled", empty);
            }
        }
    }

    /// Shows only the line in the making; the form gets it when the pen is lifted.
    fn trace(&self) {
        let _ = self.path.set_attribute("d", &self.drawing.borrow().path());
    }

    fn place(&self, event: &PointerEvent) -> (u16, u16) {
        let rect = self.frame.get_bounding_client_rect();
        let frame = Frame { width: rect.width() as i32, height: rect.height() as i32 };
        frame.place(event.client_x() - rect.left() as i32, event.client_y() - rect.top() as i32)
    }

    fn choose(&self, chosen: &str, focus: bool) {
        put(&self.method, "value", &JsValue::from_str(chosen));
        for name in TABS {
            let on = name == chosen;
            self.page.show(name, on);
            let Some(tab) = self.page.of::<HtmlElement>("tab-", name) else { continue };
            let _ = tab.set_attribute("aria-selected", if on { "true" } else { "false" });
            let _ = tab.set_attribute("tabindex", if on { "0" } else { "-1" });
            if on && focus {
                let _ = tab.focus();
            }
        }
        // A hint of what is missing in the one does not belong to the other.
        self.page.show("e-typed", false);
    }
}

fn listen(pad: &Rc<Pad>) {
    let down = pad.clone();
    on(&pad.frame, "pointerdown", move |event: PointerEvent| {
        if !event.is_primary() || event.button() != 0 {
            return;
        }
        event.prevent_default();
        let _ = down.frame.set_pointer_capture(event.pointer_id());
        if down.drawing.borrow_mut().begin(down.place(&event), event.time_stamp() as u64) {
            *down.pointer.borrow_mut() = Some(event.pointer_id());
            let _ = down.frame.class_list().remove_1("empty");
            down.trace();
        }
    });
    let moved = pad.clone();
    on(&pad.frame, "pointermove", move |event: PointerEvent| {
        if *moved.pointer.borrow() != Some(event.pointer_id()) {
            return;
        }
        let mut grown = false;
        for event in between(&event) {
            let place = moved.place(&event);
            grown |= moved.drawing.borrow_mut().extend(place, event.time_stamp() as u64);
        }
        if grown {
            moved.trace();
        }
    });
    for name in ["pointerup", "pointercancel"] {
        let up = pad.clone();
        on(&pad.frame, name, move |event: PointerEvent| {
            if *up.pointer.borrow() == Some(event.pointer_id()) {
                *up.pointer.borrow_mut() = None;
                up.show();
            }
        });
    }
    for (id, act) in [("undo", Drawing::undo as fn(&mut Drawing)), ("clear", Drawing::clear)] {
        let Some(button) = pad.page.id::<HtmlElement>(id) else { continue };
        let pad = pad.clone();
        on(&button, "click", move |_: Event| {
            act(&mut pad.drawing.borrow_mut());
            pad.show();
            // A button that went dead has lost the focus: the tab above is the nearest place.
            if pad.drawing.borrow().is_empty()
                && let Some(tab) = pad.page.id::<HtmlElement>("tab-drawn")
            {
                let _ = tab.focus();
            }
        });
    }
}

/// Where the pointer was since the event before. Not every browser tells, and none over plain HTTP.
fn between(event: &PointerEvent) -> Vec<PointerEvent> {
    let events: Vec<PointerEvent> = Reflect::get(event, &JsValue::from_str("getCoalescedEvents"))
        .ok()
        .filter(JsValue::is_function)
        .and_then(|tell| tell.unchecked_into::<Function>().call0(event).ok())
        .map(|events| events.unchecked_into::<Array>().iter().map(JsCast::unchecked_into).collect())
        .unwrap_or_default();
    if events.is_empty() { vec![event.clone()] } else { events }
}

fn tabs(pad: &Rc<Pad>) {
    for (id, shown) in [("sign-tabs", true), ("label-alone", false), ("label-tabs", true)] {
        pad.page.show(id, shown);
    }
    for name in TABS {
        if let Some(panel) = pad.page.id::<Element>(name) {
            let _ = panel.set_attribute("role", "tabpanel");
            let _ = panel.set_attribute("aria-labelledby", &joined("tab-", name));
        }
        let Some(tab) = pad.page.of::<HtmlElement>("tab-", name) else { continue };
        let clicked = pad.clone();
        on(&tab, "click", move |_: Event| clicked.choose(name, false));
        let keyed = pad.clone();
        on(&tab, "keydown", move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight" | "Home" | "End") {
                event.prevent_default();
                keyed.choose(if name == "typed" { "drawn" } else { "typed" }, true);
            }
        });
    }
    let chosen = if pad.chosen() { "drawn" } else { "typed" };
    let refused = pad.page.id::<Element>("e-typed").is_some_and(|said| !said.has_attribute("hidden"));
    pad.choose(chosen, false);
    pad.page.show("e-typed", refused);
}
