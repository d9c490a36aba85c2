//! The list of orders.
use super::api::list_orders;
use crate::{
    frame::{ProblemPage, today, use_me},
    i18n::use_t,
    listing::{ListSearch, Listing, PER_PAGE},
    live::on_change,
    quotes::moved,
    ui::{Avatar, Badge, Button, Empty, IconName, Pager, Skeleton, SortHead, Table, Tone},
};
use domain::{actors::Permission, formats};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::orders::OrderRow;

/// The list.
#[component]
pub fn OrdersPage() -> impl IntoView {
    let t = use_t();
    let listing = Listing::here();
    let imports = use_me().is_some_and(|me| me.role.may(Permission::Import));
    let list = Resource::new(move || listing.query.get(), list_orders);
    on_change("order", None, move || list.refetch());
    let sorting = listing.sorting("");
    let sort = move |by| listing.sort(by);
    let head = move || {
        view! {
            <SortHead column="number" sorting on_sort=sort>{t.orders_number()}</SortHead>
            <SortHead column="party" sorting on_sort=sort>{t.orders_customer()}</SortHead>
            <SortHead column="net" figures=true sorting on_sort=sort>{t.orders_net()}</SortHead>
            <SortHead column="created" figures=true sorting on_sort=sort>{t.orders_created()}</SortHead>
            <th scope="col"><span class="sr">{t.orders_owner()}</span></th>
        }
    };
    let total = Signal::derive(move || match list.get() {
        Some(Ok(found)) => u64::try_from(found.total).unwrap_or_default(),
        _ => 0,
    });
    view! {
        <Title text=t.orders_title()/>
        <div class="fit">
            <header class="top wraps">
                <h1>{t.orders_title()}</h1>
                <span class="push"></span>
                {imports.then(|| view! { <a class="btn" href="/orders/statements">{t.orders_statements()}</a> })}
                <ListSearch listing label=t.orders_search() example=t.orders_search_hint()/>
            </header>
            <div class="listview">
                <div class="rows">
                    <Transition fallback=move || view! { <Skeleton rows=8/> }>
                        {move || list.get().map(|answer| match answer {
                            Err(error) => view! { <ProblemPage error/> }.into_any(),
                            Ok(found) if found.rows.is_empty() => view! { <Nothing t listing/> }.into_any(),
                            Ok(found) => view! {
                                <Table label=t.orders_title() cards=true head>
                                    {found.rows.into_iter().map(|row| view! { <Line t row/> }).collect_view()}
                                </Table>
                                <Pager page=listing.page() per=PER_PAGE total on_page=move |page| listing.turn_to(page)/>
                            }.into_any(),
                        })}
                    </Transition>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Line(t: T, row: OrderRow) -> impl IntoView {
    let net = formats::money(t.figures(), row.net.value, &row.net.currency);
    let created = moved(t, row.created, today());
    view! {
        <tr>
            <th scope="row" class="c-title"><a href=format!("/orders/{}", row.id)><b>{row.number}</b></a>
                {row.cancelled.then(|| view! { " "<Badge tone=Tone::Danger icon=IconName::Cross>{t.regret_order_cancelled_short()}</Badge> })}
            </th>
            <td class="cut c-sub">{row.party.name}<span class="faint">" · "{row.title}</span></td>
            <td class="num c-end">{net}</td>
            <td class="num c-note">{created}</td>
            <td>{row.owner.map(|owner| view! { <Avatar name=owner.name/> })}</td>
        </tr>
    }
}

#[component]
fn Nothing(t: T, listing: Listing) -> impl IntoView {
    if listing.narrowed() {
        let search = listing.query.with_untracked(|query| query.search.clone());
        view! {
            <Empty small=true>
                <p>{t.orders_none_found(search)}</p>
                <Button on_press=move |()| listing.clear()>{t.orders_clear()}</Button>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty title=t.orders_none_title()>
                <p>{t.orders_none_words()}</p>
                <a class="btn" href="/quotations">{t.orders_to_quotations()}</a>
            </Empty>
        }
        .into_any()
    }
}
