//! One import: what its columns mean at the left, what becomes of its rows beside.
use super::{api::read_import, columns::Columns, outcome::Outcome, preview::Preview};
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::ui::{Icon, IconName, Skeleton};
use crate::wire::AppError;
use domain::{ids::ImportId, imports::ImportState};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wire::{
    imports::{ImportQuery, ImportView},
    problem::Problem,
};

/// What of the import is shown, and how it is read again. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// The import as it was read last.
    pub view: RwSignal<ImportView>,
    /// Which rows: a verdict's code, or all.
    pub filter: RwSignal<String>,
    /// The page, from 0.
    pub page: RwSignal<u32>,
    /// Why something was not done.
    pub wrong: RwSignal<Option<String>>,
    again: Callback<()>,
}

impl Shown {
    /// Reads the import again.
    pub fn reload(self) {
        self.again.run(());
    }
}

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<ImportId>().ok()));
    let found = Resource::new(move || id.get(), first);
    view! {
        <Suspense fallback=move || view! { <Skeleton rows=8/> }>
            {move || found.get().map(|answer| match answer {
                Ok(first) => view! { <Import first/> }.into_any(),
                Err(error) => view! { <ProblemPage error/> }.into_any(),
            })}
        </Suspense>
    }
}

async fn first(id: Option<ImportId>) -> Result<ImportView, AppError> {
    match id {
        Some(id) => read_import(ImportQuery { id, filter: String::new(), page: 0 }).await,
        None => Err(AppError::from(Problem::NotFound)),
    }
}

#[component]
fn Import(first: ImportView) -> impl IntoView {
    let t = use_t();
    let id = first.id;
    let name = first.file_name.clone();
    let first_state = first.state;
    let view = RwSignal::new(first);
    let (filter, page) = (RwSignal::new(String::new()), RwSignal::new(0));
    let wrong = RwSignal::new(None::<String>);
    let asked = StoredValue::new(0_u32);
    let again = Callback::new(move |()| {
        let number = asked.get_value() + 1;
        asked.set_value(number);
        leptos::task::spawn_local(async move {
            let query = ImportQuery { id, filter: filter.get_untracked(), page: page.get_untracked() };
            let answer = read_import(query).await;
            // A later question has overtaken this answer.
            if asked.try_get_value() != Some(number) {
                return;
            }
            match answer {
                Ok(fresh) => drop(view.try_set(fresh)),
                Err(error) => drop(wrong.try_set(Some(error.sentence(t)))),
            }
        });
    });
    crate::live::on_change("import", Some(id.0), move || again.run(()));
    // What was read while the work went on may be over by now, and was told before anybody listened here.
    let under_way = matches!(first_state, ImportState::Judging | ImportState::Applying | ImportState::Undoing);
    Effect::new(move |_| {
        if under_way {
            again.run(());
        }
    });
    let shown = Shown { view, filter, page, wrong, again };
    let state = Memo::new(move |_| view.with(|view| view.state));
    let facts = move || {
        view.with(|view| {
            let sheet = if view.sheet.is_empty() { String::new() } else { format!(" · {}", view.sheet) };
            format!("{}{sheet} · {} {}", view.file_name, t.figure(view.counts.total()), t.imports_rows().to_lowercase())
        })
    };
    view! {
        <Title text=name/>
        <header class="top wraps">
            <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings">{t.settings_settings()}</a><span aria-hidden="true">"/"</span></nav>
            <h1>{t.imports_import()}</h1>
            <span class="faint wide cut">{facts}</span>
            <span class="push"></span>
            <a class="btn" href="/settings/import"><Icon name=IconName::Document/>{t.imports_other_file()}</a>
        </header>
        <div class="importview">
            <Columns shown/>
            <section class="dry" aria-labelledby="import-rows">
                {move || match state.get() {
                    ImportState::Judging | ImportState::Ready => view! { <Preview shown/> }.into_any(),
                    _ => view! { <Outcome shown/> }.into_any(),
                }}
            </section>
        </div>
    }
}
