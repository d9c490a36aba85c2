//! The script of the customer's page. The page works without it; with it one can draw a signature, sign in a
//! dialog, see at once what a choice comes to, and what is missing.
//!
//! Nothing here decides anything: the forms post what they always post, and the server looks at it.
mod choice;
mod dialog;
mod dom;
#[cfg(feature = "engine")]
mod engine;
mod forms;
mod hand_over;
mod pad;
mod regret;
mod seen;
mod strokes;
mod view;

use wasm_bindgen::prelude::*;

/// Looks at the page that is there and brings to life what it finds.
#[wasm_bindgen(start)]
pub fn start() {
    let page = dom::Page::here();
    let pad = pad::reveal(&page);
    forms::watch(&page, pad);
    dialog::prepare(&page);
    choice::follow(&page);
    hand_over::follow(&page);
    view::follow(&page);
    regret::count(&page);
    seen::wait(page);
}
