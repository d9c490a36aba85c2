//! The company's templates.
use super::{
    api::{deleted_templates, list_templates},
    life::restore,
};
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Button, Empty, IconName, Skeleton, Table, Tone, use_toasts};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::templates::TemplateRow;

/// The templates by name.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    let t = use_t();
    let may_change = super::may_change();
    let deleted = RwSignal::new(false);
    let found = Resource::new(
        move || deleted.get(),
        |deleted| async move {
            let answer = if deleted { deleted_templates().await } else { list_templates().await };
            answer.map(|rows| (deleted, rows))
        },
    );
    crate::live::on_change("template", None, move || found.refetch());
    view! {
        <Title text=t.templates_title()/>
        <header class="top">
            <h1>{t.templates_title()}</h1>
            <span class="push"></span>
            {may_change.then(|| view! {
                <Button icon=IconName::Trash pressed=deleted on_press=move |()| deleted.update(|deleted| *deleted = !*deleted)>
                    {t.templates_deleted_ones()}
                </Button>
            })}
        </header>
        <div class="listview">
            <div class="rows">
                <p class="intro prose muted t-13">{t.templates_what()}</p>
                <Transition fallback=move || view! { <Skeleton rows=4/> }>
                    {move || Suspend::new(async move {
                        match found.await {
                            Ok((true, rows)) if rows.is_empty() => view! {
                                <Empty title=t.templates_none_deleted()><p>{t.templates_none_deleted_what()}</p></Empty>
                            }.into_any(),
                            Ok((_, rows)) if rows.is_empty() => view! {
                                <Empty title=t.templates_none()><p>{t.templates_none_what()}</p></Empty>
                            }.into_any(),
                            Ok((deleted, rows)) => view! { <Rows t rows deleted/> }.into_any(),
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
fn Rows(
    t: T,
    rows: Vec<TemplateRow>,
    /// Whether these are the deleted ones, which are brought back here.
    deleted: bool,
) -> impl IntoView {
    let toasts = use_toasts();
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
        let (id, version) = (row.id, row.version);
        let name = if may_change && !deleted {
            view! { <a href=format!("/settings/templates/{}", row.id)>{row.name}</a> }.into_any()
        } else {
            row.name.into_any()
        };
        view! {
            <tr class=(!row.active).then_some("dim")>
                <th scope="row" class="c-title">
                    {name}
                    {row.usual.then(|| view! { <span class="faint">" · "{t.templates_usual_short()}</span> })}
                </th>
                <td class="num">{row.products}</td>
                <td class="num">{if row.valid_days == 0 { "–".to_owned() } else { row.valid_days.to_string() }}</td>
                <td class="c-end">
                    {if deleted {
                        view! {
                            <Button small=true icon=IconName::Undo on_press=move |()| restore(t, toasts, id, version)>
                                {t.templates_restore()}
                            </Button>
                        }.into_any()
                    } else {
                        view! { <Badge tone>{words}</Badge> }.into_any()
                    }}
                </td>
            </tr>
        }
    };
    view! { <Table label=t.templates_title() cards=true head>{rows.into_iter().map(line).collect_view()}</Table> }
}
