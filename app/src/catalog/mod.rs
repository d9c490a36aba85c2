//! What the catalogue is made of: units of measure, and categories of products.
pub mod api;
mod beside;
mod categories;
mod category_form;
mod unit_form;
mod units;

pub(crate) use beside::{BesideForm, Open};
pub use categories::CategoriesPage;
pub use units::UnitsPage;

use i18n::T;
use leptos::prelude::*;

/// The way back to the settings, before a page's title.
#[component]
fn Crumb(t: T) -> impl IntoView {
    view! {
        <nav class="crumb wide" aria-label=t.catalog_path()><a href="/settings">{t.settings_settings()}</a><span>"/"</span></nav>
    }
}
