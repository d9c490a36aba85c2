//! The popover in which a figure of a line is explained: where it stands, how it opens and closes.
use super::{
    desk::{Desk, Row},
    keyboard::Keyboard,
    keys::Column,
};
use crate::ui::{Edge, IconButton, IconName, place::place};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Makes the account of a line; told what to call when it is filled, and when something of it was taken.
type Explain = fn(Row, Desk, Callback<()>, Callback<()>) -> AnyView;

/// The popover beside a cell; Esc or a press outside closes it, and the focus goes back to the cell.
#[component]
pub fn WhyPop(
    /// The keyboard of the grid.
    keyboard: Keyboard,
    /// Once per page.
    id: &'static str,
    /// The cell's column.
    column: Column,
    /// The line that is asked about.
    asked: RwSignal<Option<Row>>,
    /// The question; its heading.
    #[prop(into)]
    label: Signal<String>,
    /// The account.
    explain: Explain,
) -> impl IntoView {
    let desk = keyboard.desk;
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let (Some(row), Some(pop)) = (asked.get(), node.get()) else { return };
        let _ = pop.show_popover();
        settle(row, column, &pop);
        let close = pop.query_selector("button").ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok());
        if let Some(close) = close {
            let _ = close.focus();
        }
    });
    let close = move || {
        if let Some(pop) = node.get_untracked() {
            let _ = pop.hide_popover();
        }
    };
    let toggled = move || {
        let open = node.get_untracked().is_some_and(|pop| pop.matches(":popover-open").unwrap_or_default());
        if !open && let Some(row) = asked.get_untracked() {
            asked.set(None);
            keyboard.focus(row, column);
        }
    };
    let filled = move |row: Row| {
        request_animation_frame(move || {
            if let Some(pop) = node.get_untracked() {
                settle(row, column, &pop);
            }
        });
    };
    view! {
        <div node_ref=node id=id class="pop sheet" popover="auto" role="dialog" aria-label=label on:toggle=move |_| toggled()>
            {move || asked.get().map(|row| view! {
                <div class="row">
                    <b>{label}</b>
                    <span class="push"></span>
                    <IconButton small=true icon=IconName::Cross label=desk.t.prices_close() keys="Esc" on_press=move |()| close()/>
                </div>
                {explain(row, desk, Callback::new(move |()| filled(row)), Callback::new(move |()| close()))}
            })}
        </div>
    }
}

fn settle(row: Row, column: Column, pop: &HtmlElement) {
    let cell = format!("[data-line='{}'] [data-col='{}']", row.id, column.field());
    let cell = document().query_selector(&cell).ok().flatten().and_then(|cell| cell.dyn_into::<HtmlElement>().ok());
    if let Some(cell) = cell {
        place(&cell, pop, Edge::End, false);
    }
}
