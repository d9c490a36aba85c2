//! The tree of categories, and the form of the one that is open.
use super::{Crumb, api::list_categories, beside::Open, category_form::CategoryForm};
use crate::i18n::use_t;
use crate::ui::{Banner, Button, Empty, IconName, Skeleton, Table, Tone};
use domain::{
    categories::{Categories, Category},
    ids::CategoryId,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use wire::categories::CategoryRow;

/// The page of the categories.
#[component]
pub fn CategoriesPage() -> impl IntoView {
    let t = use_t();
    let first = OnceResource::new(list_categories());
    view! {
        <Title text=t.catalog_categories()/>
        <Transition fallback=move || view! { <Skeleton rows=8/> }>
            {move || Suspend::new(async move {
                match first.await {
                    Ok(rows) => view! { <Tree rows/> }.into_any(),
                    Err(error) => view! {
                        <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                    }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The rows as a tree.
pub(super) fn tree(rows: &[CategoryRow]) -> Categories {
    let one = |row: &CategoryRow| Category { id: row.id, parent: row.fields.parent, name: row.fields.name.clone() };
    Categories(rows.iter().map(one).collect())
}

#[component]
fn Tree(rows: Vec<CategoryRow>) -> impl IntoView {
    let t = use_t();
    let rows = RwSignal::new(rows);
    let open = RwSignal::new(Open::Nothing);
    let reload = Callback::new(move |()| {
        spawn_local(async move {
            if let Ok(fresh) = list_categories().await {
                let _ = rows.try_set(fresh);
            }
        });
    });
    crate::live::on_change("category", None, move || reload.run(()));
    let head = move || {
        view! {
            <th scope="col">{t.catalog_category()}</th>
            <th scope="col" class="num">{t.catalog_column_products()}</th>
        }
    };
    let line = move |(id, path): (CategoryId, String)| {
        let products = rows.with_untracked(|rows| rows.iter().find(|row| row.id == id).map(|row| row.products));
        let chosen = move || open.get() == Open::Known(id);
        view! {
            <tr aria-selected=move || chosen().then_some("true")>
                <th scope="row">
                    <button type="button" class="link" aria-pressed=move || if chosen() { "true" } else { "false" }
                        on:click=move |_| open.set(Open::Known(id))>{path}</button>
                </th>
                <td class="num"><a href=format!("/products?filter={id}")>{products.unwrap_or_default()}</a></td>
            </tr>
        }
    };
    let lines = move || rows.with(|rows| tree(rows).paths()).into_iter().map(line).collect_view();
    let form = move || match open.get() {
        Open::Nothing => ().into_any(),
        known => view! { <CategoryForm t known rows open reload/> }.into_any(),
    };
    view! {
        <header class="top">
            <Crumb t/>
            <h1>{t.catalog_categories()}</h1>
            <span class="push"></span>
            <Button icon=IconName::Plus on_press=move |()| open.set(Open::New)>{t.catalog_new_category()}</Button>
        </header>
        <div class="setview lists">
            <section class="rules">
                <p class="muted t-13 prose">{t.catalog_categories_what()}</p>
                <Show when=move || rows.with(|rows| !rows.is_empty())
                    fallback=move || view! { <Empty small=true><p>{t.catalog_no_categories()}</p></Empty> }>
                    <div class="card"><Table label=t.catalog_categories() head>{lines}</Table></div>
                </Show>
            </section>
            <aside aria-label=t.catalog_category()>
                {form}
                <Show when=move || open.get() == Open::Nothing>
                    <p class="faint t-13 gap wide">{t.catalog_choose_category()}</p>
                </Show>
            </aside>
        </div>
    }
}
