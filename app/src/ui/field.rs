//! Field: label above, control, then one hint or one error, wired together for screen readers.
use super::icon::{Icon, IconName};
use leptos::{context::Provider, prelude::*};

/// What a control inside a [`Field`] learns from it, and tells it.
#[derive(Clone, Copy)]
pub struct FieldLink {
    /// The control's element id.
    pub id: StoredValue<String>,
    /// Id of the hint or error below.
    pub described_by: Signal<Option<String>>,
    /// Whether an error stands below.
    pub invalid: Signal<bool>,
    /// What the control itself could not read, as a sentence; shown until it can.
    pub problem: RwSignal<Option<String>>,
    /// What the control made of the text, said as the hint: a date in full.
    pub echo: RwSignal<Option<String>>,
}

impl FieldLink {
    /// The link of the field around this control, or one that stands alone with an id of its own.
    pub fn here(id: Option<String>) -> FieldLink {
        use_context::<FieldLink>().unwrap_or_else(|| {
            let problem = RwSignal::new(None);
            FieldLink {
                id: StoredValue::new(id.unwrap_or_default()),
                described_by: Signal::derive(|| None),
                invalid: Signal::derive(move || problem.with(Option::is_some)),
                problem,
                echo: RwSignal::new(None),
            }
        })
    }

    /// The id, or nothing where the control stands alone without one.
    pub fn id(self) -> Option<String> {
        self.id.with_value(|id| (!id.is_empty()).then(|| id.clone()))
    }
}

/// A labelled control. The control inside takes id, description and validity from here.
///
/// ```ignore
/// let wrong = RwSignal::new(None::<String>);
/// view! {
///     <Field id="title" label=t.title() hint=t.title_hint() error=wrong>
///         <TextInput value=title/>
///     </Field>
/// }
/// ```
#[component]
pub fn Field(
    /// Id of the control, once per page.
    #[prop(into)]
    id: String,
    /// Always visible.
    #[prop(into)]
    label: Signal<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong and how to put it right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// At the label's right: a quiet link.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    /// More classes for its place in a form: `w3`, `w6`.
    #[prop(optional, into)]
    class: Option<String>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let echo = RwSignal::new(None::<String>);
    let wrong = Memo::new(move |_| error.get().or_else(|| problem.get()));
    let note = Memo::new(move |_| match (hint.get(), echo.get()) {
        (Some(hint), Some(echo)) => Some(format!("{echo} · {hint}")),
        (hint, echo) => echo.or(hint),
    });
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described_by = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        Signal::derive(move || {
            if wrong.with(Option::is_some) {
                Some(error_id.clone())
            } else {
                note.with(Option::is_some).then(|| hint_id.clone())
            }
        })
    };
    let link = FieldLink {
        id: StoredValue::new(id.clone()),
        described_by,
        invalid: Signal::derive(move || wrong.with(Option::is_some)),
        problem,
        echo,
    };
    let class = class.map_or_else(|| "field".to_owned(), |more| format!("field {more}"));
    let label = view! { <label for=id>{label}</label> };
    view! {
        <div class=class>
            {match aside {
                None => label.into_any(),
                Some(aside) => view! { <div class="row">{label}<span class="push"></span>{aside.run()}</div> }.into_any(),
            }}
            <Provider value=link>{children()}</Provider>
            {move || match (wrong.get(), note.get()) {
                (Some(wrong), _) => Some(view! {
                    <span class="error" id=error_id.clone() role="alert">
                        <Icon name=IconName::Alert/>
                        <span>{wrong}</span>
                    </span>
                }.into_any()),
                (None, Some(note)) => Some(view! { <span class="hint" id=hint_id.clone()>{note}</span> }.into_any()),
                (None, None) => None,
            }}
        </div>
    }
}
