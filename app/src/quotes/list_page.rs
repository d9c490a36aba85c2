//! The list of quotations: tabs, search, columns that order, pages; two-line cards on a phone.
use super::{api::list_quotes, badge::QuoteBadge, new_quote::NewQuote};
use crate::{
    frame::{ProblemPage, today},
    i18n::use_t,
    listing::{ListSearch, Listing, PER_PAGE, address},
    live::on_change,
    ui::{Avatar, Button, Empty, IconName, Look, Pager, Skeleton, SortHead, Table},
};
use domain::{days::Stamp, formats, quotes::state::QuoteState};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wire::{quotes::QuoteRow, shared::ListQuery};

const PATH: &str = "/quotations";

/// The list.
#[component]
pub fn QuotesPage() -> impl IntoView {
    let t = use_t();
    let listing = Listing::here();
    let list = Resource::new(move || listing.query.get(), list_quotes);
    on_change("quote", None, move || list.refetch());
    let making = RwSignal::new(use_query_map().with_untracked(|map| map.get_str("new").is_some()));
    let sorting = listing.sorting("");
    let sort = move |by| listing.sort(by);
    let head = move || {
        view! {
            <SortHead column="number" sorting on_sort=sort>{t.quotes_list_number()}</SortHead>
            <SortHead column="party" sorting on_sort=sort>{t.quotes_list_customer()}</SortHead>
            <th scope="col">{t.quotes_list_state()}</th>
            <SortHead column="net" figures=true sorting on_sort=sort>{t.quotes_list_net()}</SortHead>
            <SortHead column="valid_until" figures=true sorting on_sort=sort>{t.quotes_list_valid_until()}</SortHead>
            <SortHead column="moved" figures=true sorting on_sort=sort>{t.quotes_list_moved()}</SortHead>
            <th scope="col"><span class="sr">{t.quotes_list_owner()}</span></th>
        }
    };
    let total = Signal::derive(move || match list.get() {
        Some(Ok(found)) => u64::try_from(found.total).unwrap_or_default(),
        _ => 0,
    });
    view! {
        <Title text=t.quotes_title()/>
        <div class="fit">
            <header class="top bare">
                <h1>{t.quotes_title()}</h1>
                <span class="push"></span>
                <span class="wide"><ListSearch listing label=t.quotes_search() example=t.quotes_search_hint()/></span>
                <Button look=Look::Primary icon=IconName::Plus on_press=move |()| making.set(true)>
                    <span class="wide">{t.quotes_new()}</span><span class="narrow">{t.quotes_new_short()}</span>
                </Button>
            </header>
            <ViewTabs t listing/>
            <div class="tools narrow"><ListSearch listing label=t.quotes_search() example=t.quotes_search_hint()/></div>
            <div class="listview">
                <div class="rows">
                    <Transition fallback=move || view! { <Skeleton rows=8/> }>
                        {move || list.get().map(|answer| match answer {
                            Err(error) => view! { <ProblemPage error/> }.into_any(),
                            Ok(found) if found.rows.is_empty() => view! { <Nothing t listing making/> }.into_any(),
                            Ok(found) => view! {
                                <Table label=t.quotes_title() cards=true head>
                                    {found.rows.into_iter().map(|row| view! { <Line t row/> }).collect_view()}
                                </Table>
                                <Pager page=listing.page() per=PER_PAGE total on_page=move |page| listing.turn_to(page)/>
                            }.into_any(),
                        })}
                    </Transition>
                </div>
            </div>
        </div>
        <NewQuote open=making/>
    }
}

/// The views everybody has, as links; the search goes along.
#[component]
fn ViewTabs(t: T, listing: Listing) -> impl IntoView {
    let tab = move |code: &'static str, words: &'static str| {
        let href = move || {
            let query = ListQuery { filter: code.to_owned(), page: 0, ..listing.query.get() };
            format!("{PATH}{}", address(&query))
        };
        let current = move || listing.query.with(|query| query.filter == code).then_some("page");
        view! { <a href=href aria-current=current>{words}</a> }
    };
    view! {
        <nav class="tabs" aria-label=t.quotes_views()>
            {tab("", t.quotes_tab_all())}
            {tab("mine", t.quotes_tab_mine())}
            {tab("open", t.quotes_tab_open())}
            {tab("waiting", t.quotes_tab_waiting())}
            {tab("expiring", t.quotes_tab_expiring())}
            {tab("accepted", t.quotes_tab_accepted())}
            {tab("approval", t.approvals_tab())}
        </nav>
    }
}

#[component]
fn Line(t: T, row: QuoteRow) -> impl IntoView {
    let href = format!("{PATH}/{}", row.id);
    let version = if row.draft_version > 0 { t.quotes_version_short(row.draft_version) } else { String::new() };
    let net = formats::money(t.figures(), row.net.value, &row.net.currency);
    let today = today();
    let valid = row.valid_until.map(|day| {
        let near = row.state == QuoteState::Sent && (day - today).num_days() < 7;
        view! { <span class=near.then_some("t-amber")>{formats::date(t.figures(), day)}</span> }
    });
    let owner = row.owner.clone().map(|owner| view! { <Avatar name=owner.name/> });
    let (party, title) = (row.party.name.clone(), row.title.clone());
    let moved = moved(t, row.moved, today);
    view! {
        <tr>
            <th scope="row" class="c-title"><a href=href><b>{row.number.clone()}</b></a>" "<span class="faint">{version}</span></th>
            <td class="cut c-sub">{party}<span class="faint">" · "{title}</span></td>
            <td class="c-note"><QuoteBadge row/></td>
            <td class="num c-end">{net}</td>
            <td class="num">{valid}</td>
            <td class="num">{moved}</td>
            <td>{owner}</td>
        </tr>
    }
}

/// Today the time, otherwise the day.
pub fn moved(t: T, at: Stamp, today: chrono::NaiveDate) -> String {
    let (day, time) = (at.local.date(), formats::time(t.figures(), at.local));
    match (today - day).num_days() {
        0 => t.quotes_moved_today(time),
        1..=6 => t.quotes_moved_weekday(formats::weekday_short(t.lang(), day), time),
        _ => formats::date(t.figures(), day),
    }
}

/// Nothing to show: none yet, or none that fit.
#[component]
fn Nothing(t: T, listing: Listing, making: RwSignal<bool>) -> impl IntoView {
    if listing.narrowed() {
        let search = listing.query.with_untracked(|query| query.search.clone());
        let words = if search.is_empty() { t.quotes_none_in_view().to_owned() } else { t.quotes_none_found(search) };
        view! {
            <Empty small=true><p>{words}</p><Button on_press=move |()| listing.clear()>{t.quotes_clear()}</Button></Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty title=t.quotes_none_title()>
                <p>{t.quotes_none_words()}</p>
                <Button look=Look::Primary icon=IconName::Plus on_press=move |()| making.set(true)>{t.quotes_new()}</Button>
            </Empty>
        }
        .into_any()
    }
}
