//! Cells that are changed in place: words until they are pressed, then a field that keeps what was typed when refused.
use super::{
    desk::{Cell, Desk},
    keys,
};
use crate::{
    frame::{currency, today},
    ui::{DateInput, Field, NumberInput, Select},
};
use leptos::prelude::*;
use wire::opportunities::{ChangeTo, OpportunityRow};

/// The words of a cell, or its field once it is open.
#[component]
pub(super) fn Editable(
    desk: Desk,
    cell: Cell,
    row: StoredValue<OpportunityRow>,
    /// What is read while it is closed.
    words: String,
) -> impl IntoView {
    let t = desk.t;
    let (id, title) = row.with_value(|row| (row.id, row.title.clone()));
    let what = match cell {
        Cell::Stage => t.crm_stage(),
        Cell::Owner => t.crm_owner(),
        Cell::Expected => t.crm_expected(),
        Cell::Recurring => t.recurring_amount(),
        Cell::Plan => t.recurring_plan(),
        Cell::Close => t.crm_expected_close(),
        // Fields of the team have cells of their own.
        Cell::Own(_) => "",
    };
    let words = if words.is_empty() { "–".to_owned() } else { words };
    let label = t.crm_list_edit(what, &title, &words);
    let open = Memo::new(move |_| desk.editing.get() == Some((id, cell)));
    move || {
        if open.get() {
            view! {
                <div class="cell-field" on:keydown=move |event| {
                    if event.key() == "Escape" {
                        event.prevent_default();
                        desk.editing.set(None);
                        desk.at.set(Some(id));
                        keys::keep_focus(id);
                    }
                    event.stop_propagation();
                }>
                    <Open desk cell row what/>
                </div>
            }
            .into_any()
        } else {
            view! {
                <button type="button" class="cell" aria-label=label.clone() title=t.crm_list_press() on:click=move |_| {
                    desk.editing.set(Some((id, cell)));
                    keys::focus_cell();
                }>{words.clone()}</button>
            }
            .into_any()
        }
    }
}

#[component]
fn Open(desk: Desk, cell: Cell, row: StoredValue<OpportunityRow>, what: &'static str) -> impl IntoView {
    let t = desk.t;
    let (id, version) = row.with_value(|row| (row.id, row.version));
    let error = Signal::derive(move || desk.refused.with(|refused| refused.get(&id).cloned()));
    // Made within its field, whose name and fault it takes.
    let field = move || {
        let (row, list) = (row.get_value(), desk.list.get_untracked());
        match cell {
            Cell::Stage => {
                let value = RwSignal::new(row.stage.to_string());
                let options: Vec<(String, String)> = list
                    .stages
                    .into_iter()
                    .filter(|stage| !stage.retired || stage.id == row.stage)
                    .map(|stage| (stage.id.to_string(), stage.name))
                    .collect();
                let choose = move |key: String| {
                    if let Ok(stage) = key.parse() {
                        desk.change(id, version, ChangeTo::Stage(stage));
                    }
                };
                view! { <Select value options=Signal::stored(options) on_choose=choose/> }.into_any()
            }
            Cell::Owner => {
                let value = RwSignal::new(row.owner.map(|owner| owner.id.to_string()).unwrap_or_default());
                let mut options = vec![(String::new(), t.crm_nobody().to_owned())];
                options.extend(list.owners.into_iter().map(|owner| (owner.id.to_string(), owner.name)));
                let choose = move |key: String| desk.change(id, version, ChangeTo::Owner(key.parse().ok()));
                view! { <Select value options=Signal::stored(options) on_choose=choose/> }.into_any()
            }
            Cell::Plan => {
                let value = RwSignal::new(row.recurring.plan.map(|plan| plan.to_string()).unwrap_or_default());
                let mut options = vec![(String::new(), t.recurring_no_plan().to_owned())];
                let offered =
                    list.plans.into_iter().filter(|plan| !plan.retired || Some(plan.id) == row.recurring.plan);
                options.extend(offered.map(|plan| (plan.id.to_string(), plan.name)));
                let choose = move |key: String| desk.change(id, version, ChangeTo::Plan(key.parse().ok()));
                view! { <Select value options=Signal::stored(options) on_choose=choose/> }.into_any()
            }
            Cell::Expected | Cell::Recurring => {
                let once = cell == Cell::Expected;
                let value = RwSignal::new(Some(if once { row.expected } else { row.recurring.amount }));
                let leave = move |figure: Option<rust_decimal::Decimal>| {
                    let figure = figure.unwrap_or_default();
                    desk.change(
                        id,
                        version,
                        if once { ChangeTo::Expected(figure) } else { ChangeTo::Recurring(figure) },
                    );
                };
                let enter = move |event: web_sys::KeyboardEvent| leave_on_enter(&event);
                view! { <NumberInput value unit=currency().to_string() autofocus=true on_leave=leave on_key=enter/> }
                    .into_any()
            }
            Cell::Close => {
                let value = RwSignal::new(row.expected_close);
                let leave = move |day| desk.change(id, version, ChangeTo::Close(day));
                view! {
                    <span on:keydown=move |event| leave_on_enter(&event)>
                        <DateInput value today=today() on_leave=leave/>
                    </span>
                }
                .into_any()
            }
            Cell::Own(_) => ().into_any(),
        }
    };
    view! { <Field id="cell" label=what error>{field}</Field> }
}

/// Enter leaves the field, and so saves it. One that stays open, because it was refused or nothing was changed, has the
/// focus again.
pub(super) fn leave_on_enter(event: &web_sys::KeyboardEvent) {
    if event.key() == "Enter"
        && let Some(input) = document().active_element()
        && let Ok(input) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlInputElement>(input)
    {
        event.prevent_default();
        let _ = input.blur();
        request_animation_frame(move || {
            let nowhere = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
            if nowhere && input.is_connected() {
                let _ = input.focus();
            }
        });
    }
}
