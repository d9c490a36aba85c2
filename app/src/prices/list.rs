//! The company's price lists.
use super::api::list_price_lists;
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Empty, Icon, IconName, Skeleton, Table, Tone};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::prices::PriceListRow;

/// The lists with their rules and customers counted.
#[component]
pub fn ListsPage() -> impl IntoView {
    let t = use_t();
    let found = Resource::new(|| (), |()| list_price_lists());
    crate::live::on_change("price_list", None, move || found.refetch());
    view! {
        <Title text=t.prices_lists()/>
        <header class="top">
            <h1>{t.prices_lists()}</h1>
            <span class="push"></span>
            <New t/>
        </header>
        <div class="listview">
            <div class="rows">
                <p class="intro prose muted t-13">{t.prices_lists_what()}</p>
                <Transition fallback=move || view! { <Skeleton rows=4/> }>
                    {move || Suspend::new(async move {
                        match found.await {
                            Ok(lists) if lists.is_empty() => view! {
                                <Empty title=t.prices_none()><p>{t.prices_none_what()}</p><New t/></Empty>
                            }.into_any(),
                            Ok(lists) => view! { <Lists t lists/> }.into_any(),
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
fn New(t: T) -> impl IntoView {
    view! { <a class="btn primary" href="/settings/price-lists/new"><Icon name=IconName::Plus/>{t.prices_new()}</a> }
}

#[component]
fn Lists(t: T, lists: Vec<PriceListRow>) -> impl IntoView {
    let head = move || {
        view! {
            <th scope="col">{t.prices_column_name()}</th>
            <th scope="col" class="num">{t.prices_column_rules()}</th>
            <th scope="col" class="num">{t.prices_column_customers()}</th>
            <th scope="col">{t.prices_column_state()}</th>
        }
    };
    let line = move |list: PriceListRow| {
        let href = format!("/settings/price-lists/{}", list.id);
        let (tone, words) =
            if list.active { (Tone::Positive, t.prices_in_use()) } else { (Tone::Plain, t.prices_retired()) };
        view! {
            <tr class=(!list.active).then_some("dim")>
                <th scope="row">
                    <a href=href>{list.name}</a>
                    {list.for_all.then(|| view! { <span class="faint">" · "{t.prices_usual()}</span> })}
                </th>
                <td class="num">{list.rules}</td>
                <td class="num">{list.customers}</td>
                <td><Badge tone>{words}</Badge></td>
            </tr>
        }
    };
    view! { <Table label=t.prices_lists() head>{lists.into_iter().map(line).collect_view()}</Table> }
}
