//! Repairs of rows in their place: one after another, so that each goes by the version that the one before it left.
use super::{
    api::{leave_row_out, repair_cell},
    page::Shown,
};
use crate::i18n::use_t;
use crate::ui::{FieldLink, Select, TextInput};
use crate::wire::AppError;
use domain::imports::verdict::{Judgement, Verdict};
use i18n::{
    T,
    imports::{choice, field_name, reason, verdict},
};
use leptos::{context::Provider, prelude::*, task::spawn_local};
use std::collections::{HashMap, VecDeque};
use wire::imports::{LeaveRowOut, RepairCell};

/// What a person does to a row.
#[derive(Clone, Debug)]
pub(super) enum Fix {
    /// Says something else for a field.
    Cell {
        /// The field, by code.
        field: String,
        /// What it says.
        text: String,
    },
    /// Leaves it out, or takes it in again.
    Out(bool),
}

/// A text that is typed and not saved yet, and what stood there when typing began.
#[derive(Clone, Debug)]
struct Draft {
    base: String,
    text: String,
}

/// What waits to be saved, and what is typed meanwhile: a row that is drawn anew takes it up again.
#[derive(Debug, Default)]
pub(super) struct Fixes {
    waiting: VecDeque<(i64, i64, Fix)>,
    at_work: bool,
    drafts: HashMap<(i64, String), Draft>,
}

impl Shown {
    /// Saves a repair after those that wait.
    pub fn fix(self, t: T, number: i64, version: i64, fix: Fix) {
        let begins = self.fixes.try_update_value(|fixes| {
            fixes.waiting.push_back((number, version, fix));
            !std::mem::replace(&mut fixes.at_work, true)
        });
        if begins == Some(true) {
            spawn_local(self.work(t));
        }
    }

    async fn work(self, t: T) {
        loop {
            let next = self.fixes.try_update_value(|fixes| {
                let next = fixes.waiting.pop_front();
                fixes.at_work = next.is_some();
                next
            });
            let Some(Some((number, version, fix))) = next else { return };
            // What was saved just before moved the row's version on, and was seen.
            let now = self.view.try_with_untracked(|view| {
                let row = view.lines.rows.iter().find(|row| row.number == number);
                (view.id, row.map_or(version, |row| row.version))
            });
            let Some((id, version)) = now else { return };
            let answer = match &fix {
                Fix::Cell { field, text } => {
                    let (field, text) = (field.clone(), text.clone());
                    repair_cell(RepairCell { id, number, version, field, text }).await
                }
                Fix::Out(out) => leave_row_out(LeaveRowOut { id, number, version, out: *out }).await,
            };
            self.answered(t, number, &fix, answer);
            self.fresh().await;
        }
    }

    fn answered(self, t: T, number: i64, fix: &Fix, answer: Result<Judgement, AppError>) {
        match answer {
            Ok(judgement) => {
                if let Fix::Cell { field, text } = fix {
                    self.fixes.try_update_value(|fixes| {
                        let of = (number, field.clone());
                        // What was typed since stays.
                        if fixes.drafts.get(&of).is_some_and(|draft| draft.text == *text) {
                            fixes.drafts.remove(&of);
                        }
                    });
                }
                let mut said = t.imports_row_is(number.to_string(), verdict(t, judgement.verdict));
                if judgement.verdict == Verdict::Refused {
                    said = format!("{said} {}", reason(t, &judgement));
                }
                let _ = self.told.try_set(said);
                let _ = self.wrong.try_set(None);
            }
            Err(error) => drop(self.wrong.try_set(Some(error.sentence(t)))),
        }
    }

    fn draft(self, number: i64, field: &str) -> Option<Draft> {
        self.fixes.try_with_value(|fixes| fixes.drafts.get(&(number, field.to_owned())).cloned()).flatten()
    }

    /// Keeps what is typed; nothing when it is what stands there.
    fn typed(self, number: i64, field: &str, base: &str, text: &str) {
        let of = (number, field.to_owned());
        self.fixes.try_update_value(|fixes| {
            if text == base {
                fixes.drafts.remove(&of);
            } else {
                let draft = Draft { base: base.to_owned(), text: text.to_owned() };
                fixes.drafts.entry(of).or_insert(draft).text = text.to_owned();
            }
        });
    }
}

/// The id of a cell's control: the focus finds it again.
pub(super) fn cell_id(number: i64, field: &str) -> String {
    format!("fix-{number}-{}", field.replace('.', "-"))
}

/// The id of the sentence that says why a row has its verdict.
pub(super) fn why_id(number: i64) -> String {
    format!("why-{number}")
}

/// A cell that can be repaired: wrong, or repaired before.
#[component]
pub(super) fn FixCell(
    shown: Shown,
    /// The row's number and version.
    row: (i64, i64),
    /// The field, by code.
    field: String,
    /// What stands there.
    text: String,
    /// What stands in the file, where that is something else.
    was: Option<String>,
    /// Whether it cannot stand there.
    refused: bool,
) -> impl IntoView {
    let t = use_t();
    let (number, version) = row;
    let draft = shown.draft(number, &field);
    let overtaken = draft.as_ref().is_some_and(|draft| draft.base != text);
    let value = RwSignal::new(draft.map_or_else(|| text.clone(), |draft| draft.text));
    let (code, stands) = (StoredValue::new(field.clone()), StoredValue::new(text.clone()));
    Effect::new(move |_| {
        let typed = value.get();
        shown.typed(number, &code.get_value(), &stands.get_value(), &typed);
    });
    let saved = StoredValue::new(text.clone());
    let save = Callback::new(move |typed: String| {
        let news = saved.try_update_value(|saved| std::mem::replace(saved, typed.clone()) != typed);
        if news == Some(true) {
            shown.fix(t, number, version, Fix::Cell { field: code.get_value(), text: typed });
        }
    });
    let link = FieldLink {
        id: StoredValue::new(cell_id(number, &field)),
        described_by: Signal::stored(refused.then(|| why_id(number))),
        invalid: Signal::stored(refused),
        problem: RwSignal::new(None),
        echo: RwSignal::new(None),
    };
    let label = t.imports_cell(field_name(t, &field), number.to_string());
    let stood = text.clone();
    let choices = shown.view.with_untracked(|view| {
        view.choices.iter().find(|choices| choices.field == field).map(|choices| choices.values.clone())
    });
    // Drawn within the provider of its link.
    let control = move || match choices {
        Some(values) => {
            let mut options: Vec<(String, String)> =
                values.into_iter().map(|value| (value.clone(), choice(t, &code.get_value(), &value))).collect();
            if !options.iter().any(|(value, _)| *value == stood) {
                options.insert(0, (stood.clone(), stood.clone()));
            }
            view! { <Select value options=Signal::stored(options) label on_choose=save/> }.into_any()
        }
        None => view! { <TextInput value label longest=4_000 on_leave=save on_enter=save/> }.into_any(),
    };
    let note = if overtaken {
        Some(t.imports_not_saved(choice(t, &field, &text)))
    } else {
        was.map(|was| if was.is_empty() { t.imports_in_file_nothing().to_owned() } else { t.imports_in_file(was) })
    };
    view! {
        <td class="fix">
            <Provider value=link>{control()}</Provider>
            {note.map(|note| view! { <small>{note}</small> })}
        </td>
    }
}

/// Leaves a row out, or takes it in again.
#[component]
pub(super) fn Leave(
    shown: Shown,
    /// The row's number and version.
    row: (i64, i64),
    /// Whether it is left out by now.
    out: bool,
) -> impl IntoView {
    let t = use_t();
    let (number, version) = row;
    let (words, label) = if out {
        (t.imports_take_in(), t.imports_row_take_in(number.to_string()))
    } else {
        (t.imports_leave_out(), t.imports_row_leave(number.to_string()))
    };
    view! {
        " "
        <button type="button" class="link" id=format!("fix-{number}-out") aria-label=label
            on:click=move |_| shown.fix(t, number, version, Fix::Out(!out))>{words}</button>
    }
}
