//! The inbox: every post with its verdict, newest first; the chosen one beside the list.
use super::{api::list_posts, post::Post};
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::ui::{Badge, Empty, Icon, IconName, Skeleton, Tone};
use domain::{formats, ids::IntakePostId};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wire::intake::{InboxPage as Found, InboxQuery, PostRow, PostVerdict};

const PATH: &str = "/inbox";

/// The inbox. Verdict, place and the open post stand in the address.
#[component]
pub fn InboxPage() -> impl IntoView {
    let t = use_t();
    let map = use_query_map();
    let query = Memo::new(move |_| {
        map.with(|map| InboxQuery {
            verdict: map.get_str("verdict").and_then(PostVerdict::parse),
            before: map.get_str("before").and_then(|id| id.parse().ok()),
        })
    });
    let open = Memo::new(move |_| map.with(|map| map.get_str("open").and_then(|id| id.parse::<IntakePostId>().ok())));
    let found = Resource::new(move || query.get(), list_posts);
    crate::live::on_change("intake", None, move || found.refetch());
    let tab = move |verdict: Option<PostVerdict>| {
        let words = verdict.map_or_else(|| t.intake_view_all(), |verdict| i18n::intake::verdict(t, verdict.code()));
        let href = address(&InboxQuery { verdict, before: None }, None);
        let current = move || query.with(|query| query.verdict == verdict).then_some("page");
        view! { <a href=href aria-current=current>{words}</a> }
    };
    let tabs = std::iter::once(None).chain(PostVerdict::ALL.map(Some)).map(tab).collect_view();
    view! {
        <Title text=t.intake_inbox()/>
        <header class="top bare">
            <h1>{t.intake_inbox()}</h1>
            <span class="faint wide">{t.intake_inbox_what()}</span>
        </header>
        <nav class="tabs" aria-label=t.intake_views()>{tabs}</nav>
        <Transition fallback=move || view! { <Skeleton rows=6/> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(page) => view! { <Posts t query=query.get_untracked() open page/> }.into_any(),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The address of a list, with a post that is open in it.
fn address(query: &InboxQuery, open: Option<IntakePostId>) -> String {
    let parts = [
        query.verdict.map(|verdict| format!("verdict={}", verdict.code())),
        query.before.map(|before| format!("before={before}")),
        open.map(|open| format!("open={open}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { PATH.to_owned() } else { format!("{PATH}?{}", parts.join("&")) }
}

/// The look of a verdict.
pub(super) const fn tone(verdict: PostVerdict) -> Tone {
    match verdict {
        PostVerdict::Made | PostVerdict::Joined => Tone::Positive,
        PostVerdict::Incomplete | PostVerdict::Waiting => Tone::Amber,
        PostVerdict::Unreadable => Tone::Danger,
        PostVerdict::Repeated | PostVerdict::Spam | PostVerdict::Automatic => Tone::Plain,
    }
}

#[component]
fn Posts(t: T, query: InboxQuery, open: Memo<Option<IntakePostId>>, page: Found) -> impl IntoView {
    if page.rows.is_empty() {
        return if query == InboxQuery::default() {
            view! { <Empty title=t.intake_nothing()><p>{t.intake_nothing_what()}</p></Empty> }.into_any()
        } else {
            view! { <Empty small=true><p>{t.intake_nothing_here()}</p></Empty> }.into_any()
        };
    }
    let first = page.rows.first().map(|row| row.id);
    // Where none is asked for, a wide page shows the newest; a narrow one the list.
    let shown = Memo::new(move |_| open.get().or(first));
    let back = StoredValue::new(address(&query, None));
    let line = {
        let query = query.clone();
        move |row: PostRow| view! { <Line t href=address(&query, Some(row.id)) shown row/> }
    };
    let newest = query.before.map(|_| {
        let href = address(&InboxQuery { before: None, ..query.clone() }, None);
        view! { <a class="btn sm" href=href>{t.intake_newest()}</a> }
    });
    let older = page.more.map(|more| {
        let href = address(&InboxQuery { before: Some(more), ..query.clone() }, None);
        view! { <a class="btn sm" href=href>{t.intake_older()}</a> }
    });
    let lines = page.rows.into_iter().map(line).collect_view();
    view! {
        <div class="outview" class:open=move || open.with(Option::is_some)>
            <ul class="mails" aria-label=t.intake_list()>{lines}</ul>
            {move || match shown.get() {
                Some(id) => view! { <Post id back=back.get_value()/> }.into_any(),
                None => view! { <div class="raw"><p class="faint">{t.intake_choose_one()}</p></div> }.into_any(),
            }}
        </div>
        <nav class="row pad" aria-label=t.intake_list()>{newest}{older}</nav>
    }
    .into_any()
}

/// One post of the list: who, by which form, what became of it.
#[component]
fn Line(t: T, href: String, shown: Memo<Option<IntakePostId>>, row: PostRow) -> impl IntoView {
    let (id, verdict) = (row.id, row.verdict);
    let current = move || (shown.get() == Some(id)).then_some("true");
    let at = row.at.local;
    let when = if at.date() == crate::frame::today() {
        formats::time(t.figures(), at)
    } else {
        formats::date_short(t.lang(), at.date())
    };
    let sender = if row.sender.is_empty() { t.intake_unknown_sender().to_owned() } else { row.sender };
    let kind = if row.by_mail { IconName::Mail } else { IconName::Globe };
    let about = if row.subject.is_empty() { row.source } else { row.subject };
    view! {
        <li class=matches!(verdict, PostVerdict::Made | PostVerdict::Joined).then_some("done")>
            <a href=href aria-current=current>
                <span class="row"><b class="cut">{sender}</b><time datetime=at.format("%Y-%m-%dT%H:%M").to_string()>{when}</time></span>
                <span class="row"><Icon name=kind/><span class="cut">{about}</span></span>
                <span><Badge tone=tone(verdict)>{i18n::intake::verdict(t, verdict.code())}</Badge></span>
            </a>
        </li>
    }
}
