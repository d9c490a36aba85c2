//! A cell of a field the team has added: words until it is pressed, then the field's control, saved when it is left.
use super::{
    cells::leave_on_enter,
    desk::{Cell, Desk},
    keys,
    marks::Marks,
};
use crate::{
    custom::api::set_custom_value,
    frame::{currency, today},
    ui::{DateInput, Field, NumberInput, Select, TextInput},
};
use domain::{
    crm::custom::{Kind, LONGEST_TEXT, NO, YES},
    ids::OpportunityId,
};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    custom::{CustomCell, CustomColumn, SetCustomValue},
    shared::IdempotencyKey,
};

/// The cell; nothing in rows of teams without the field.
#[component]
pub(super) fn OwnCell(
    desk: Desk,
    id: OpportunityId,
    /// Title of the opportunity.
    title: String,
    column: CustomColumn,
    /// What stands there; none where the opportunity is another team's.
    stands: Option<CustomCell>,
) -> AnyView {
    let t = desk.t;
    let Some(stands) = stands else { return ().into_any() };
    let cell = Cell::Own(column.id);
    let open = Memo::new(move |_| desk.editing.get() == Some((id, cell)));
    let words = if stands.words.is_empty() { "–".to_owned() } else { stands.words.clone() };
    let label = t.crm_list_edit(&column.name, &title, &words);
    let column = StoredValue::new(column);
    let seen = StoredValue::new(stands.value);
    let shown = move || {
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
                    <Open desk id column seen/>
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
    };
    shown.into_any()
}

/// The control of the field's kind.
#[component]
fn Open(desk: Desk, id: OpportunityId, column: StoredValue<CustomColumn>, seen: StoredValue<Vec<String>>) -> AnyView {
    let t = desk.t;
    let CustomColumn { id: field, name, kind, choices, .. } = column.get_value();
    let first = seen.with_value(|seen| seen.first().cloned().unwrap_or_default());
    let error = Signal::derive(move || desk.refused.with(|refused| refused.get(&id).cloned()));
    if kind == Kind::Several {
        return view! { <Marks desk id column seen error/> }.into_any();
    }
    let send = move |typed: Option<String>| {
        let value: Vec<String> = typed.filter(|typed| !typed.is_empty()).into_iter().collect();
        set(desk, SetCustomValue { key: IdempotencyKey(Uuid::new_v4()), id, field, seen: seen.get_value(), value });
    };
    let enter = move |event: web_sys::KeyboardEvent| leave_on_enter(&event);
    // Made within its field, whose name and fault it takes.
    let control = move || match kind {
        Kind::Text | Kind::Link | Kind::Several => {
            let (value, input) = (RwSignal::new(first.clone()), if kind == Kind::Link { "url" } else { "text" });
            let leave = move |typed: String| send(Some(typed.trim().to_owned()));
            view! {
                <span on:keydown=enter>
                    <TextInput value kind=input longest=LONGEST_TEXT as u32 autocomplete="off" on_leave=leave/>
                </span>
            }
            .into_any()
        }
        Kind::Whole | Kind::Figure | Kind::Money => {
            let value = RwSignal::new(first.parse::<Decimal>().ok());
            let leave = move |figure: Option<Decimal>| send(figure.map(|figure| figure.normalize().to_string()));
            if kind == Kind::Money {
                let unit = currency().symbol().to_owned();
                view! { <NumberInput value decimals=currency().decimals() unit autofocus=true on_leave=leave on_key=enter/> }
                    .into_any()
            } else {
                view! { <NumberInput value autofocus=true on_leave=leave on_key=enter/> }.into_any()
            }
        }
        Kind::Day => {
            let value = RwSignal::new(first.parse::<chrono::NaiveDate>().ok());
            let leave = move |day: Option<chrono::NaiveDate>| send(day.map(|day| day.to_string()));
            view! { <span on:keydown=enter><DateInput value today=today() on_leave=leave/></span> }.into_any()
        }
        Kind::YesNo | Kind::One => {
            let mut options = vec![(String::new(), t.custom_empty().to_owned())];
            if kind == Kind::One {
                // What is offered no more stays where it was chosen.
                let offered = choices.iter().filter(|one| !one.retired || one.id.to_string() == first);
                options.extend(offered.map(|one| (one.id.to_string(), one.name.clone())));
            } else {
                options
                    .extend([(YES.to_owned(), t.custom_yes().to_owned()), (NO.to_owned(), t.custom_no().to_owned())]);
            }
            let value = RwSignal::new(first.clone());
            view! { <Select value options=Signal::stored(options) on_choose=move |key: String| send(Some(key))/> }
                .into_any()
        }
    };
    view! { <Field id="cell" label=name error>{control}</Field> }.into_any()
}

/// Keeps what was typed; what is refused stays in its field with the reason.
pub(super) fn set(desk: Desk, command: SetCustomValue) {
    let (id, same) = (command.id, command.value == command.seen);
    if same {
        // Nothing was changed: the cell closes.
        desk.editing.set(None);
        keys::keep_focus(id);
        return;
    }
    if desk.busy.get_untracked() {
        return;
    }
    desk.busy.set(true);
    desk.refused.update(|refused| {
        refused.remove(&id);
    });
    spawn_local(async move {
        let answer = set_custom_value(command).await;
        if desk.list.is_disposed() {
            return;
        }
        desk.busy.set(false);
        match answer {
            Ok(_) => {
                desk.editing.set(None);
                desk.said.set(desk.t.crm_list_changed(1));
                desk.read();
            }
            Err(error) => {
                let why = error.at(desk.t, "value").unwrap_or_else(|| error.sentence(desk.t));
                desk.refused.update(|refused| {
                    refused.insert(id, why);
                });
                if error.is_stale() {
                    desk.read();
                }
            }
        }
    });
}
