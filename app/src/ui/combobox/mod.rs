//! Combobox: type to find one of many; from memory at once, from elsewhere after 200 ms.
mod choices;
mod finder;
mod rows;

pub use choices::{Choice, Extra, Face};

use super::bind::{bind_text, event_text};
use super::button::flag;
use super::field::FieldLink;
use super::icon::{Icon, IconName};
use super::words::words;
use finder::{Finder, Wishes};
use leptos::prelude::*;
use rows::Rows;
use std::{future::Future, pin::Pin};
use web_sys::KeyboardEvent;

/// What a search answers with, later.
pub type Found = Pin<Box<dyn Future<Output = Vec<Choice>> + Send>>;

/// An answer as a search gives it.
pub fn found(answer: impl Future<Output = Vec<Choice>> + Send + 'static) -> Found {
    Box::pin(answer)
}

/// Finds one of many. Give `options` when all are at hand, `search` when they must be asked for, or both:
/// then `options` are shown until something is typed.
///
/// Arrows move, Enter chooses, Esc closes and puts the old choice back, Alt ↓ opens.
///
/// ```ignore
/// let customer = RwSignal::new(None::<Choice>);
/// view! {
///     <Field id="customer" label=t.customer()>
///         <Combobox chosen=customer
///             search=move |typed: String| found(async move { find_parties(typed).await })
///             extras=move |typed: String| vec![Extra { key: "create", words: t.create(&typed), icon: IconName::Plus }]
///             on_extra=move |key, typed| create(typed)/>
///     </Field>
/// }
/// ```
#[component]
pub fn Combobox(
    /// What is chosen, in both directions.
    chosen: RwSignal<Option<Choice>>,
    /// What is at hand.
    #[prop(optional, into)]
    options: Signal<Vec<Choice>>,
    /// Asks elsewhere for what was typed.
    #[prop(optional, into)]
    search: Option<Callback<String, Found>>,
    /// Last rows for what was typed.
    #[prop(optional, into)]
    extras: Option<Callback<String, Vec<Extra>>>,
    /// Told of a last row: its key and what was typed.
    #[prop(optional, into)]
    on_extra: Option<Callback<(&'static str, String)>>,
    /// Told of each choice a person makes; none when cleared.
    #[prop(optional, into)]
    on_choose: Option<Callback<Option<Choice>>>,
    /// Id, when no field gives one. Needed either way.
    #[prop(optional, into)]
    id: Option<String>,
    /// Spoken label, when no field gives one.
    #[prop(optional, into)]
    label: Option<String>,
    /// An example; never a label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Drawn before the text.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Without frame, for the cell of a grid.
    #[prop(optional)]
    bare: bool,
    /// Takes the focus as soon as it is there.
    #[prop(optional)]
    autofocus: bool,
    /// Empties itself after each choice: for adding one after the other.
    #[prop(optional)]
    adding: bool,
    /// Told of each key the list has no use for.
    #[prop(optional, into)]
    on_key: Option<Callback<KeyboardEvent>>,
) -> impl IntoView {
    let t = words();
    let link = FieldLink::here(id);
    let wishes = Wishes { chosen, options, search, extras, on_extra, on_choose, bare, adding };
    let finder = link.id.with_value(|id| Finder::new(wishes, id));
    let Finder { typed, open, .. } = finder;
    bind_text(move || finder.input.get(), typed.into(), move |text| typed.set(text));
    Effect::new(move |_| {
        chosen.track();
        if !open.get_untracked() {
            finder.restore();
        }
    });
    if autofocus {
        Effect::new(move |_| {
            if let Some(input) = finder.input.get() {
                let _ = input.focus();
                input.select();
            }
        });
    }
    let key = move |event: KeyboardEvent| {
        let is_open = open.get_untracked();
        let active = finder.active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if is_open => finder.step(event.key() == "ArrowDown"),
            // In a grid plain arrows walk the cells.
            "ArrowDown" | "ArrowUp" if !bare || event.alt_key() => finder.show(),
            "Enter" if is_open && active.is_some() => finder.pick(active.unwrap_or_default()),
            "Escape" if is_open => {
                event.stop_propagation();
                finder.hide();
                finder.restore();
            }
            _ => {
                if let Some(on_key) = on_key {
                    on_key.run(event);
                }
                return;
            }
        }
        event.prevent_default();
    };
    let input = view! {
        <input
            node_ref=finder.input
            type="text"
            role="combobox"
            autocomplete="off"
            id=link.id()
            value=typed.get_untracked()
            placeholder=placeholder
            aria-label=label.clone()
            aria-autocomplete="list"
            aria-expanded=move || flag(open.get())
            aria-controls=finder.list_id()
            aria-activedescendant=move || finder.active.get().filter(|_| open.get()).map(|at| finder.row_id(at))
            aria-describedby=link.described_by
            aria-invalid=move || link.invalid.get().then_some("true")
            on:input=move |event| finder.hear(event_text(&event))
            on:click=move |_| finder.show()
            on:blur=move |_| finder.leave()
            on:keydown=key
        />
    };
    let input = match bare {
        true => input.into_any(),
        false => view! { <span class="input">{icon.map(|name| view! { <Icon name/> })}{input}</span> }.into_any(),
    };
    let said = move || {
        open.get().then(|| match finder.searching.get() {
            true => t.ui_searching().to_owned(),
            false => t.ui_matches(finder.rows.with(Vec::len)),
        })
    };
    view! {
        <div class="combobox">
            {input}
            <div
                node_ref=finder.list
                id=finder.list_id()
                class="menu"
                popover="manual"
                role="listbox"
                aria-label=label
                // The press must not take the focus from the text before the choice is made.
                on:mousedown=move |event| event.prevent_default()
            >
                <Rows finder/>
            </div>
            <span class="sr" role="status">{said}</span>
        </div>
    }
}
