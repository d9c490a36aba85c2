//! The form of one category: its name, and the category it is in.
use super::{
    api::{delete_category, save_category},
    beside::{BesideForm, Open},
    categories::tree,
};
use crate::ui::{Button, Field, Look, Select, TextInput};
use domain::ids::CategoryId;
use i18n::T;
use leptos::prelude::*;
use wire::categories::{CategoryFields, CategoryRow, DeleteCategory, SaveCategory};

/// The form.
#[component]
pub(super) fn CategoryForm(
    /// The reader's texts.
    t: T,
    /// Which.
    known: Open<CategoryId>,
    /// All categories.
    rows: RwSignal<Vec<CategoryRow>>,
    /// Which form is shown.
    open: RwSignal<Open<CategoryId>>,
    /// Reads the table again.
    reload: Callback<()>,
) -> impl IntoView {
    let row = rows.with_untracked(|rows| rows.iter().find(|row| Open::Known(row.id) == known).cloned());
    let (id, version) = (row.as_ref().map(|row| row.id), row.as_ref().map_or(0, |row| row.version));
    let fields = row.map(|row| row.fields).unwrap_or_default();
    let title = if id.is_some() { fields.name.clone() } else { t.catalog_new_category().to_owned() };
    let name = RwSignal::new(fields.name);
    let parent = RwSignal::new(fields.parent.map(|parent| parent.to_string()).unwrap_or_default());
    let form = BesideForm::new(t, known, open, reload);
    let saving = Action::new(move |command: &SaveCategory| {
        let command = command.clone();
        async move { form.answered(save_category(command).await, t.catalog_category_saved()) }
    });
    let deleting = Action::new(move |id: &CategoryId| {
        let command = DeleteCategory { id: *id, version };
        async move { form.answered(delete_category(command).await, t.catalog_category_deleted()) }
    });
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if saving.pending().get_untracked() {
            return;
        }
        form.begin();
        let fields = CategoryFields { name: name.get_untracked(), parent: parent.get_untracked().parse().ok() };
        saving.dispatch(SaveCategory { key: form.key(), id, version, fields });
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
            {form.banner()}
            <Field id="category-name" label=t.catalog_category_name() error=form.at("name")>
                <TextInput value=name longest=80/>
            </Field>
            <Field id="category-parent" label=t.catalog_in_category() error=form.at("parent")>
                <Select value=parent options=parents/>
            </Field>
            <div class="row wrap">
                {form.buttons(saving.pending().into(), (t.catalog_save(), t.catalog_saving(), t.catalog_cancel()))}
                {id.map(|id| view! {
                    <span class="push"></span>
                    <Button look=Look::Danger busy=deleting.pending() busy_label=t.catalog_saving()
                        on_press=move |()| { deleting.dispatch(id); }>{t.catalog_delete_category()}</Button>
                })}
            </div>
        </form>
    }
}
