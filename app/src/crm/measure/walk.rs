//! Arrow keys walk the cells of a table.
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Moves the focus to the cell an arrow, Home or End leads to; other keys are left alone.
pub(super) fn walk(event: &KeyboardEvent) {
    let Some(cell) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|target| target.closest("td, th").ok().flatten())
    else {
        return;
    };
    let Some(row) = cell.parent_element() else { return };
    let cells = row.children();
    let at = (0..cells.length()).find(|at| cells.item(*at).as_ref() == Some(&cell)).unwrap_or_default();
    let last = cells.length().saturating_sub(1);
    let to = match event.key().as_str() {
        "ArrowRight" => cells.item((at + 1).min(last)),
        "ArrowLeft" => cells.item(at.saturating_sub(1)),
        "Home" => cells.item(0),
        "End" => cells.item(last),
        "ArrowDown" => beside(&row, true).and_then(|row| row.children().item(at)),
        "ArrowUp" => beside(&row, false).and_then(|row| row.children().item(at)),
        _ => return,
    };
    if let Some(to) = to {
        event.prevent_default();
        focus(&to);
    }
}

/// The row under or over a row, also over the end of the body.
fn beside(row: &Element, below: bool) -> Option<Element> {
    let near = if below { row.next_element_sibling() } else { row.previous_element_sibling() };
    near.or_else(|| {
        let part = row.parent_element()?;
        if below {
            part.next_element_sibling()?.first_element_child()
        } else {
            part.previous_element_sibling().filter(|part| part.tag_name() == "TBODY")?.last_element_child()
        }
    })
}

/// What is in a cell to be pressed has the focus, or else the cell.
fn focus(cell: &Element) {
    let inside = cell.query_selector("a, button").ok().flatten();
    if let Ok(target) = inside.unwrap_or_else(|| cell.clone()).dyn_into::<HtmlElement>() {
        let _ = target.focus();
    }
}
