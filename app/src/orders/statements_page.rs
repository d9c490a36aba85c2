//! Where bank statements are brought, and those there were.
use super::api::list_statements;
use crate::{
    frame::ProblemPage,
    i18n::use_t,
    imports::FileDrop,
    ui::{Badge, Skeleton, Table, Tone},
};
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::statements::{StatementRow, StatementState};

/// The page.
#[component]
pub fn StatementsPage() -> impl IntoView {
    let t = use_t();
    let found = Resource::new(|| (), |()| list_statements());
    crate::live::on_change("statement", None, move || found.refetch());
    view! {
        <Title text=t.orders_statements()/>
        <Transition fallback=move || view! { <Skeleton rows=6/> }>
            {move || found.get().map(|answer| match answer {
                Err(error) => view! { <ProblemPage error/> }.into_any(),
                Ok(rows) => view! {
                    <header class="top">
                        <nav class="crumb wide" aria-label=t.orders_crumb()><a href="/orders">{t.orders_title()}</a><span aria-hidden="true">"/"</span></nav>
                        <h1>{t.orders_statements()}</h1>
                    </header>
                    <div class="listview">
                        <div class="rows">
                            <p class="intro prose muted t-13">{t.orders_statements_what()}</p>
                            <section class="bring" aria-label=t.orders_statements()>
                                <FileDrop
                                    id="statement-file"
                                    accept=".xml,text/xml,application/xml"
                                    limits=t.orders_statement_limits()
                                    address=|name: String| format!("/api/statements/bring?name={name}")
                                    page="/orders/statements"
                                />
                            </section>
                            <Earlier t rows/>
                        </div>
                    </div>
                }.into_any(),
            })}
        </Transition>
    }
}

/// How far a statement is, in a badge.
pub(super) fn state_badge(t: T, state: StatementState) -> impl IntoView {
    let (tone, words) = match state {
        StatementState::Read => (Tone::Plain, t.orders_statement_read()),
        StatementState::Taken => (Tone::Positive, t.orders_statement_taken()),
        StatementState::Undone => (Tone::Off, t.orders_statement_undone()),
    };
    view! { <Badge tone>{words}</Badge> }
}

#[component]
fn Earlier(t: T, rows: Vec<StatementRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="faint t-13">{t.orders_statements_none()}</p> }.into_any();
    }
    let head = move || {
        view! {
            <th scope="col">{t.imports_file()}</th>
            <th scope="col">{t.prices_column_state()}</th>
            <th scope="col">{t.imports_who()}</th>
            <th scope="col" class="num">{t.prices_column_when()}</th>
        }
    };
    let line = move |row: StatementRow| {
        view! {
            <tr>
                <th scope="row" class="c-title"><a href=format!("/orders/statements/{}", row.id)>{row.file_name}</a></th>
                <td>{state_badge(t, row.state)}</td>
                <td>{row.by}</td>
                <td class="num c-note">{formats::date(t.figures(), row.created.local.date())}</td>
            </tr>
        }
    };
    view! {
        <Table label=t.orders_statements() cards=true head>{rows.into_iter().map(line).collect_view()}</Table>
    }
    .into_any()
}
