//! The document around the letter: head, masthead with languages, foot, and the start of the script.
use super::{
    PortalShell, accept, accepted, approve, ask, blocks, card, changes, decline, icon, lines, more_time, notices,
    opening, propose, reading, slots::Slot, sums, talk, view::View, withdraw,
};
use domain::{lang::Lang, quotes::recipient::Act};
use i18n::T;
use leptos::prelude::*;
use wire::portal::PortalStanding;

/// The whole page of a quotation.
pub(super) fn page(view: &View<'_>, shell: &PortalShell) -> AnyView {
    let (t, content) = (view.t, view.content());
    let seller = &content.seller.name;
    let title = match &view.page.standing {
        PortalStanding::Accepted { facts } => t.portal_title_ordered(&facts.order_number, seller),
        _ => t.portal_title(&content.number, seller),
    };
    let alive = view.open() || view.page.may_comment;
    let letter = match &view.page.standing {
        PortalStanding::Accepted { facts } => accepted::letter(view, facts),
        _ => opening::letter(view),
    };
    let closed = if view.page.may_comment { "letter" } else { "letter noask" };
    let main = view! {
        <main id="main" class="sheet" tabindex="-1">
            {notices::notices(view)}
            {changes::changes(view)}
            <div class="cols">
                <div class=closed>
                    {letter}
                    {blocks::rest(view)}
                    {lines::lines(view)}
                    {sums::terms(view)}
                    {withdraw::told(view)}
                    {propose::told(view)}
                    {talk::whole(view)}
                    {approve::told(view)}
                    {approve::signers(view)}
                    {view.may(Act::Approve).then(|| approve::section(view))}
                    {approve::chooser(view)}
                    {view.may(Act::Sign).then(|| accept::section(view))}
                    {more_time::section(view)}
                    {view.page.may_comment.then(|| ask::section(view))}
                    {propose::section(view)}
                    {view.may(Act::Decline).then(|| decline::section(view))}
                    {notices::versions(view)}
                    {reading::section(view)}
                </div>
                {card::card(view)}
            </div>
            {foot(view)}
        </main>
        {card::bar(view)}
        {view.may(Act::Sign).then(|| accept::dialog(view))}
    };
    let bare = match super::words::version_query(view) {
        Some(version) => format!("{}?version={version}&", view.path("")),
        None => format!("{}?", view.path("")),
    };
    let links = view! {
        <a class="link pdf" href=view.pdf() aria-label=t.portal_pdf_of(&content.number, content.version)>
            {icon::icon("dl")}{t.portal_pdf()}
        </a>
        {languages(t, view.lang, &bare)}
    };
    let body = view! { {masthead(seller.clone(), links.into_any())} {main} }.into_any();
    document(t, title, shell, alive.then(|| view.mark(Slot::Nonce)), Some(view), body)
}

/// A document with its head; `nonce` starts the script.
pub(super) fn document(
    t: T,
    title: String,
    shell: &PortalShell,
    nonce: Option<String>,
    view: Option<&View<'_>>,
    body: AnyView,
) -> AnyView {
    let (js, wasm) = match view.is_some_and(|view| view.facts().is_some()) {
        true => (&shell.choosing_js, &shell.choosing_wasm),
        false => (&shell.js, &shell.wasm),
    };
    // The letter brings its style along: another request before the first words would cost a far reader half a second.
    let style = match view.filter(|_| !shell.sheet.is_empty()) {
        Some(view) => view! { <style inner_html=view.mark(Slot::Style)></style> }.into_any(),
        None => view! { <link rel="stylesheet" href=shell.css.clone() /> }.into_any(),
    };
    // Both at once, and after what the first words need: far from the mast each round costs half a second.
    let ahead = nonce.as_ref().map(|_| {
        view! {
            <link rel="modulepreload" href=js.clone() fetchpriority="low" />
            <link rel="preload" r#as="fetch" crossorigin="anonymous" href=wasm.clone() fetchpriority="low" />
        }
    });
    let start = nonce.map(|nonce| {
        let words = format!("import start from\"{js}\";start()");
        view! { <script type="module" nonce=nonce inner_html=words></script> }
    });
    view! {
        <!DOCTYPE html>
        <html lang=t.lang().code()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex, nofollow" />
                <meta name="description" content=title.clone() />
                <title>{title}</title>
                {style}
                // Nothing is drawn of half a page, so that nothing moves when its other half is read.
                <link rel="expect" blocking="render" href="#end" />
                {ahead}
            </head>
            <body
                class="portal"
                data-page=view.map(|view| view.path(""))
                data-shares=view.and_then(|view| view.page.shares_reading.then_some("yes"))
                data-version=view.map(|view| view.content().version.to_string())
            >
                {icon::drawings()}
                <a class="skip btn" href="#main">
                    {t.portal_skip()}
                </a>
                {body}
                <span id="end" hidden></span>
                {start}
            </body>
        </html>
    }
    .into_any()
}

/// The seller's name, and links beside it.
pub(super) fn masthead(seller: String, links: AnyView) -> AnyView {
    let name = (!seller.is_empty()).then(|| view! { <span class="seller">{seller}</span> });
    view! {
        <header class="masthead">
            {name}
            <span class="push"></span>
            {links}
        </header>
    }
    .into_any()
}

/// The three languages as links; `bare` is the address up to `lang=`.
pub(super) fn languages(t: T, now: Lang, bare: &str) -> AnyView {
    let link = |lang: Lang| {
        let name = match lang {
            Lang::Fi => "Suomi",
            Lang::Sv => "Svenska",
            Lang::En => "English",
        };
        let code = lang.code();
        view! {
            <a
                href=format!("{bare}lang={code}")
                lang=code
                hreflang=code
                title=name
                aria-current=(lang == now).then_some("true")
            >
                {code.to_uppercase()}
            </a>
        }
        .into_any()
    };
    view! {
        <nav class="seg" aria-label=t.portal_languages()>
            {Lang::ALL.map(link).into_iter().collect_view()}
        </nav>
    }
    .into_any()
}

/// Who the seller is, in one line.
fn foot(view: &View<'_>) -> AnyView {
    let seller = &view.content().seller;
    let town = format!("{} {}", seller.address.postcode, seller.address.city);
    let address: Vec<&str> =
        [seller.address.street.trim(), town.trim()].into_iter().filter(|part| !part.is_empty()).collect();
    let address = address.join(", ");
    let words: Vec<&str> =
        [seller.name.trim(), seller.business_id.trim(), &address].into_iter().filter(|part| !part.is_empty()).collect();
    let mail = (!seller.email.is_empty()).then(|| {
        view! {
            <a class="link push" href=format!("mailto:{}", seller.email)>
                {seller.email.clone()}
            </a>
        }
    });
    view! { <footer class="foot"><span>{words.join(" · ")}</span>{mail}</footer> }.into_any()
}
