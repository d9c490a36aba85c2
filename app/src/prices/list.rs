//! The company's price lists.
use super::{
    api::{arrange_price_lists, list_price_lists},
    countries::place_name,
};
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Empty, Icon, IconButton, IconName, Skeleton, Table, Tone, use_toasts};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use uuid::Uuid;
use wire::{
    prices::{ArrangePriceLists, PriceListRow},
    shared::IdempotencyKey,
};

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
    let own = crate::frame::currency();
    let (toasts, busy) = (use_toasts(), RwSignal::new(false));
    let order = StoredValue::new(lists.iter().map(|list| list.id).collect::<Vec<_>>());
    let last = lists.len().saturating_sub(1);
    // The table is read again when the order is kept: the pages hear of the change.
    let swap = move |one: usize, other: usize| {
        let mut order = order.get_value();
        order.swap(one, other);
        busy.set(true);
        spawn_local(async move {
            let command = ArrangePriceLists { key: IdempotencyKey(Uuid::new_v4()), order };
            if let Err(error) = arrange_price_lists(command).await {
                toasts.warn(error.sentence(t));
            }
            let _ = busy.try_set(false);
        });
    };
    let head = move || {
        view! {
            <th scope="col">{t.prices_column_name()}</th>
            <th scope="col">{t.prices_column_whom()}</th>
            <th scope="col" class="num">{t.prices_column_rules()}</th>
            <th scope="col" class="num">{t.prices_column_customers()}</th>
            <th scope="col">{t.prices_column_state()}</th>
            <th scope="col" class="num">{t.prices_column_order()}</th>
        }
    };
    let line = move |(at, list): (usize, PriceListRow)| {
        let places: Vec<String> = list.countries.split_whitespace().map(|code| place_name(t, code)).collect();
        let whom = match (list.for_all, places.is_empty()) {
            (_, false) => places.join(", "),
            (true, true) => t.prices_usual().to_owned(),
            (false, true) => t.prices_whom_own().to_owned(),
        };
        let (up, down) = (t.prices_move_up(&list.name), t.prices_move_down(&list.name));
        let href = format!("/settings/price-lists/{}", list.id);
        let (tone, words) =
            if list.active { (Tone::Positive, t.prices_in_use()) } else { (Tone::Plain, t.prices_retired()) };
        view! {
            <tr class=(!list.active).then_some("dim")>
                <th scope="row" class="c-title">
                    <a href=href>{list.name}</a>
                    {(list.currency != own).then(|| view! { " "<Badge tone=Tone::Plain>{list.currency.code().to_owned()}</Badge> })}
                </th>
                <td class="muted c-sub">{whom}</td>
                <td class="num">{list.rules}</td>
                <td class="num">{list.customers}</td>
                <td class="c-end"><Badge tone>{words}</Badge></td>
                <td class="num c-note">
                    <IconButton icon=IconName::Up label=up small=true disabled=Signal::derive(move || at == 0 || busy.get()) on_press=move |()| swap(at, at - 1)/>
                    <IconButton icon=IconName::Down label=down small=true disabled=Signal::derive(move || at == last || busy.get()) on_press=move |()| swap(at, at + 1)/>
                </td>
            </tr>
        }
    };
    view! { <Table label=t.prices_lists() cards=true head>{lists.into_iter().enumerate().map(line).collect_view()}</Table> }
}
