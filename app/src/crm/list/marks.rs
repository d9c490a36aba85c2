//! The open cell of a field with several values: a box for each, kept together once they are left.
use super::{
    desk::{Cell, Desk},
    own::set,
};
use crate::ui::{Check, Icon, IconName};
use domain::ids::OpportunityId;
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wire::{
    custom::{CustomColumn, SetCustomValue},
    shared::IdempotencyKey,
};

/// Boxes to tick. Enter keeps what is ticked, and so does leaving them by the Tab key or by pressing elsewhere; Escape, which
/// the cell hears, keeps what was there.
#[component]
pub(super) fn Marks(
    desk: Desk,
    id: OpportunityId,
    column: StoredValue<CustomColumn>,
    seen: StoredValue<Vec<String>>,
    /// Why what was ticked is refused.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let CustomColumn { id: field, name, choices, .. } = column.get_value();
    // What is offered no more stays where it was chosen.
    let stands = |one: &String| seen.with_value(|seen| seen.contains(one));
    let offered: Vec<(String, String, RwSignal<bool>)> = choices
        .into_iter()
        .map(|one| (one.id.to_string(), one.name, one.retired))
        .filter(|(id, _, retired)| !retired || stands(id))
        .map(|(id, name, _)| {
            let on = RwSignal::new(stands(&id));
            (id, name, on)
        })
        .collect();
    let marks: Vec<(String, RwSignal<bool>)> = offered.iter().map(|(id, _, on)| (id.clone(), *on)).collect();
    let marks = StoredValue::new(marks);
    let keep = move || {
        // Closed meanwhile: the focus left because the boxes did.
        if desk.editing.try_get_untracked().flatten() != Some((id, Cell::Own(field))) {
            return;
        }
        let mut value: Vec<String> = marks
            .with_value(|marks| marks.iter().filter(|(_, on)| on.get_untracked()).map(|(id, _)| id.clone()).collect());
        value.sort_unstable();
        set(desk, SetCustomValue { key: IdempotencyKey(Uuid::new_v4()), id, field, seen: seen.get_value(), value });
    };
    let boxes = offered.into_iter().enumerate().map(|(at, (_, name, value))| {
        // The first one has the focus when the cell opens.
        let id = if at == 0 { "cell".to_owned() } else { format!("cell-{at}") };
        view! { <Check value id>{name}</Check> }
    });
    view! {
        // It takes the focus itself while a word is pressed, so that pressing one is not leaving them.
        <div class="field" id="cell-marks" role="group" tabindex="-1" aria-labelledby="cell-name"
            aria-describedby=move || error.with(Option::is_some).then_some("cell-error")
            on:keydown=move |event| if event.key() == "Enter" {
                event.prevent_default();
                keep();
            }
            on:focusout=move |event| if !inside(event.related_target()) { keep() }
        >
            <span class="label" id="cell-name">{name}</span>
            <div class="stack tight">{boxes.collect_view()}</div>
            {move || error.get().map(|why| view! {
                <span class="error" id="cell-error" role="alert"><Icon name=IconName::Alert/><span>{why}</span></span>
            })}
        </div>
    }
}

/// Whether the focus goes to another of the boxes.
fn inside(to: Option<web_sys::EventTarget>) -> bool {
    let to = to.and_then(|to| to.dyn_into::<web_sys::Element>().ok());
    to.is_some_and(|to| to.closest("#cell-marks").is_ok_and(|found| found.is_some()))
}
