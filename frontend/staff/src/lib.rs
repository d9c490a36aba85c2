//! Brings the staff app to life in the browser, and nothing else.
use app::{App, i18n::page_lang};
use i18n::T;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes the texts of the page's language, then takes over the page that the server wrote.
/// Texts of another build mean that page and program do not belong together: the page is fetched anew, once.
#[wasm_bindgen]
pub fn start(texts: &str) {
    match T::load(page_lang(), texts) {
        Ok(_) => leptos::mount::hydrate_body(App),
        Err(error) => {
            leptos::logging::error!("{error}");
            reload_once();
        }
    }
}

fn reload_once() {
    let location = window().location();
    if location.hash().is_ok_and(|hash| hash != "#anew") {
        let _ = location.set_hash("anew");
        let _ = location.reload();
    }
}
