//! The rows by single keys: `j` and `k` to the next and the one before, `d` for what is done.
use crate::{
    i18n::use_t,
    ui::{Kbd, on_key},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Listens while the page is open, and says so.
#[component]
pub(super) fn Keys() -> impl IntoView {
    let t = use_t();
    // Where one was: what is done goes, and the next one takes its place.
    let at = StoredValue::new(None);
    on_key("j", move || walk(at, 1));
    on_key("k", move || walk(at, -1));
    on_key("d", || {
        let tick = focused().and_then(|row| row.query_selector(".tick").ok().flatten());
        if let Some(tick) = tick.and_then(|tick| tick.dyn_into::<HtmlElement>().ok()) {
            tick.click();
        }
    });
    view! {
        <p class="by-keys faint t-13 wide">
            <Kbd>"j"</Kbd>" "<Kbd>"k"</Kbd>" "{t.today_key_move()}<Kbd>"d"</Kbd>" "{t.today_key_done()}
        </p>
    }
}

fn walk(at: StoredValue<Option<usize>>, by: isize) {
    // A peek beside the page walks by the same keys.
    if document().query_selector(".peek").ok().flatten().is_some() {
        return;
    }
    let rows = rows();
    let here = focused().and_then(|row| rows.iter().position(|one| *one == row));
    let next = match (here, at.get_value()) {
        (Some(here), _) => here.checked_add_signed(by),
        (None, Some(was)) => Some(was.min(rows.len().saturating_sub(1))),
        (None, None) => Some(0),
    };
    let link = next.and_then(|next| rows.get(next)).and_then(|row| row.query_selector(".what").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.focus();
        at.set_value(next);
    }
}

fn rows() -> Vec<Element> {
    let Ok(found) = document().query_selector_all(".today .task") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// The row that holds the focus.
fn focused() -> Option<Element> {
    document().active_element()?.closest(".today .task").ok().flatten()
}
