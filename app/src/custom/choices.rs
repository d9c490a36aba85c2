//! What a field offers to choose from, a row for each.
use crate::{
    ui::{Button, Check, Field, IconName, TextInput},
    wire::error_at,
};
use domain::{
    crm::custom::{LONGEST, MOST_CHOICES},
    refusal::FieldRefusal,
};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::custom::ChoiceFields;

/// A row as it is typed. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Row {
    place: usize,
    id: Option<Uuid>,
    name: RwSignal<String>,
    retired: RwSignal<bool>,
}

impl Row {
    pub(super) fn new(place: usize, choice: ChoiceFields) -> Row {
        let ChoiceFields { id, name, retired } = choice;
        Row { place, id, name: RwSignal::new(name), retired: RwSignal::new(retired) }
    }

    /// A new one, empty.
    pub(super) fn blank(place: usize) -> Row {
        Row::new(place, ChoiceFields { id: None, name: String::new(), retired: false })
    }

    pub(super) fn fields(self) -> ChoiceFields {
        ChoiceFields { id: self.id, name: self.name.get_untracked(), retired: self.retired.get_untracked() }
    }
}

/// The rows with their refusals.
#[component]
pub(super) fn Choices(t: T, rows: RwSignal<Vec<Row>>, refused: RwSignal<Vec<FieldRefusal>>) -> impl IntoView {
    let none = move || refused.with(|all| all.iter().any(|one| one.field == "choices"));
    let add = move |()| rows.update(|rows| rows.push(Row::blank(rows.len())));
    let row = move |row: Row| {
        let place = row.place + 1;
        view! {
            <div class="row end">
                <Field id=format!("choice-{}", row.place) label=t.custom_choice(place) error=error_at(t, refused, move || format!("choices.{}", row.place))>
                    <TextInput value=row.name longest=LONGEST as u32/>
                </Field>
                {row.id.map(|_| view! {
                    <Check value=row.retired>
                        <span aria-hidden="true">{t.custom_choice_retired()}</span>
                        <span class="sr">{t.custom_choice_retired_of(place)}</span>
                    </Check>
                })}
            </div>
        }
    };
    view! {
        <section class="stack" aria-labelledby="custom-choices">
            <h3 class="t-13" id="custom-choices">{t.custom_choices()}</h3>
            <For each=move || rows.get() key=|row| row.place children=row/>
            {move || none().then(|| view! { <span class="error" role="alert">{t.custom_choices_needed()}</span> })}
            {move || (rows.with(Vec::len) < MOST_CHOICES).then(|| view! {
                <div><Button small=true icon=IconName::Plus on_press=add>{t.custom_choice_add()}</Button></div>
            })}
        </section>
    }
}
