//! One field of a sheet: label, control, and what is wrong with it.
use super::Sheet;
use crate::i18n::use_t;
use crate::ui::{Field, Select, TextArea, TextInput};
use leptos::prelude::*;

/// A text of the sheet.
#[component]
pub fn TextLine(
    /// The sheet.
    sheet: Sheet,
    /// The field.
    code: &'static str,
    /// Its name.
    label: &'static str,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Kind of text: `email`, `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Most characters.
    #[prop(default = 200)]
    longest: u32,
    /// Lines, where it is more than one.
    #[prop(optional)]
    rows: Option<u32>,
    /// Its place in a form: `w3`.
    #[prop(default = "")]
    class: &'static str,
    /// Shown, not changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Told when it is left changed.
    on_leave: Callback<&'static str>,
) -> impl IntoView {
    let value = sheet.text(code);
    let left = move |_: String| on_leave.run(code);
    view! {
        <Field id=sheet.id(code) label hint error=sheet.error(use_t(), code) class>
            {match rows {
                Some(rows) => view! { <TextArea value rows longest read_only on_leave=left/> }.into_any(),
                None => view! { <TextInput value kind longest autocomplete="off" read_only on_leave=left/> }.into_any(),
            }}
        </Field>
    }
}

/// One of several; told as soon as it is chosen.
#[component]
pub fn ChoiceLine(
    /// The sheet.
    sheet: Sheet,
    /// The field.
    code: &'static str,
    /// Its name.
    label: &'static str,
    /// Keys and words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Its place in a form: `w3`.
    #[prop(default = "")]
    class: &'static str,
    /// Cannot be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Told of each choice.
    on_leave: Callback<&'static str>,
) -> impl IntoView {
    view! {
        <Field id=sheet.id(code) label error=sheet.error(use_t(), code) class>
            <Select value=sheet.text(code) options disabled on_choose=move |_: String| on_leave.run(code)/>
        </Field>
    }
}
