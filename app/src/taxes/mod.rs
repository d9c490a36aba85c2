//! Settings: taxes with their rates, and fiscal positions.
pub mod api;
mod page;
mod position_form;
mod positions;
mod table;
mod tax_form;

pub use page::TaxesPage;

use domain::refusal::FieldRefusal;
use i18n::T;
use leptos::prelude::*;

/// What the server refused at a field, as a sentence.
fn refusal_at(
    t: T,
    refused: RwSignal<Vec<FieldRefusal>>,
    field: impl Fn() -> String + Send + Sync + 'static,
) -> Signal<Option<String>> {
    Signal::derive(move || {
        let name = field();
        refused.with(|all| {
            let found = all.iter().find(|one| one.field == name);
            found.map(|one| i18n::problem::refusal_sentence(t, &one.refusal))
        })
    })
}
