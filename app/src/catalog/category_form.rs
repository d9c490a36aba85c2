//! The form of one category: its name, and the category it is in.
use super::{
    api::{delete_category, save_category},
    categories::{Open, tree},
};
use crate::ui::{Banner, Button, Field, IconName, Look, Select, TextInput, Tone, use_toasts};
use crate::wire::error_at;
use domain::{ids::CategoryId, refusal::FieldRefusal};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    categories::{CategoryFields, CategoryRow, DeleteCategory, SaveCategory},
    problem::Problem,
    shared::IdempotencyKey,
};

/// The form.
#[component]
pub(super) fn CategoryForm(
    /// The reader's texts.
    t: T,
    /// Which.
    known: Open,
    /// All categories.
    rows: RwSignal<Vec<CategoryRow>>,
    /// Which form is shown.
    open: RwSignal<Open>,
    /// Reads the table again.
    reload: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let row = rows.with_untracked(|rows| rows.iter().find(|row| Open::Known(row.id) == known).cloned());
    let (id, version) = (row.as_ref().map(|row| row.id), row.as_ref().map_or(0, |row| row.version));
    let fields = row.map(|row| row.fields).unwrap_or_default();
    let title = if id.is_some() { fields.name.clone() } else { t.catalog_new_category().to_owned() };
    let name = RwSignal::new(fields.name);
    let parent = RwSignal::new(fields.parent.map(|parent| parent.to_string()).unwrap_or_default());
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let done = move |words: &'static str| {
        toasts.say(words.to_owned());
        reload.run(());
        let _ = open.try_update(|open| {
            if *open == known {
                *open = Open::Nothing;
            }
        });
    };
    let refuse = move |error: crate::wire::AppError| {
        // Nothing was kept: other fields make another command, which needs a key of its own.
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        let said = error.sentence(t);
        let at_fields = match error.0 {
            // What stands at its field is not said twice.
            Problem::Refused { refusals } => {
                let all = refusals.iter().all(|one| !one.field.is_empty());
                refused.set(refusals);
                all
            }
            _ => false,
        };
        wrong.set((!at_fields).then_some(said));
    };
    let saving = Action::new(move |command: &SaveCategory| {
        let command = command.clone();
        async move {
            match save_category(command).await {
                Ok(_) => done(t.catalog_category_saved()),
                Err(error) => refuse(error),
            }
        }
    });
    let deleting = Action::new(move |id: &CategoryId| {
        let command = DeleteCategory { id: *id, version };
        async move {
            match delete_category(command).await {
                Ok(()) => done(t.catalog_category_deleted()),
                Err(error) => refuse(error),
            }
        }
    });
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if saving.pending().get_untracked() {
            return;
        }
        wrong.set(None);
        refused.set(Vec::new());
        let fields = CategoryFields { name: name.get_untracked(), parent: parent.get_untracked().parse().ok() };
        saving.dispatch(SaveCategory { key: key.get_value(), id, version, fields });
    };
    // Not itself, and not what is in it.
    let parents = Signal::derive(move || {
        let none = (String::new(), t.catalog_top().to_owned());
        let tree = rows.with(|rows| tree(rows));
        let outside = |other: &CategoryId| id.is_none_or(|id| !tree.is_in(*other, id));
        let others: Vec<_> = tree.paths().into_iter().filter(|(other, _)| outside(other)).collect();
        std::iter::once(none).chain(others.into_iter().map(|(id, path)| (id.to_string(), path))).collect::<Vec<_>>()
    });
    let spoken = title.clone();
    view! {
        <form class="stack gap" novalidate=true on:submit=save aria-label=spoken>
            <h2 class="t-16">{title}</h2>
            {move || wrong.get().map(|wrong| view! {
                <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
            })}
            <Field id="category-name" label=t.catalog_category_name() error=error_at(t, refused, || "name")>
                <TextInput value=name longest=80/>
            </Field>
            <Field id="category-parent" label=t.catalog_in_category() error=error_at(t, refused, || "parent")>
                <Select value=parent options=parents/>
            </Field>
            <div class="row wrap">
                <Button look=Look::Primary submit=true busy=saving.pending() busy_label=t.catalog_saving()>{t.catalog_save()}</Button>
                <Button look=Look::Ghost on_press=move |()| open.set(Open::Nothing)>{t.catalog_cancel()}</Button>
                {id.map(|id| view! {
                    <span class="push"></span>
                    <Button look=Look::Danger busy=deleting.pending() busy_label=t.catalog_saving()
                        on_press=move |()| { deleting.dispatch(id); }>{t.catalog_delete_category()}</Button>
                })}
            </div>
        </form>
    }
}
