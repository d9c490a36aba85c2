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
        Ok(_) => js_sys::futures::spawn_local(hydrate()),
        Err(error) => {
            leptos::logging::error!("{error}");
            reload_once();
        }
    }
}

/// A page whose part of the program is still on its way comes to life when that has come.
async fn hydrate() {
    let Some(body) = document().body() else { return };
    app::parts::arrive(&window().location().pathname().unwrap_or_default()).await;
    leptos::mount::hydrate_from_async(body, App).await.forget();
    app::alive();
}

fn reload_once() {
    let location = window().location();
    if location.hash().is_ok_and(|hash| hash != "#anew") {
        let _ = location.set_hash("anew");
        let _ = location.reload();
    }
}
