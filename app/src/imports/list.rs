//! Where files are brought, and the imports there were.
use super::{
    api::list_imports,
    upload::{Upload, kind_name},
};
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::ui::{Badge, Skeleton, Table, Tone};
use domain::{formats, imports::ImportState};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::imports::ImportRow;

/// The page.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let t = use_t();
    let found = Resource::new(|| (), |()| list_imports());
    crate::live::on_change("import", None, move || found.refetch());
    view! {
        <Title text=t.imports_import()/>
        <Transition fallback=move || view! { <Skeleton rows=6/> }>
            {move || found.get().map(|answer| match answer {
                Err(error) => view! { <ProblemPage error/> }.into_any(),
                Ok(imports) => view! {
                    <header class="top">
                        <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings">{t.settings_settings()}</a><span aria-hidden="true">"/"</span></nav>
                        <h1>{t.imports_import()}</h1>
                    </header>
                    <div class="listview">
                        <div class="rows">
                            <p class="intro prose muted t-13">{t.imports_what()}</p>
                            <Upload/>
                            <Earlier t imports/>
                        </div>
                    </div>
                }.into_any(),
            })}
        </Transition>
    }
}

/// How far an import is, in a badge.
pub(super) fn state_badge(t: T, state: ImportState) -> impl IntoView {
    let (tone, words) = match state {
        ImportState::Judging => (Tone::Accent, t.imports_judging()),
        ImportState::Ready => (Tone::Plain, t.imports_ready()),
        ImportState::Applying => (Tone::Accent, t.imports_applying()),
        ImportState::Done => (Tone::Positive, t.imports_done()),
        ImportState::Undoing => (Tone::Accent, t.imports_undoing()),
        ImportState::Undone => (Tone::Off, t.imports_undone()),
    };
    view! { <Badge tone>{words}</Badge> }
}

#[component]
fn Earlier(t: T, imports: Vec<ImportRow>) -> impl IntoView {
    if imports.is_empty() {
        return view! { <p class="faint t-13">{t.imports_none()}</p> }.into_any();
    }
    let head = move || {
        view! {
            <th scope="col">{t.imports_file()}</th>
            <th scope="col">{t.imports_kind()}</th>
            <th scope="col" class="num">{t.imports_rows()}</th>
            <th scope="col">{t.prices_column_state()}</th>
            <th scope="col">{t.imports_who()}</th>
            <th scope="col" class="num">{t.prices_column_when()}</th>
        }
    };
    let line = move |import: ImportRow| {
        let rows = if import.counts.written() > 0 { import.counts.written() } else { import.counts.total() };
        view! {
            <tr>
                <th scope="row" class="c-title"><a href=format!("/settings/import/{}", import.id)>{import.file_name}</a></th>
                <td class="c-sub">{kind_name(t, import.kind)}</td>
                <td class="num c-end">{t.figure(rows)}</td>
                <td>{state_badge(t, import.state)}</td>
                <td>{import.by}</td>
                <td class="num c-note">{formats::date_time(t.figures(), import.at.local)}</td>
            </tr>
        }
    };
    view! {
        <h2 class="t-16 gap-l">{t.imports_earlier()}</h2>
        <Table label=t.imports_earlier() cards=true head>{imports.into_iter().map(line).collect_view()}</Table>
    }
    .into_any()
}
