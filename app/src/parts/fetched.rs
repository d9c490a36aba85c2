//! The browser's side: the split points, and what happens when a part does not come.
#![allow(unsafe_code, reason = "the split point's macro names its two ends for the linker")]

use super::{Later, Part, Stages};
use crate::i18n::page_lang;
use futures::{FutureExt, channel::oneshot};
use i18n::T;
use js_sys::futures::JsFuture;
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use leptos_router::hooks::use_url;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::Response;

/// After this much quiet, what may be needed next is fetched.
const QUIET: Duration = Duration::from_secs(2);
/// A part that did not come is asked for again after this long, then twice as long each time up to the other.
const SOON: Duration = Duration::from_millis(500);
const SELDOM: Duration = Duration::from_secs(30);

#[wasm_split(home, wasm_split_path = leptos::wasm_split, preload(fetch_home), fallible)]
fn home(page: Later) -> Result<Option<AnyView>, SplitLoaderError> {
    Ok(super::home(page))
}

#[wasm_split(editor, wasm_split_path = leptos::wasm_split, preload(fetch_editor), fallible)]
fn editor(page: Later) -> Result<Option<AnyView>, SplitLoaderError> {
    Ok(super::editor(page))
}

#[wasm_split(records, wasm_split_path = leptos::wasm_split, preload(fetch_records), fallible)]
fn records(page: Later) -> Result<Option<AnyView>, SplitLoaderError> {
    Ok(super::records(page))
}

#[wasm_split(ahead, wasm_split_path = leptos::wasm_split, preload(fetch_lies_ahead), fallible)]
fn ahead(page: Later) -> Result<Option<AnyView>, SplitLoaderError> {
    Ok(super::ahead(page))
}

#[wasm_split(records, wasm_split_path = leptos::wasm_split, preload(fetch_form), fallible)]
fn form(open: RwSignal<bool>, stages: Stages) -> Result<AnyView, SplitLoaderError> {
    Ok(super::form(open, stages))
}

#[wasm_split(records, wasm_split_path = leptos::wasm_split, preload(fetch_finder), fallible)]
fn finder(open: RwSignal<bool>) -> Result<AnyView, SplitLoaderError> {
    Ok(super::finder(open))
}

/// Comes back when the palette's code is here.
pub(super) async fn fetch_palette(address: &str) {
    fetch_part(Part::Records, address).await;
    let _ = fetch_finder().await;
}

/// Only once [`fetch_palette`] has come back: then it is there at once.
pub(super) fn palette(open: RwSignal<bool>) -> Option<AnyView> {
    finder(open).now_or_never()?.ok()
}

/// Comes back when the form's code is here: each split point opens its part for itself, even one that was fetched before.
pub(super) async fn fetch_new_opportunity(address: &str) {
    fetch_part(Part::Records, address).await;
    let _ = fetch_form().await;
}

/// Only once [`fetch_new_opportunity`] has come back: then it is there at once.
pub(super) fn new_opportunity(open: RwSignal<bool>, stages: Stages) -> Option<AnyView> {
    form(open, stages).now_or_never()?.ok()
}

pub(super) async fn page(page: Later) -> Option<AnyView> {
    let view = match page.part() {
        Part::Home => home(page).await,
        Part::Editor => editor(page).await,
        Part::Records => records(page).await,
        Part::Ahead => ahead(page).await,
    };
    view.ok().flatten()
}

async fn once(part: Part) -> bool {
    let code = async {
        let come = match part {
            Part::Home => fetch_home().await,
            Part::Editor => fetch_editor().await,
            Part::Records => fetch_records().await,
            Part::Ahead => fetch_lies_ahead().await,
        };
        come.is_ok()
    };
    let (code, texts) = futures::join!(code, texts());
    code && texts.is_some()
}

/// Fetches what the parts say, unless it is here already; where is written at the document's root.
async fn texts() -> Option<()> {
    let lang = page_lang();
    if T::has_later(lang) {
        return Some(());
    }
    let address = document().document_element()?.get_attribute("data-texts")?;
    let answer = JsFuture::from(window().fetch_with_str(&address)).await.ok()?;
    let answer = answer.dyn_into::<Response>().ok().filter(Response::ok)?;
    let texts = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    T::load_later(lang, &texts).ok()
}

/// Comes back when the page's part is here; the page before stays until then.
pub(super) async fn fetch(page: Later) {
    let url = use_url().get_untracked();
    let query = if url.search().is_empty() { String::new() } else { format!("?{}", url.search()) };
    fetch_part(page.part(), &format!("{}{query}", url.path())).await;
}

/// Comes back when the part is here.
pub(super) async fn fetch_part(part: Part, address: &str) {
    let mut wait = SOON;
    while !once(part).await {
        pause(wait).await;
        wait = (wait * 2).min(SELDOM);
        // A server that answers but has this part no more was renewed: the whole page comes anew, from it.
        // A page that was only just loaded is of the server's time; it waits.
        if alive() && answers(address).await && !once(part).await {
            let _ = window().location().set_href(address);
            std::future::pending::<()>().await;
        }
    }
}

pub(super) fn fetch_ahead() {
    set_timeout(
        || {
            leptos::task::spawn_local(async {
                // What does not come now is asked for again when it is needed.
                for part in Part::ALL {
                    once(part).await;
                }
            });
        },
        QUIET,
    );
}

fn alive() -> bool {
    document().body().is_some_and(|body| body.has_attribute(crate::ALIVE))
}

async fn answers(address: &str) -> bool {
    JsFuture::from(window().fetch_with_str(address)).await.is_ok()
}

async fn pause(length: Duration) {
    let (over, waiting) = oneshot::channel::<()>();
    set_timeout(
        move || {
            let _ = over.send(());
        },
        length,
    );
    let _ = waiting.await;
}
