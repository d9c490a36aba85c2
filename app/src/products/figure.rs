//! A figure of a product's sheet: typed as a number, kept as text.
use crate::i18n::use_t;
use crate::sheet::Sheet;
use crate::ui::{Field, NumberInput};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// A figure with its unit; empty is nothing.
#[component]
pub(super) fn FigureLine(
    /// The texts.
    sheet: Sheet,
    /// The field.
    code: &'static str,
    /// Its name.
    label: &'static str,
    /// After the figure.
    unit: &'static str,
    /// Shown, not changed.
    read_only: bool,
    /// Told when the field is left changed.
    on_leave: Callback<&'static str>,
) -> impl IntoView {
    let text = sheet.text(code);
    let read = move || text.with(|text| text.parse::<Decimal>().ok()).filter(|figure| !figure.is_zero());
    let figure = RwSignal::new(untrack(read));
    // Another person's figure may take this one's place.
    Effect::new(move |_| {
        let stored = read();
        if figure.get_untracked() != stored {
            figure.set(stored);
        }
    });
    let left = move |figure: Option<Decimal>| {
        text.set(figure.unwrap_or_default().normalize().to_string());
        on_leave.run(code);
    };
    view! {
        <Field id=sheet.id(code) label error=sheet.error(use_t(), code)>
            <NumberInput value=figure unit=unit.to_owned() read_only on_leave=left/>
        </Field>
    }
}
