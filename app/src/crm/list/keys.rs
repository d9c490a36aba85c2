//! Keys on a row: arrows go between rows, space chooses, Enter opens.
use super::desk::Desk;
use crate::crm::views::Look;
use domain::ids::OpportunityId;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// Hears a key on the row itself; those of links and fields inside are theirs.
pub(super) fn hear(desk: Desk, id: OpportunityId, event: &KeyboardEvent, open: impl Fn(&str)) {
    if event.target() != event.current_target() || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(row) = event.current_target().and_then(|row| row.dyn_into::<HtmlElement>().ok()) else { return };
    match event.key().as_str() {
        "ArrowDown" => focus(row.next_element_sibling()),
        "ArrowUp" => focus(row.previous_element_sibling()),
        " " => desk.toggle(id),
        "Enter" => open(&format!("{}/{id}", Look::List.path())),
        "Escape" => desk.let_go(),
        _ => return,
    }
    event.prevent_default();
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// A row that was drawn anew under the focus gets it back.
pub(super) fn keep_focus(id: OpportunityId) {
    request_animation_frame(move || {
        let nowhere = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        if nowhere {
            focus(document().get_element_by_id(&format!("row-{id}")));
        }
    });
}

/// The control of a cell that was just opened.
pub(super) fn focus_cell() {
    request_animation_frame(|| focus(document().get_element_by_id("cell")));
}
