//! Writing a comparison: its alternatives, what is compared, and what each says to it.
use super::typed::TypedBlock;
use crate::{
    i18n::use_t,
    ui::{Button, IconButton, IconName},
};
use domain::{
    lang::Lang,
    quotes::{
        blocks::{COLUMNS, Cell, Column, MOST_ROWS, Row},
        template::Words,
    },
    refusal::FieldRefusal,
};
use leptos::prelude::*;

/// The form.
#[component]
pub(super) fn CompareField(
    block: TypedBlock,
    /// The language that is written.
    lang: Memo<Lang>,
    /// The language of the document.
    written: Lang,
    /// What was refused, by field.
    refused: Signal<Vec<FieldRefusal>>,
    /// How names of its fields begin.
    start: Signal<String>,
) -> impl IntoView {
    let t = use_t();
    let (columns, rows) = (block.columns, block.rows);
    let across = Memo::new(move |_| columns.with(Vec::len));
    let along = Memo::new(move |_| rows.with(Vec::len));
    let invalid = move |field: String| {
        Signal::derive(move || {
            let field = format!("{}.{field}", start.get());
            refused.with(|refused| {
                refused.iter().any(|one| one.field == field || one.field.starts_with(&format!("{field}.")))
            })
        })
    };
    let column = move |at: usize| {
        let name =
            Signal::derive(move || columns.with(|all| all.get(at).map(|one| one.name.clone()).unwrap_or_default()));
        let set = move |text: String| {
            columns.update(|all| {
                if let Some(one) = all.get_mut(at) {
                    one.name.set(lang.get_untracked(), &text);
                }
            });
        };
        let best = move || columns.with(|all| all.get(at).is_some_and(|one| one.best));
        let recommend = move |_| {
            columns.update(|all| {
                for (other, one) in all.iter_mut().enumerate() {
                    one.best = other == at && !one.best;
                }
            });
        };
        let remove = move |()| {
            columns.update(|all| drop(all.remove(at)));
            rows.update(|rows| {
                for row in rows {
                    if at < row.cells.len() {
                        row.cells.remove(at);
                    }
                }
            });
        };
        view! {
            <li>
                <WordsInput lang written words=name label=t.content_compare_column((at + 1) as u32) invalid=invalid(format!("columns.{at}")) on_typed=set/>
                <label class="row t-13"><input type="checkbox" prop:checked=best on:change=recommend/>{t.content_compare_best()}</label>
                <IconButton small=true icon=IconName::Trash label=t.content_compare_remove_column((at + 1) as u32)
                    disabled=Signal::derive(move || across.get() <= COLUMNS.0) on_press=remove/>
            </li>
        }
    };
    let cell = move |at: usize, across: usize| {
        let here = Signal::derive(move || {
            rows.with(|all| all.get(at).and_then(|row| row.cells.get(across)).cloned()).unwrap_or_default()
        });
        let put = move |cell: Cell| {
            rows.update(|all| {
                if let Some(row) = all.get_mut(at) {
                    if row.cells.len() <= across {
                        row.cells.resize_with(across + 1, Cell::default);
                    }
                    if let Some(place) = row.cells.get_mut(across) {
                        *place = cell;
                    }
                }
            });
        };
        let chosen = move |event| {
            put(match event_target_value(&event).as_str() {
                "yes" => Cell::Yes,
                "words" => Cell::Words { text: Words::default() },
                _ => Cell::No,
            });
        };
        let code = Memo::new(move |_| match here.get() {
            Cell::Yes => "yes",
            Cell::No => "no",
            Cell::Words { .. } => "words",
        });
        let words = Signal::derive(move || match here.get() {
            Cell::Words { text } => text,
            _ => Words::default(),
        });
        let set = move |typed: String| {
            let mut text = words.get_untracked();
            text.set(lang.get_untracked(), &typed);
            put(Cell::Words { text });
        };
        let name = move || {
            let column = columns.with(|all| all.get(across).map(|one| one.name.pick(lang.get(), written).to_owned()));
            column.filter(|name| !name.is_empty()).unwrap_or_else(|| t.content_compare_column((across + 1) as u32))
        };
        let label = move || t.content_compare_cell((at + 1) as u32, name());
        view! {
            <div class="stack">
                <span class="faint t-12 cut" aria-hidden="true">{name}</span>
                <select class="input" aria-label=label prop:value=move || code.get() on:change=chosen>
                    <option value="no" selected=move || code.get() == "no">{t.content_compare_no()}</option>
                    <option value="yes" selected=move || code.get() == "yes">{t.content_compare_yes()}</option>
                    <option value="words" selected=move || code.get() == "words">{t.content_compare_words()}</option>
                </select>
                {move || (code.get() == "words").then(|| view! {
                    <WordsInput lang written words label=t.content_compare_text((at + 1) as u32, name()) invalid=invalid(format!("cells.{at}.{across}")) on_typed=set/>
                })}
            </div>
        }
    };
    let row = move |at: usize| {
        let name = Signal::derive(move || rows.with(|all| all.get(at).map(|one| one.name.clone()).unwrap_or_default()));
        let set = move |text: String| {
            rows.update(|all| {
                if let Some(one) = all.get_mut(at) {
                    one.name.set(lang.get_untracked(), &text);
                }
            });
        };
        let shift = move |down: bool| {
            rows.update(|all| {
                let other = if down { at + 1 } else { at.wrapping_sub(1) };
                if other < all.len() && at < all.len() {
                    all.swap(at, other);
                }
            });
        };
        view! {
            <li>
                <div class="row">
                    <WordsInput lang written words=name label=t.content_compare_row((at + 1) as u32) invalid=invalid(format!("rows.{at}")) on_typed=set/>
                    <IconButton small=true icon=IconName::Up label=t.content_compare_row_up((at + 1) as u32) disabled=Signal::stored(at == 0) on_press=move |()| shift(false)/>
                    <IconButton small=true icon=IconName::Down label=t.content_compare_row_down((at + 1) as u32) disabled=Signal::derive(move || at + 1 >= along.get()) on_press=move |()| shift(true)/>
                    <IconButton small=true icon=IconName::Trash label=t.content_compare_remove_row((at + 1) as u32) on_press=move |()| rows.update(|all| drop(all.remove(at)))/>
                </div>
                <div class="compare-cells">{move || (0..across.get()).map(|across| cell(at, across)).collect_view()}</div>
            </li>
        }
    };
    let wrong = move || {
        let start = start.get();
        let parts = ["columns", "rows", "cells"].map(|part| format!("{start}.{part}"));
        refused.with(|refused| {
            let found = refused.iter().find(|one| parts.iter().any(|part| one.field.starts_with(part)));
            found.map(|one| i18n::problem::refusal_sentence(t, &one.refusal))
        })
    };
    view! {
        <div class="compare-field">
            <ol class="compare-columns" aria-label=t.content_compare_columns()>{move || (0..across.get()).map(column).collect_view()}</ol>
            <Button small=true icon=IconName::Plus disabled=Signal::derive(move || across.get() >= COLUMNS.1)
                on_press=move |()| columns.update(|all| all.push(Column::default()))>{t.content_compare_add_column()}</Button>
            <ol class="compare-rows" aria-label=t.content_compare_rows()>{move || (0..along.get()).map(row).collect_view()}</ol>
            <Button small=true icon=IconName::Plus disabled=Signal::derive(move || along.get() >= MOST_ROWS)
                on_press=move |()| rows.update(|all| all.push(Row::default()))>{t.content_compare_add_row()}</Button>
            {move || wrong().map(|told| view! { <p class="error" role="alert">{told}</p> })}
        </div>
    }
}

/// One text in the language that is written, with what readers see instead while it is empty.
#[component]
fn WordsInput(
    lang: Memo<Lang>,
    written: Lang,
    words: Signal<Words>,
    #[prop(into)] label: String,
    invalid: Signal<bool>,
    #[prop(into)] on_typed: Callback<String>,
) -> impl IntoView {
    view! {
        <input
            class="input"
            dir="auto"
            maxlength="200"
            aria-label=label.clone()
            placeholder=move || words.with(|words| {
                let instead = words.pick(lang.get(), written);
                if instead.is_empty() { label.clone() } else { instead.to_owned() }
            })
            aria-invalid=move || invalid.get().then_some("true")
            prop:value=move || words.with(|words| words.get(lang.get()).to_owned())
            on:input=move |event| on_typed.run(event_target_value(&event))
        />
    }
}
