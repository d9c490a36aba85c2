//! What the catalogue is made of: units of measure, and categories of products.
pub mod api;
mod categories;
mod category_form;
mod unit_form;
mod units;

pub use categories::CategoriesPage;
pub use units::UnitsPage;

use domain::refusal::FieldRefusal;
use i18n::T;
use leptos::prelude::*;

/// What the server refused at a field, as a sentence.
fn refused_at(t: T, refused: RwSignal<Vec<FieldRefusal>>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || {
        refused.with(|all| {
            let found = all.iter().find(|one| one.field == field);
            found.map(|one| i18n::problem::refusal_sentence(t, &one.refusal))
        })
    })
}

/// The way back to the settings, before a page's title.
#[component]
fn Crumb(t: T) -> impl IntoView {
    view! {
        <nav class="crumb wide" aria-label=t.catalog_path()><a href="/settings">{t.settings_settings()}</a><span>"/"</span></nav>
    }
}
