//! What the file's columns mean, each with its first value; and what becomes of records that are here.
use super::{api::settle_import, page::Shown, several::Means};
use crate::i18n::use_t;
use crate::ui::{Field, Icon, IconName, Select};
use domain::imports::{ImportMode, ImportState};
use i18n::{T, imports::field_name};
use leptos::{prelude::*, task::spawn_local};
use wire::imports::{ImportColumn, SettleImport};

/// Changes what is settled and sends it; the rows are judged anew.
fn settle(shown: Shown, t: T, change: impl FnOnce(&mut SettleImport)) {
    let mut command = shown.view.with_untracked(|view| SettleImport {
        id: view.id,
        version: view.version,
        sheet: view.sheet.clone(),
        columns: view.columns.iter().map(|column| column.field.clone()).collect(),
        mode: view.mode,
    });
    change(&mut command);
    shown.wrong.set(None);
    spawn_local(async move {
        if let Err(error) = settle_import(command).await {
            let _ = shown.wrong.try_set(Some(error.sentence(t)));
        }
        shown.page.set(0);
        shown.reload();
    });
}

/// The side with the columns.
#[component]
pub(super) fn Columns(shown: Shown) -> impl IntoView {
    let t = use_t();
    let view = shown.view;
    let open = Memo::new(move |_| view.with(|view| view.state.open()));
    let columns = Memo::new(move |_| view.with(|view| view.columns.clone()));
    let sheets = Memo::new(move |_| view.with(|view| view.sheets.clone()));
    let matched = move || {
        columns.with(|columns| {
            let known = columns.iter().filter(|column| column.field.is_some()).count();
            t.imports_matched(known.to_string(), columns.len().to_string())
        })
    };
    view! {
        <section class="map" aria-labelledby="import-columns">
            <header class="row"><h2 id="import-columns">{t.imports_columns()}</h2><span class="push faint t-13">{matched}</span></header>
            {move || (sheets.with(Vec::len) > 1).then(|| view! { <Sheets shown open/> })}
            <ul class="mapping">
                {move || {
                    let open = open.get();
                    let columns = columns.get().into_iter().enumerate();
                    columns.map(|(at, column)| view! { <Column shown at column open/> }).collect_view()
                }}
            </ul>
            <Modes shown open/>
        </section>
    }
}

#[component]
fn Sheets(shown: Shown, open: Memo<bool>) -> impl IntoView {
    let t = use_t();
    let value = RwSignal::new(shown.view.with_untracked(|view| view.sheet.clone()));
    Effect::new(move |_| value.set(shown.view.with(|view| view.sheet.clone())));
    let options = Signal::derive(move || {
        shown.view.with(|view| view.sheets.iter().map(|name| (name.clone(), name.clone())).collect::<Vec<_>>())
    });
    let disabled = Signal::derive(move || !open.get());
    let choose = move |name: String| settle(shown, t, |command| command.sheet = name);
    view! {
        <Field id="import-sheet" label=t.imports_sheet()><Select value options disabled on_choose=choose/></Field>
    }
}

#[component]
fn Column(shown: Shown, at: usize, column: ImportColumn, open: bool) -> impl IntoView {
    let t = use_t();
    let heading = if column.heading.is_empty() { t.imports_column((at + 1).to_string()) } else { column.heading };
    let value = RwSignal::new(column.field.clone().unwrap_or_default());
    let options = shown.view.with_untracked(|view| {
        let fields = view.fields.iter().map(|code| (code.clone(), field_name(t, code)));
        std::iter::once((String::new(), t.imports_leave_out().to_owned())).chain(fields).collect::<Vec<_>>()
    });
    let choose = move |code: String| {
        settle(shown, t, |command| {
            let code = Some(code).filter(|code| !code.is_empty());
            // A field taken by another column moves here.
            for other in command.columns.iter_mut().filter(|other| code.is_some() && **other == code) {
                *other = None;
            }
            if let Some(place) = command.columns.get_mut(at) {
                *place = code;
            }
        });
    };
    view! {
        <li class=column.field.is_none().then_some("skip-col")>
            <span>{heading.clone()}<small>{column.sample}</small></span>
            <Icon name=IconName::Arrow/>
            <Select value options=Signal::stored(options) label=heading id=format!("import-column-{at}") disabled=!open on_choose=choose/>
            <Means shown at open/>
        </li>
    }
}

#[component]
fn Modes(shown: Shown, open: Memo<bool>) -> impl IntoView {
    let t = use_t();
    let words = |mode| match mode {
        ImportMode::Fill => t.imports_fill(),
        ImportMode::Overwrite => t.imports_overwrite(),
        ImportMode::Skip => t.imports_leave(),
    };
    let mode = Memo::new(move |_| shown.view.with(|view| view.mode));
    let radios = ImportMode::ALL.map(|one| {
        view! {
            <label class="check">
                <input type="radio" name="import-mode" checked=mode.get_untracked() == one prop:checked=move || mode.get() == one
                    disabled=move || !open.get()
                    on:change=move |_| settle(shown, t, |command| command.mode = one)/>
                <span>{words(one)}</span>
            </label>
        }
    });
    view! { <fieldset class="field"><legend>{t.imports_known()}</legend>{radios.into_iter().collect_view()}</fieldset> }
}

/// Whether the rows are being judged.
pub(super) fn judging(shown: Shown) -> bool {
    shown.view.with(|view| view.state == ImportState::Judging)
}
