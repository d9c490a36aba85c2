//! The outbox: what waits, what went, what was given up; each message readable, each try repeatable.
use super::{api::list_outbox, api::mail_ready, letter::Letter, state::StateBadge};
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::listing::{Listing, PER_PAGE, address};
use crate::ui::{Banner, Empty, IconName, Pager, Skeleton, Tone};
use crate::wire::AppError;
use domain::{formats, ids::OutboxId};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wire::{
    messages::{OutboxRow, OutboxState},
    shared::{ListQuery, Page},
};

const PATH: &str = "/outbox";

/// The outbox. Which message is open stands in the address, so that a link or the back button opens it too.
#[component]
pub fn OutboxPage() -> impl IntoView {
    let t = use_t();
    let listing = Listing::here();
    let map = use_query_map();
    let open = Memo::new(move |_| map.with(|map| map.get_str("open").and_then(|id| id.parse::<OutboxId>().ok())));
    let found = Resource::new(move || listing.query.get(), both);
    let reload = Callback::new(move |()| found.refetch());
    crate::live::on_change("outbox", None, move || found.refetch());
    view! {
        <Title text=t.messages_outbox()/>
        <header class="top bare">
            <h1>{t.messages_outbox()}</h1>
            <span class="faint wide">{t.messages_outbox_what()}</span>
        </header>
        <Views t listing/>
        <Transition fallback=move || view! { <Skeleton rows=6/> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok((page, ready)) => view! { <Found t listing open page ready reload/> }.into_any(),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

async fn both(query: ListQuery) -> Result<(Page<OutboxRow>, bool), AppError> {
    Ok((list_outbox(query).await?, mail_ready().await?))
}

/// Everything, what waits, what was given up, what is done.
#[component]
fn Views(t: T, listing: Listing) -> impl IntoView {
    let view = move |filter: &'static str, words: &'static str| {
        let href = move || {
            let query = ListQuery { filter: filter.to_owned(), page: 0, ..listing.query.get() };
            format!("{PATH}{}", address(&query))
        };
        let current = move || listing.query.with(|query| query.filter == filter).then_some("page");
        view! { <a href=href aria-current=current>{words}</a> }
    };
    view! {
        <nav class="tabs" aria-label=t.messages_outbox_views()>
            {view("", t.messages_view_all())}
            {view("waiting", t.messages_view_waiting())}
            {view("dead", t.messages_view_dead())}
            {view("done", t.messages_view_done())}
        </nav>
    }
}

#[component]
fn Found(
    t: T,
    listing: Listing,
    open: Memo<Option<OutboxId>>,
    page: Page<OutboxRow>,
    ready: bool,
    reload: Callback<()>,
) -> impl IntoView {
    let notice = (!ready).then(|| {
        view! {
            <Banner tone=Tone::Amber icon=IconName::Clock page=true>
                <b>{t.messages_no_mail_server()}</b>" "{t.messages_no_mail_server_what()}
            </Banner>
        }
    });
    if page.rows.is_empty() && page.page == 0 {
        let filtered = listing.query.with_untracked(|query| !query.filter.is_empty());
        let nothing = if filtered {
            view! { <Empty small=true><p>{t.messages_outbox_none_here()}</p></Empty> }.into_any()
        } else {
            view! { <Empty title=t.messages_outbox_none()><p>{t.messages_outbox_none_what()}</p></Empty> }.into_any()
        };
        return view! { {notice}{nothing} }.into_any();
    }
    let total = u64::try_from(page.total).unwrap_or_default();
    let rows = StoredValue::new(page.rows);
    // Where none is asked for, a wide page shows the newest; a narrow one the list.
    let chosen = Memo::new(move |_| {
        let open = open.get();
        rows.with_value(|rows| match open {
            Some(open) => rows.iter().find(|row| row.id == open).cloned(),
            None => rows.first().cloned(),
        })
    });
    let shown = Signal::derive(move || chosen.with(|chosen| chosen.as_ref().map(|row| row.id)));
    let back = move || format!("{PATH}{}", listing.query.with(address));
    view! {
        {notice}
        <div class="outview" class:open=move || open.with(Option::is_some)>
            <ul class="mails" aria-label=t.messages_outbox_list()>
                {rows.get_value().into_iter().map(|row| view! { <Line t listing shown row ready/> }).collect_view()}
            </ul>
            {move || match chosen.get() {
                Some(row) => view! { <Letter row ready reload back=back()/> }.into_any(),
                None => view! { <div class="raw"><p class="faint">{t.messages_choose_one()}</p></div> }.into_any(),
            }}
        </div>
        <Pager page=listing.page() per=PER_PAGE total=Signal::stored(total) on_page=move |page| listing.turn_to(page)/>
    }
    .into_any()
}

/// One message of the list: to whom, about what, where it stands.
#[component]
fn Line(t: T, listing: Listing, shown: Signal<Option<OutboxId>>, row: OutboxRow, ready: bool) -> impl IntoView {
    let id = row.id;
    let href = move || {
        let query = listing.query.with(address);
        let sign = if query.is_empty() { '?' } else { '&' };
        format!("{PATH}{query}{sign}open={id}")
    };
    let current = move || (shown.get() == Some(id)).then_some("true");
    let at = row.created.local;
    let when = if at.date() == crate::frame::today() {
        formats::time(t.figures(), at)
    } else {
        formats::date_short(t.lang(), at.date())
    };
    let (title, about) = heading(t, &row);
    let done = row.state == OutboxState::Done;
    view! {
        <li class=done.then_some("done")>
            <a href=href aria-current=current>
                <span class="row"><b class="cut">{title}</b><time datetime=at.format("%Y-%m-%dT%H:%M").to_string()>{when}</time></span>
                <span class="cut">{about}</span>
                <span><StateBadge row ready/></span>
            </a>
        </li>
    }
}

/// To whom and about what; for work that is no mail, what it is.
pub(super) fn heading(t: T, row: &OutboxRow) -> (String, String) {
    match row.topic.as_str() {
        "mail" => {
            let about = if row.subject.is_empty() { t.messages_no_subject().to_owned() } else { row.subject.clone() };
            (row.to.clone(), about)
        }
        "signed_pdf" => (t.messages_topic_signed_pdf().to_owned(), t.messages_topic_signed_pdf_what().to_owned()),
        "renamed" => (t.messages_topic_renamed().to_owned(), t.messages_topic_renamed_what().to_owned()),
        other => (other.to_owned(), t.messages_topic_other_what().to_owned()),
    }
}
