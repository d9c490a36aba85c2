//! The list of customers.
use super::{api::list_parties, country::country_name};
use crate::i18n::use_t;
use crate::listing::{ListSearch, Listing, PER_PAGE, address};
use crate::ui::{Avatar, Banner, Button, Empty, Icon, IconName, Pager, Size, Skeleton, SortHead, Table, Tone};
use domain::parties::PartyKind;
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::{
    parties::PartyRow,
    shared::{ListQuery, MOST_COUNTED, Page},
};

/// Customers: search as one types, columns that order, pages; two-line cards on a phone.
#[component]
pub fn ListPage() -> impl IntoView {
    let t = use_t();
    let listing = Listing::here();
    let found = Resource::new(move || listing.query.get(), list_parties);
    crate::live::on_change("party", None, move || found.refetch());
    view! {
        <Title text=t.parties_customers()/>
        <div class="fit">
            <header class="top bare">
                <h1>{t.parties_customers()}</h1>
                <span class="push"></span>
                <span class="wide"><ListSearch listing label=t.parties_search() example=t.parties_search_example()/></span>
                <a class="btn primary" href="/customers/new"><Icon name=IconName::Plus/>{t.parties_new()}</a>
            </header>
            <Views t listing/>
            <div class="tools narrow"><ListSearch listing block=true label=t.parties_search() example=t.parties_search_example()/></div>
            <div class="listview">
                <div class="rows">
                    <Transition fallback=move || view! { <Skeleton rows=8/> }>
                        {move || Suspend::new(async move {
                            match found.await {
                                Ok(page) if page.rows.is_empty() && page.page == 0 => view! { <Nothing t listing/> }.into_any(),
                                Ok(page) => view! { <Rows t listing page/> }.into_any(),
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

/// Everybody's customers, and one's own.
#[component]
fn Views(t: T, listing: Listing) -> impl IntoView {
    let view = move |filter: &'static str, words: &'static str| {
        let href = move || {
            let query = ListQuery { filter: filter.to_owned(), page: 0, ..listing.query.get() };
            format!("/customers{}", address(&query))
        };
        let current = move || listing.query.with(|query| query.filter == filter).then_some("page");
        view! { <a href=href aria-current=current>{words}</a> }
    };
    view! {
        <nav class="tabs" aria-label=t.parties_views()>
            {view("", t.parties_view_all())}
            {view("mine", t.parties_view_mine())}
            <a href="/customers/duplicates">{t.party_merge_pairs()}</a>
        </nav>
    }
}

#[component]
fn Rows(t: T, listing: Listing, page: Page<PartyRow>) -> impl IntoView {
    let sorting = listing.sorting("name");
    let sort = move |by| listing.sort(by);
    let head = move || {
        view! {
            <SortHead column="name" sorting on_sort=sort>{t.parties_column_name()}</SortHead>
            <SortHead column="city" sorting on_sort=sort>{t.parties_column_town()}</SortHead>
            <th scope="col">{t.parties_column_country()}</th>
            <th scope="col">{t.parties_column_email()}</th>
            <th scope="col">{t.parties_column_phone()}</th>
            <th scope="col">{t.parties_column_owner()}</th>
        }
    };
    let total = u64::try_from(page.total).unwrap_or_default();
    let more = page.total > MOST_COUNTED && listing.query.with_untracked(|query| !query.search.is_empty());
    view! {
        <Table label=t.parties_customers() cards=true head>
            {page.rows.into_iter().map(|row| view! { <Line t row/> }).collect_view()}
        </Table>
        <Pager page=listing.page() per=PER_PAGE total=Signal::stored(total) more on_page=move |page| listing.turn_to(page)/>
    }
}

#[component]
fn Line(t: T, row: PartyRow) -> impl IntoView {
    let country = country_name(t, &row.country);
    let town = match (row.city.is_empty(), row.country.as_str()) {
        (false, "FI" | "") => row.city.clone(),
        (false, _) => format!("{}, {country}", row.city),
        (true, _) => country.clone(),
    };
    let mail =
        (!row.email.is_empty()).then(|| view! { <a href=format!("mailto:{}", row.email)>{row.email.clone()}</a> });
    let owner = row.owner.map(|owner| {
        view! { <span class="row tight"><Avatar name=owner.name.clone() silent=true size=Size::Xs/>{owner.name}</span> }
    });
    view! {
        <tr>
            <th scope="row" class="c-title">
                <span class="row">
                    <span class="wide"><Avatar name=row.name.clone() org=row.kind == PartyKind::Company silent=true size=Size::Xs/></span>
                    <a href=format!("/customers/{}", row.id)>{row.name}</a>
                </span>
            </th>
            <td class="c-sub"><span class="narrow">{town}</span><span class="wide">{row.city}</span></td>
            <td>{country}</td>
            <td class="cut">{mail}</td>
            <td class="c-note nowrap">{row.phone}</td>
            <td>{owner}</td>
        </tr>
    }
}

/// None yet, or none that fit what is searched for.
#[component]
fn Nothing(t: T, listing: Listing) -> impl IntoView {
    let ListQuery { search, filter, .. } = listing.query.get_untracked();
    if search.is_empty() && !filter.is_empty() {
        view! { <Empty small=true><p>{t.parties_none_mine()}</p></Empty> }.into_any()
    } else if search.is_empty() {
        view! {
            <Empty title=t.parties_none()>
                <p>{t.parties_none_what()}</p>
                <a class="btn primary" href="/customers/new"><Icon name=IconName::Plus/>{t.parties_new()}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty small=true>
                <p>{t.parties_no_match(search)}</p>
                <Button on_press=move |()| listing.clear()>{t.parties_clear_search()}</Button>
            </Empty>
        }
        .into_any()
    }
}
