//! What differs between two versions of a quotation, in words and figures.
mod blocks;
mod side;
mod table;
mod told;

use super::{
    account::{AccountPopover, Accounts},
    api::compare_versions,
};
use crate::{
    frame::ProblemPage,
    i18n::use_t,
    live::on_change,
    ui::{Icon, IconName, Select, Skeleton},
    wire::AppError,
};
use domain::{formats, ids::QuoteId};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map, use_query_map},
};
use wire::{
    problem::Problem,
    quotes::{CompareVersions, VersionEntry, VersionsView},
};

/// The page.
#[component]
pub fn VersionsPage() -> impl IntoView {
    let (parameters, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let id = parameters.with(|parameters| parameters.get("id")?.parse::<QuoteId>().ok())?;
        let number = |name: &str| query.with(|query| query.get(name)?.parse::<u32>().ok());
        Some(CompareVersions { id, from: number("from"), to: number("to") })
    });
    let found = Resource::new(
        move || asked.get(),
        |asked| async move {
            match asked {
                Some(asked) => compare_versions(asked).await,
                None => Err(AppError::from(Problem::NotFound)),
            }
        },
    );
    on_change("quote", asked.get_untracked().map(|asked| asked.id.0), move || found.refetch());
    view! {
        <Transition fallback=move || view! { <Skeleton rows=8/> }>
            {move || found.get().map(|answer| match answer {
                Ok(view) => view! { <Compared view/> }.into_any(),
                Err(error) => view! { <ProblemPage error/> }.into_any(),
            })}
        </Transition>
    }
}

#[component]
fn Compared(view: VersionsView) -> impl IntoView {
    let t = use_t();
    let editor = format!("/quotations/{}", view.id);
    Accounts::provide();
    let words = told::told(t, &view);
    let number = view.number.clone();
    view! {
        <Title text=format!("{} {}", t.versions_title(), view.number)/>
        <header class="top wraps">
            <nav class="crumb wide" aria-label=t.quotes_crumb()>
                <a href="/quotations">{t.quotes_title()}</a><span aria-hidden="true">"/"</span>
                <a href=editor.clone()>{number}</a><span aria-hidden="true">"/"</span>
            </nav>
            <h1>{t.versions_title()}</h1>
            <Choose view=view.clone()/>
            <span class="push"></span>
            <a class="btn" href=editor><Icon name=IconName::Edit/>{t.versions_open()}</a>
        </header>
        <div class="editor">
            <div class="work">
                <p class="t-18 told">{words}</p>
                <table::Differences t view=view.clone()/>
            </div>
            <aside aria-label=t.quotes_aside()>
                <side::Side t view/>
            </aside>
        </div>
        <AccountPopover/>
    }
}

/// Which two are compared.
#[component]
fn Choose(view: VersionsView) -> impl IntoView {
    let t = use_t();
    let navigate = use_navigate();
    let (from, to) = (RwSignal::new(view.from.to_string()), RwSignal::new(view.to.to_string()));
    let options: Vec<(String, String)> =
        view.versions.iter().map(|entry| (entry.number.to_string(), short(t, entry))).collect();
    let id = view.id;
    let choose = Callback::new(move |_: String| {
        let (from, to) = (from.get_untracked(), to.get_untracked());
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&format!("/quotations/{id}/versions?from={from}&to={to}"), options);
    });
    view! {
        <span class="row versions">
            <Select id="version-from" label=t.versions_from() value=from options=options.clone() on_choose=choose/>
            <span aria-hidden="true">"→"</span>
            <Select id="version-to" label=t.versions_to() value=to options on_choose=choose/>
        </span>
    }
}

/// A version in a word or two: `v3 sent`, `v4 draft`.
fn short(t: T, entry: &VersionEntry) -> String {
    match entry.sent {
        Some(_) => t.quotes_version_sent(entry.number),
        None => t.quotes_version_draft(entry.number),
    }
}

/// A version as a heading: `Version 3, sent 19.11.2026`.
fn long(t: T, view: &VersionsView, number: u32) -> String {
    let sent = view.versions.iter().find(|entry| entry.number == number).and_then(|entry| entry.sent);
    match sent {
        Some(sent) => t.versions_sent_on(number, formats::date(t.figures(), sent.local.date())),
        None => t.versions_draft(number),
    }
}
