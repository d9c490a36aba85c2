//! The list of customers that may be the same.
use super::api::list_pairs;
use crate::{
    i18n::use_t,
    merging::reasons,
    ui::{Banner, Empty, IconName, Skeleton, Table, Tone},
};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::parties::{PartyPair, PartyPairs, PartyRef};

/// `/customers/duplicates`: pairs nobody has judged yet.
#[component]
pub fn PairsPage() -> impl IntoView {
    let t = use_t();
    let found = Resource::new(|| (), |()| list_pairs());
    crate::live::on_change("party", None, move || found.refetch());
    view! {
        <Title text=t.party_merge_pairs()/>
        <div class="fit">
            <header class="top bare">
                <nav class="crumb" aria-label=t.parties_path()><a href="/customers">{t.parties_customers()}</a><span>"/"</span></nav>
                <h1>{t.party_merge_pairs()}</h1>
            </header>
            <div class="tools"><p class="muted t-13">{t.party_merge_pairs_what()}</p></div>
            <div class="listview">
                <div class="rows">
                    <Transition fallback=move || view! { <Skeleton rows=8/> }>
                        {move || Suspend::new(async move {
                            match found.await {
                                Ok(found) if found.pairs.is_empty() => view! {
                                    <Empty title=t.party_merge_none()><p>{t.party_merge_none_what()}</p></Empty>
                                }.into_any(),
                                Ok(found) => view! { <Pairs t found/> }.into_any(),
                                Err(error) => view! {
                                    <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                                }.into_any(),
                            }
                        })}
                    </Transition>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Pairs(t: T, found: PartyPairs) -> impl IntoView {
    let head = move || {
        view! {
            <th scope="col">{t.party_merge_older()}</th>
            <th scope="col">{t.party_merge_younger()}</th>
            <th scope="col">{t.party_merge_why()}</th>
            <th scope="col"><span class="sr">{t.party_merge_act()}</span></th>
        }
    };
    let customer = |party: PartyRef, city: String| {
        view! { <a href=format!("/customers/{}", party.id)>{party.name}</a>" "<span class="muted">{city}</span> }
    };
    let row = move |pair: PartyPair| {
        let href = format!("/customers/{}/merge/{}", pair.one.id, pair.other.id);
        let label = t.party_merge_compare_both(&pair.one.name, &pair.other.name);
        view! {
            <tr>
                <th scope="row" class="c-title">{customer(pair.one, pair.one_city)}</th>
                <td class="c-sub">{customer(pair.other, pair.other_city)}</td>
                <td>{reasons(t, &pair.reasons)}</td>
                <td class="c-note"><a class="link" href=href aria-label=label>{t.merge_compare()}</a></td>
            </tr>
        }
    };
    view! {
        <Table label=t.party_merge_pairs() cards=true head>
            {found.pairs.into_iter().map(row).collect_view()}
        </Table>
        {found.more.then(|| view! { <p class="muted t-13">{t.party_merge_pairs_more()}</p> })}
    }
}
