//! The company's templates.
use super::api::list_templates;
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Empty, IconName, Skeleton, Table, Tone};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::templates::TemplateRow;

/// The templates by name.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    let t = use_t();
    let found = Resource::new(|| (), |()| list_templates());
    crate::live::on_change("template", None, move || found.refetch());
    view! {
        <Title text=t.templates_title()/>
        <header class="top"><h1>{t.templates_title()}</h1></header>
        <div class="listview">
            <div class="rows">
                <p class="intro prose muted t-13">{t.templates_what()}</p>
                <Transition fallback=move || view! { <Skeleton rows=4/> }>
                    {move || Suspend::new(async move {
                        match found.await {
                            Ok(rows) if rows.is_empty() => view! {
                                <Empty title=t.templates_none()><p>{t.templates_none_what()}</p></Empty>
                            }.into_any(),
                            Ok(rows) => view! { <Rows t rows/> }.into_any(),
                            Err(error) => view! {
                                <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                            }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </div>
    }
}

#[component]
fn Rows(t: T, rows: Vec<TemplateRow>) -> impl IntoView {
    let may_change = super::may_change();
    let head = move || {
        view! {
            <th scope="col">{t.templates_one()}</th>
            <th scope="col" class="num">{t.templates_products()}</th>
            <th scope="col" class="num">{t.templates_days()}</th>
            <th scope="col">{t.prices_column_state()}</th>
        }
    };
    let line = move |row: TemplateRow| {
        let (tone, words) =
            if row.active { (Tone::Positive, t.prices_in_use()) } else { (Tone::Plain, t.prices_retired()) };
        let name = if may_change {
            view! { <a href=format!("/settings/templates/{}", row.id)>{row.name}</a> }.into_any()
        } else {
            row.name.into_any()
        };
        view! {
            <tr class=(!row.active).then_some("dim")>
                <th scope="row">
                    {name}
                    {row.usual.then(|| view! { <span class="faint">" · "{t.templates_usual_short()}</span> })}
                </th>
                <td class="num">{row.products}</td>
                <td class="num">{if row.valid_days == 0 { "–".to_owned() } else { row.valid_days.to_string() }}</td>
                <td><Badge tone>{words}</Badge></td>
            </tr>
        }
    };
    view! { <Table label=t.templates_title() head>{rows.into_iter().map(line).collect_view()}</Table> }
}
