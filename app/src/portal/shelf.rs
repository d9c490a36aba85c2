//! The customer's shelf: the form that asks for a key, the key, and everything that was sent to one address. No scripts.
use super::{PortalShell, document, icon, words};
use domain::{formats, lang::Lang, refusal::Refusal};
use i18n::T;
use leptos::prelude::*;
use wire::shelf::{ShelfItem, ShelfPage, ShelfStanding};

/// The whole document.
pub fn shelf(page: &ShelfPage, lang: Lang, shell: &PortalShell) -> String {
    Owner::new().with(|| whole(page, lang, shell).to_html())
}

fn whole(page: &ShelfPage, lang: Lang, shell: &PortalShell) -> AnyView {
    let t = T::new(lang);
    let (heading, inner, class) = match page {
        ShelfPage::Door { typed, refusal } => (t.shelf_title(), door(t, typed, refusal.as_ref()), "message"),
        ShelfPage::Asked => (t.shelf_asked(), said(t.shelf_asked_next(), None), "message"),
        ShelfPage::Key { token, unsure } => (t.shelf_key(), key(t, token, *unsure), "message"),
        ShelfPage::Spent => (t.shelf_spent(), said(t.shelf_spent_next(), Some(t.shelf_ask_again())), "message"),
        ShelfPage::Shelf { email, search, items, all } => {
            (t.shelf_title(), list(t, (email, search), items, *all), "message shelf")
        }
    };
    // A key stays in the address of its own page only; what is changed to another language there is the page.
    let path = match page {
        ShelfPage::Key { token, .. } => format!("/my/{token}?"),
        _ => "/my?".to_owned(),
    };
    let body = view! {
        {document::masthead(String::new(), document::languages(t, lang, &path))}
        <main id="main" class=class tabindex="-1">
            <h1>{heading}</h1>
            {inner}
        </main>
    };
    document::document(t, heading.to_owned(), shell, None, None, body.into_any())
}

fn said(words: &'static str, again: Option<&'static str>) -> AnyView {
    let again = again.map(|again| view! { <p class="row wrap"><a class="btn" href="/my">{again}</a></p> });
    view! { <p>{words}</p> {again} }.into_any()
}

fn door(t: T, typed: &str, refusal: Option<&Refusal>) -> AnyView {
    let wrong = refusal.map(|refusal| {
        let sentence = words::refusal(t, refusal);
        view! { <p class="error" id="e-email" role="alert">{icon::icon("warn")}<span>{sentence}</span></p> }
    });
    view! {
        <p>{t.shelf_door()}</p>
        <form class="stack" method="post" action="/my" novalidate>
            <input type="hidden" name="lang" value=t.lang().code() />
            <div class="field">
                <label for="f-email">{t.shelf_email()}</label>
                <input
                    class="input"
                    id="f-email"
                    name="email"
                    type="email"
                    value=typed.to_owned()
                    autocomplete="email"
                    maxlength="254"
                    aria-required="true"
                    aria-invalid=refusal.map(|_| "true")
                    aria-describedby=refusal.map(|_| "e-email")
                    autofocus=refusal.is_some()
                />
                {wrong}
            </div>
            <p><button class="btn primary">{t.shelf_ask()}</button></p>
        </form>
    }
    .into_any()
}

fn key(t: T, token: &str, unsure: bool) -> AnyView {
    let wrong = unsure.then(|| {
        let sentence = words::refusal(t, &Refusal::TickNeeded);
        view! { <p class="error" id="e-sure" role="alert">{icon::icon("warn")}<span>{sentence}</span></p> }
    });
    view! {
        <p>{t.shelf_key_next()}</p>
        <form class="stack" method="post" action="/my/open">
            <input type="hidden" name="lang" value=t.lang().code() />
            <input type="hidden" name="token" value=token.to_owned() />
            <div class="field">
                <label class="check top">
                    <input
                        type="checkbox"
                        id="f-sure"
                        name="sure"
                        value="yes"
                        aria-required="true"
                        aria-invalid=unsure.then_some("true")
                        aria-describedby=unsure.then_some("e-sure")
                        autofocus=unsure
                    />
                    <span>{t.shelf_sure()}</span>
                </label>
                {wrong}
            </div>
            <p><button class="btn primary">{t.shelf_open()}</button></p>
        </form>
    }
    .into_any()
}

fn list(t: T, (email, search): (&str, &str), items: &[ShelfItem], all: u32) -> AnyView {
    let rows: Vec<AnyView> = items.iter().map(|item| row(t, item)).collect();
    let empty = items.is_empty().then(|| {
        let words = if all == 0 { t.shelf_none() } else { t.shelf_none_found() };
        view! { <p class="muted" role="status">{words}</p> }
    });
    let back = (!search.is_empty()).then(|| view! { <a class="btn" href="/my">{t.shelf_all()}</a> });
    view! {
        <p class="muted">{t.shelf_for(email)}</p>
        <form class="row wrap" method="get" action="/my" role="search">
            <input type="hidden" name="lang" value=t.lang().code() />
            <div class="field">
                <label for="f-search">{t.shelf_search_what()}</label>
                <input class="input" id="f-search" name="search" type="search" value=search.to_owned() maxlength="100" />
            </div>
            <button class="btn">{t.shelf_search()}</button>
            {back}
        </form>
        {empty}
        <ul class="files">{rows}</ul>
        <form method="post" action="/my/leave">
            <p><button class="btn">{t.shelf_leave()}</button></p>
        </form>
    }
    .into_any()
}

fn row(t: T, item: &ShelfItem) -> AnyView {
    let path = format!("/q/{}?lang={}", item.public_id, t.lang().code());
    let title = if item.title.trim().is_empty() { t.shelf_untitled(&item.number) } else { item.title.clone() };
    let (class, drawing, state) = match item.standing {
        ShelfStanding::Open => ("badge solid", "sign", t.shelf_state_open()),
        ShelfStanding::Expired => ("badge", "warn", t.shelf_state_expired()),
        ShelfStanding::Accepted => ("badge solid", "check", t.shelf_state_accepted()),
        ShelfStanding::Declined => ("badge", "info", t.shelf_state_declined()),
        ShelfStanding::Withdrawn => ("badge", "info", t.shelf_state_withdrawn()),
    };
    let day = |day| formats::date(t.lang(), day);
    let mut facts = vec![item.number.clone(), item.company.clone(), t.shelf_sent(day(item.sent.local.date()))];
    if let (ShelfStanding::Open, Some(until)) = (item.standing, item.valid_until) {
        facts.push(t.shelf_open_until(day(until)));
    }
    if !item.order.is_empty() {
        facts.push(t.shelf_order(&item.order));
    }
    let file = |rest: String, what: &'static str| {
        view! {
            <a class="btn" href=format!("/q/{}/pdf{rest}", item.public_id) aria-label=t.shelf_of(what, &item.number)>
                {icon::icon("dl")}
                {what}
            </a>
        }
        .into_any()
    };
    let signed = item.signed.then(|| file("?signed=1".to_owned(), t.shelf_signed()));
    view! {
        <li>
            {icon::icon(drawing)}
            <div>
                <b dir="auto"><a class="link" href=path>{title}</a></b>
                <small dir="auto">{facts.join(" · ")}</small>
                <small>
                    <span class=class>{state}</span>
                    " "
                    {formats::money(t.lang(), item.gross, &item.currency)}
                </small>
            </div>
            <span class="row wrap">{signed} {file(format!("?lang={}", t.lang().code()), t.shelf_pdf())}</span>
        </li>
    }
    .into_any()
}
