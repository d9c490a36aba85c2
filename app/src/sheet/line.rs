//! One field of a sheet: its name, its control, and what is wrong with it.
use super::Sheet;
use crate::i18n::use_t;
use crate::ui::{Field, FieldLink, Icon, IconName, Select, TextArea, TextInput};
use leptos::{context::Provider, prelude::*};

/// By context: fields stand as the facts of a record, in a `<dl class="props">`; they look like text until the
/// pointer or the keyboard comes near. Without it they are fields of a form.
#[derive(Clone, Copy)]
pub struct AsFacts;

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
    #[prop(optional)]
    hint: Option<&'static str>,
    /// Kind of text: `email`, `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Most characters.
    #[prop(default = 200)]
    longest: u32,
    /// Id of a `<datalist>` of words to choose from.
    #[prop(optional)]
    list: Option<&'static str>,
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
    let t = use_t();
    let value = sheet.text(code);
    let left = move |_: String| on_leave.run(code);
    // A fact shows that it is empty; a form's field shows it by its frame.
    let placeholder = match use_context::<AsFacts>() {
        Some(_) => t.sheet_empty(),
        None => "",
    };
    view! {
        <Placed sheet code label hint class>
            {match rows {
                Some(rows) => view! { <TextArea value rows longest read_only on_leave=left/> }.into_any(),
                None => view! { <TextInput value kind longest autocomplete="off" list=list.unwrap_or_default() placeholder read_only on_leave=left/> }.into_any(),
            }}
        </Placed>
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
    /// What helps to choose.
    #[prop(optional)]
    hint: Option<&'static str>,
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
        <Placed sheet code label hint class>
            <Select value=sheet.text(code) options disabled on_choose=move |_: String| on_leave.run(code)/>
        </Placed>
    }
}

/// A control with its name and what is wrong: label above in a form, beside as a fact.
#[component]
fn Placed(
    sheet: Sheet,
    code: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let refused = sheet.error(use_t(), code);
    let id = sheet.id(code);
    if use_context::<AsFacts>().is_none() {
        let hint = hint.map(str::to_owned);
        return view! { <Field id label hint error=refused class>{children()}</Field> }.into_any();
    }
    let problem = RwSignal::new(None::<String>);
    let wrong = Memo::new(move |_| refused.get().or_else(|| problem.get()));
    let error_id = format!("{id}-error");
    let described_by = {
        let error_id = error_id.clone();
        Signal::derive(move || wrong.with(Option::is_some).then(|| error_id.clone()))
    };
    let link = FieldLink {
        id: StoredValue::new(id.clone()),
        described_by,
        invalid: Signal::derive(move || wrong.with(Option::is_some)),
        problem,
        echo: RwSignal::new(None),
    };
    view! {
        <dt><label for=id>{label}</label></dt>
        <dd>
            <Provider value=link>{children()}</Provider>
            {move || wrong.get().map(|wrong| view! {
                <span class="error" id=error_id.clone() role="alert">
                    <Icon name=IconName::Alert/>
                    <span>{wrong}</span>
                </span>
            })}
        </dd>
    }
    .into_any()
}
