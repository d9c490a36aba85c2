//! Signing goes on at the phone: while the code is shown, the page asks now and then whether it was done there, and follows.
use crate::{
    choice::then,
    dom::{Page, joined},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Response};

/// Milliseconds between two questions.
const EVERY: i32 = 4_000;
/// What the server answers once there is something else to see; anything but that may be a moment's trouble.
const NEWS: u16 = 200;

pub(crate) fn follow(page: &Page) -> Option<()> {
    let panel: Element = page.id("hand-over")?;
    let address = page.document.body()?.get_attribute("data-page")?;
    page.show("hand-over-live", true);
    let (here, ask) = (page.clone(), joined(&address, "/standing"));
    let next = joined(&address, "?done=phone");
    let tick = Closure::<dyn FnMut()>::new(move || {
        if here.document.hidden() || !panel.has_attribute("open") {
            return;
        }
        let (window, next) = (here.window.clone(), next.clone());
        let look = Closure::once_into_js(move |answer: JsValue| {
            if answer.unchecked_into::<Response>().status() == NEWS {
                let _ = window.location().assign(&next);
            }
        });
        let _ = then(&here.window.fetch_with_str(&ask), &look);
    });
    page.window.set_interval_with_callback_and_timeout_and_arguments_0(tick.as_ref().unchecked_ref(), EVERY).ok()?;
    tick.forget();
    Some(())
}
