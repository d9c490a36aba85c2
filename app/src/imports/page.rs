//! One import: what its columns mean at the left, what becomes of its rows beside.
use super::{api::read_import, columns::Columns, fix::Fixes, outcome::Outcome, preview::Preview};
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::ui::{Icon, IconName, Skeleton};
use crate::wire::AppError;
use domain::{ids::ImportId, imports::ImportState};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wasm_bindgen::JsCast;
use wire::{
    imports::{ImportQuery, ImportView},
    problem::Problem,
    shared::PAGE_ROWS,
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
    /// What became of the row that was repaired last, to be spoken.
    pub told: RwSignal<String>,
    /// Repairs that wait or are being typed.
    pub fixes: StoredValue<Fixes>,
    t: T,
}

impl Shown {
    fn of(first: ImportView, t: T) -> Shown {
        Shown {
            view: RwSignal::new(first),
            filter: RwSignal::new(String::new()),
            page: RwSignal::new(0),
            wrong: RwSignal::new(None),
            told: RwSignal::new(String::new()),
            fixes: StoredValue::new(Fixes::default()),
            t,
        }
    }

    /// Reads the import again.
    pub fn reload(self) {
        leptos::task::spawn_local(self.fresh());
    }

    /// Reads the import again, and waits for it.
    pub async fn fresh(self) {
        loop {
            let Some(id) = self.view.try_with_untracked(|view| view.id) else { return };
            let asked = (self.filter.try_get_untracked(), self.page.try_get_untracked());
            let (Some(filter), Some(page)) = asked.clone() else { return };
            let answer = read_import(ImportQuery { id, filter, page }).await;
            // Other rows were asked for since; or a later question was answered before this one.
            if (self.filter.try_get_untracked(), self.page.try_get_untracked()) != asked {
                return;
            }
            match answer {
                // The last row of the last page was repaired: the page before is the last by now.
                Ok(fresh) if page > 0 && fresh.lines.rows.is_empty() && fresh.lines.total > 0 => {
                    let last = (fresh.lines.total - 1) / i64::from(PAGE_ROWS);
                    let _ = self.page.try_set(u32::try_from(last).unwrap_or_default().min(page - 1));
                }
                Ok(fresh) => {
                    if self.view.try_with_untracked(|view| view.version <= fresh.version) == Some(true) {
                        keep_focus();
                        let _ = self.view.try_set(fresh);
                    }
                    return;
                }
                Err(error) => {
                    let _ = self.wrong.try_set(Some(error.sentence(self.t)));
                    return;
                }
            }
        }
    }
}

/// A cell that is drawn anew keeps the focus it has now; where it is gone, the next that is wrong gets it.
fn keep_focus() {
    let Some(id) = document().active_element().map(|active| active.id()).filter(|id| id.starts_with("fix-")) else {
        return;
    };
    request_animation_frame(move || {
        if document().active_element().is_some_and(|active| active.tag_name() != "BODY") {
            return;
        }
        let number = |id: &str| id.split('-').nth(1).and_then(|number| number.parse::<i64>().ok());
        let wanted = document().get_element_by_id(&id).or_else(|| {
            let wrong = document().query_selector_all(".dry .fix [aria-invalid]").ok()?;
            let mut wrong = (0..wrong.length()).filter_map(|at| wrong.item(at)?.dyn_into::<web_sys::Element>().ok());
            wrong.find(|cell| number(&cell.id()) > number(&id))
        });
        let wanted = wanted.or_else(|| document().get_element_by_id("import-rows"));
        if let Some(element) = wanted.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
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
    let shown = Shown::of(first, t);
    let view = shown.view;
    crate::live::on_change("import", Some(id.0), move || shown.reload());
    // What was read while the work went on may be over by now, and was told before anybody listened here.
    let under_way = matches!(first_state, ImportState::Judging | ImportState::Applying | ImportState::Undoing);
    Effect::new(move |_| {
        if under_way {
            shown.reload();
        }
    });
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
