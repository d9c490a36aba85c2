//! Mistakes that are the same in several rows, each mended once for all of them; and values that mean another one.
use super::{api::replace_value, page::Shown};
use crate::i18n::use_t;
use crate::ui::{Button, Field, Select, TextInput};
use domain::imports::{ImportState, repair::Fault};
use i18n::{
    T,
    imports::{choice, field_name},
    problem::refusal_sentence,
};
use leptos::{prelude::*, task::spawn_local};
use wire::imports::{ReplaceValue, ReplacedValue};

/// The mistakes, above the rows.
#[component]
pub(super) fn Several(shown: Shown) -> impl IntoView {
    let t = use_t();
    let faults = Memo::new(move |_| {
        shown.view.with(|view| match view.state {
            ImportState::Ready => view.faults.iter().filter(|fault| fault.rows > 1).cloned().collect::<Vec<_>>(),
            _ => Vec::new(),
        })
    });
    let some = Memo::new(move |_| faults.with(|faults| !faults.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <section class="several" aria-labelledby="import-several">
                    <h3 id="import-several">{t.imports_several()}</h3>
                    <ul>
                        <For each=move || faults.get() key=|fault| (fault.column, fault.value.clone()) let:fault>
                            <One shown faults fault/>
                        </For>
                    </ul>
                </section>
            }
        })
    }
}

#[component]
fn One(shown: Shown, faults: Memo<Vec<Fault>>, fault: Fault) -> impl IntoView {
    let t = use_t();
    let Fault { column, field, value: wrong, refusal, rows } = fault;
    let of = StoredValue::new((column, wrong.clone()));
    // The row stays, with what is typed in it, when its count moves.
    let rows = Memo::new(move |last: Option<&i64>| {
        let now = faults.with(|faults| {
            of.with_value(|(column, value)| {
                faults.iter().find(|fault| fault.column == *column && fault.value == *value).map(|fault| fault.rows)
            })
        });
        now.or(last.copied()).unwrap_or(rows)
    });
    let value = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let mend = move || {
        let becomes = value.get_untracked();
        if becomes.trim().is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (column, value) = of.get_value();
        let command = shown.view.with_untracked(|view| ReplaceValue {
            id: view.id,
            version: view.version,
            column: u32::try_from(column).unwrap_or(u32::MAX),
            value,
            becomes: Some(becomes),
        });
        spawn_local(async move {
            match replace_value(command).await {
                Ok(_) => drop(shown.wrong.try_set(None)),
                Err(wrong) => {
                    let _ = error.try_set(wrong.at(t, "becomes"));
                    let _ = shown.wrong.try_set(wrong.beside(t, &["becomes"]));
                }
            }
            let _ = busy.try_set(false);
            shown.fresh().await;
        });
    };
    let choices = shown.view.with_untracked(|view| {
        view.choices.iter().find(|choices| choices.field == field).map(|choices| choices.values.clone())
    });
    let of_choice = field.clone();
    // Drawn within its field, which gives it id and label.
    let control = move || match choices {
        Some(values) => {
            let mut options = vec![(String::new(), String::new())];
            options.extend(values.into_iter().map(|value| (value.clone(), choice(t, &of_choice, &value))));
            view! { <Select value options=Signal::stored(options)/> }.into_any()
        }
        None => view! { <TextInput value longest=200 on_enter=move |_| mend()/> }.into_any(),
    };
    let (name, shown_value) = (field_name(t, &field), wrong.clone());
    let label = Signal::derive(move || t.imports_several_is(name.clone(), shown_value.clone(), t.figure(rows.get())));
    let hint = Signal::stored(Some(refusal_sentence(t, &refusal)));
    view! {
        <li>
            <Field id=fault_id(column, &wrong) label hint error>{control()}</Field>
            <Button small=true busy disabled=Signal::derive(move || value.with(|value| value.trim().is_empty())) on_press=move |()| mend()>
                {move || t.imports_replace(t.figure(rows.get()))}
            </Button>
        </li>
    }
}

/// An id for the control of a value, whatever is in it.
fn fault_id(column: usize, value: &str) -> String {
    let short = value.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    format!("several-{column}-{short}")
}

/// What values of a column mean instead, below the column.
#[component]
pub(super) fn Means(
    shown: Shown,
    /// The column's place, from 0.
    at: usize,
    /// Whether rows can be repaired.
    open: bool,
) -> impl IntoView {
    let t = use_t();
    let of = Memo::new(move |_| {
        let here = |one: &&ReplacedValue| usize::try_from(one.column) == Ok(at);
        shown.view.with(|view| view.replaced.iter().filter(here).cloned().collect::<Vec<_>>())
    });
    move || {
        of.with(|of| {
            let line = |one: &ReplacedValue| {
                let undo = open.then(|| view! { <Itself shown one=one.clone()/> });
                view! { <p>{words(t, one)}" "{undo}</p> }
            };
            let lines = of.iter().map(line);
            (!of.is_empty()).then(|| view! { <div class="means">{lines.collect_view()}</div> })
        })
    }
}

fn words(t: T, one: &ReplacedValue) -> String {
    if one.becomes.is_empty() {
        return t.imports_means_nothing(&one.value);
    }
    t.imports_means(&one.value, choice(t, &one.field, &one.becomes))
}

#[component]
fn Itself(shown: Shown, one: ReplacedValue) -> impl IntoView {
    let t = use_t();
    let label = t.imports_value_itself(&one.value);
    let undo = move |_| {
        let command = shown.view.with_untracked(|view| ReplaceValue {
            id: view.id,
            version: view.version,
            column: one.column,
            value: one.value.clone(),
            becomes: None,
        });
        spawn_local(async move {
            if let Err(error) = replace_value(command).await {
                let _ = shown.wrong.try_set(Some(error.sentence(t)));
            }
            shown.fresh().await;
        });
    };
    view! { <button type="button" class="link" aria-label=label on:click=undo>{t.imports_mean_itself()}</button> }
}
