//! Parts of the page's forms: a field with its refusal, hidden facts, and a button that says when it is busy.
use super::{icon, slots::Slot, view::View, words};
use domain::refusal::Refusal;
use leptos::prelude::*;

/// What every form posts besides its fields: the version on the screen, its content, its key.
pub(super) fn hidden(view: &View<'_>, key: Slot) -> AnyView {
    view! {
        <input type="hidden" name="version" value=view.content().version.to_string() />
        <input type="hidden" name="content_sha256" value=view.page.content_sha256.clone() />
        <input type="hidden" name="key" value=view.mark(key) />
    }
    .into_any()
}

/// What was refused at a field, or, out of sight, what the script says when nothing is there (`missing`).
pub(super) fn refusal(
    view: &View<'_>,
    id: &'static str,
    said: Option<&Refusal>,
    missing: Option<Refusal>,
) -> Option<AnyView> {
    let sentence = words::refusal(view.t, said.or(missing.as_ref())?);
    Some(
        view! {
            <p class="error" id=format!("e-{id}") hidden=said.is_none()>
                {icon::icon("warn")}
                <span>{sentence}</span>
            </p>
        }
        .into_any(),
    )
}

/// One line to write on, with its label above.
pub(super) struct TextField<'a> {
    /// Its id; `f-` and this is the control's.
    pub(super) id: &'static str,
    /// The name it is posted under.
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    /// Says that it may stay empty.
    pub(super) aside: Option<&'static str>,
    pub(super) value: String,
    /// What browsers may fill in.
    pub(super) fill: &'static str,
    pub(super) longest: usize,
    pub(super) said: Option<&'a Refusal>,
    /// Takes the focus when the page opens.
    pub(super) first: bool,
    /// Stands in a row of its own.
    pub(super) wide: bool,
}

impl TextField<'_> {
    pub(super) fn show(self, view: &View<'_>) -> AnyView {
        let must = self.aside.is_none();
        let control = format!("f-{}", self.id);
        let aside = self.aside.map(|aside| view! { " " <span class="faint">{aside}</span> });
        view! {
            <div class=if self.wide { "field full" } else { "field" }>
                <label for=control.clone()>{self.label} {aside}</label>
                <input
                    class="input"
                    id=control
                    name=self.name
                    value=self.value
                    autocomplete=self.fill
                    maxlength=self.longest.to_string()
                    aria-required=must.then_some("true")
                    aria-invalid=self.said.map(|_| "true")
                    aria-describedby=self.said.map(|_| format!("e-{}", self.id))
                    autofocus=self.first
                />
                {refusal(view, self.id, self.said, must.then_some(Refusal::Required))}
            </div>
        }
        .into_any()
    }
}

/// A button that posts its form. The second wording shows while it does; both keep the button's width.
pub(super) fn submit(
    class: &'static str,
    drawing: Option<&'static str>,
    idle: &'static str,
    busy: &'static str,
) -> AnyView {
    view! {
        <button class=class>
            {drawing.map(icon::icon)} <span class="swap">
                <span>{idle}</span>
                <span class="gone" aria-hidden="true">
                    {busy}
                </span>
            </span>
        </button>
    }
    .into_any()
}
