//! Two buttons that bring a row of a table one place further.
use crate::ui::{IconButton, IconName};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A table that was drawn anew took the focus with it; it is looked for after so many milliseconds.
const LOOK: [u64; 3] = [150, 500, 1_200];

/// The buttons of one row. The one that was pressed keeps the focus, where the table is drawn anew.
#[component]
pub(crate) fn Order(
    /// Which row, once per page.
    #[prop(into)]
    id: String,
    /// What bringing it to the front is called.
    earlier: String,
    /// What bringing it to the back is called.
    later: String,
    /// Told which way it goes: to the front or not.
    #[prop(into)]
    on_shift: Callback<bool>,
) -> impl IntoView {
    let place = StoredValue::new(format!("order-{id}"));
    let press = move |to_front: bool| {
        on_shift.run(to_front);
        for wait in LOOK {
            let id = place.get_value();
            set_timeout(move || look(&id, to_front), Duration::from_millis(wait));
        }
    };
    view! {
        <span class="row" id=place.get_value()>
            <IconButton small=true icon=IconName::Up label=earlier on_press=move |()| press(true)/>
            <IconButton small=true icon=IconName::Down label=later on_press=move |()| press(false)/>
        </span>
    }
}

/// Puts the focus on the button again, unless somebody has gone on.
fn look(id: &str, to_front: bool) {
    let nowhere = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    let which = if to_front { "button:first-child" } else { "button:last-child" };
    let found = document().get_element_by_id(id).and_then(|row| row.query_selector(which).ok().flatten());
    if let (true, Some(button)) = (nowhere, found.and_then(|found| found.dyn_into::<HtmlElement>().ok())) {
        let _ = button.focus();
    }
}
