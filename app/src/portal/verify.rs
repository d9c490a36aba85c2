//! The public page on which anybody checks a signed document: the verdict is the title, below it the document, what was
//! checked, and how to do it without this page. Without a script it looks up a hash that somebody else computed.
use super::{PortalShell, document, icon, words};
use chrono::NaiveDateTime;
use domain::{formats, lang::Lang};
use i18n::T;
use leptos::prelude::*;
use wire::seals::{SealAnswer, SealStatement, VerifyPage};

/// The whole document. `shell.js` is the address of the page's own script.
pub fn verify(page: &VerifyPage, shell: &PortalShell) -> String {
    Owner::new().with(|| whole(page, shell).to_html())
}

/// What can be said of a file, by the name the script knows it under.
const OUTCOMES: [&str; 10] =
    ["busy", "genuine", "unsealed", "unknown", "broken", "other", "large", "often", "away", "blind"];

fn outcome(t: T, name: &str) -> (&'static str, &'static str) {
    match name {
        "busy" => (t.seals_busy(), t.seals_busy_what()),
        "genuine" => (t.seals_genuine(), t.seals_genuine_what()),
        "unsealed" => (t.seals_genuine(), t.seals_unsealed_what()),
        "unknown" => (t.seals_unknown(), t.seals_unknown_what()),
        "broken" => (t.seals_broken(), t.seals_broken_what()),
        "other" => (t.seals_other(), t.seals_other_what()),
        "large" => (t.seals_large(), t.seals_large_what()),
        "often" => (t.seals_often(), t.seals_often_what()),
        "away" => (t.seals_away(), t.seals_away_what()),
        "linked" => (t.seals_linked(), t.seals_linked_what()),
        "unlinked" => (t.seals_unlinked(), t.seals_unlinked_what()),
        "blind" => (t.seals_blind(), t.seals_blind_what()),
        _ => (t.seals_title(), t.seals_lead()),
    }
}

/// How a verdict looks: good, bad, or neither yet.
fn tone(name: &str) -> &'static str {
    match name {
        "genuine" | "unsealed" => "good",
        "linked" | "busy" | "" => "idle",
        _ => "bad",
    }
}

fn whole(page: &VerifyPage, shell: &PortalShell) -> AnyView {
    let t = T::new(page.lang);
    let known = page.answer.as_ref().filter(|answer| answer.known);
    let company = known.map(|answer| answer.company.clone()).unwrap_or_default();
    let begun = match &page.answer {
        Some(answer) if answer.seal.as_ref().is_some_and(|seal| !seal.holds) => "broken",
        Some(answer) if answer.known => "linked",
        Some(_) => "unlinked",
        None => "",
    };
    let linked = known.map(|answer| format!("{} {}", answer.document, answer.version));
    let class = format!("opening verdict {}", tone(begun));
    let templates = OUTCOMES.map(|name| {
        view! {
            <template id=format!("v-{name}") data-tone=tone(name)>
                {verdict(t, name)}
            </template>
        }
    });
    let asked = page.answer.as_ref().map(|answer| format!("sha256={}&", answer.sha256)).unwrap_or_default();
    let body = view! {
        {document::masthead(company, document::languages(t, page.lang, &format!("/verify?{asked}")))}
        <main id="main" class="sheet" tabindex="-1">
            <div class="cols">
                <div class="letter">
                    <section class=class id="verdict" role="status" data-document=linked>
                        {verdict(t, begun)}
                    </section>
                    {facts(t, page)}
                    {checks(t)}
                    {by_yourself(t, page)}
                </div>
                {pick(t)}
            </div>
        </main>
        {templates.into_iter().collect_view()}
        <script type="module" nonce=shell.nonce.clone() src=shell.js.clone()></script>
    };
    document::document(t, outcome(t, begun).0.to_owned(), shell, None, None, body.into_any())
}

fn verdict(t: T, name: &str) -> AnyView {
    let (title, what) = outcome(t, name);
    let sign = if tone(name) == "bad" { "warn" } else { "shield" };
    view! {
        <span class="seal-mark">{icon::icon(sign)}</span>
        <h1>{title}</h1>
        <p>{what}</p>
    }
    .into_any()
}

/// A UTC instant as statements have it, in the reader's form.
fn time(lang: Lang, iso: &str) -> String {
    match NaiveDateTime::parse_from_str(iso, "%Y-%m-%dT%H:%M:%SZ") {
        Ok(at) => format!("{} UTC", formats::date_time(lang, at)),
        Err(_) => String::new(),
    }
}

/// The document as it was sealed: from the link here, from the file by the script.
fn facts(t: T, page: &VerifyPage) -> AnyView {
    let empty = SealAnswer::default();
    let answer = page.answer.as_ref().filter(|answer| answer.known).unwrap_or(&empty);
    let said: SealStatement =
        answer.seal.as_ref().and_then(|seal| serde_json::from_str(&seal.statement).ok()).unwrap_or_default();
    let company = [answer.company.as_str(), &said.business_id];
    let company: Vec<&str> = company.into_iter().filter(|part| !part.is_empty()).collect();
    let version = if answer.known { answer.version.to_string() } else { String::new() };
    let rows = [
        ("document", t.seals_document(), answer.document.clone(), false),
        ("version", t.portal_version(), version, false),
        ("company", t.seals_company(), company.join(", "), false),
        ("signed", t.seals_signed(), time(page.lang, &answer.signed_at), false),
        ("sealed", t.seals_sealed(), time(page.lang, &said.sealed_at), false),
        ("key", t.seals_key(), words::groups(&said.public_key, 8), true),
    ];
    let rows = rows.map(|(name, label, value, mono)| {
        let untold = value.is_empty();
        view! {
            <div hidden=untold>
                <dt>{label}</dt>
                <dd class=mono.then_some("mono") dir="auto" data-fact=name>
                    {value}
                </dd>
            </div>
        }
    });
    view! {
        <section class="hang" id="document" hidden=!answer.known>
            <h2>{t.seals_document()}</h2>
            <div>
                <dl class="cert rows">{rows.into_iter().collect_view()}</dl>
                <p class="row gap-s" id="another" hidden>
                    {icon::icon("warn")}
                    <span>{t.seals_another()}</span>
                </p>
            </div>
        </section>
    }
    .into_any()
}

/// What the script has checked; out of sight until it has.
fn checks(t: T) -> AnyView {
    view! {
        <section class="hang" id="checks" hidden>
            <h2>{t.seals_checks()}</h2>
            <ul class="proof">
                <li>
                    {icon::icon("check")}
                    <div>
                        {t.seals_check_file()} " " <span dir="auto" data-fact="name"></span> <small class="mono" data-fact="sha256"></small>
                    </div>
                </li>
                <li id="sealed-here" hidden>
                    {icon::icon("check")}
                    <div>{t.seals_check_here()} <small>{t.seals_check_here_what()}</small></div>
                </li>
                <li id="sealed-there" hidden>
                    {icon::icon("info")}
                    <div>{t.seals_check_there()} <small>{t.seals_check_there_what()}</small></div>
                </li>
            </ul>
        </section>
    }
    .into_any()
}

/// How to check without this page, and the form for a hash computed elsewhere.
fn by_yourself(t: T, page: &VerifyPage) -> AnyView {
    let known = page.answer.as_ref().filter(|answer| answer.known);
    let seal = known.filter(|answer| answer.seal.is_some()).map(|answer| {
        view! {
            <p>
                <a class="link" href=format!("/verify/{}", answer.sha256) download=format!("{}-seal.json", answer.document)>
                    {icon::icon("dl")}
                    {t.seals_seal_file()}
                </a>
            </p>
        }
    });
    let wrong = page.unreadable.then(|| {
        view! {
            <p class="error" id="e-sha256" role="alert">
                {icon::icon("warn")}
                <span>{t.seals_no_digest()}</span>
            </p>
        }
    });
    let described = if page.unreadable { "e-sha256 h-sha256" } else { "h-sha256" };
    view! {
        <section class="hang">
            <h2>{t.seals_yourself()}</h2>
            <div class="stack">
                <p class="prose">{t.seals_yourself_what()}</p>
                {seal}
                <form class="stack" method="get" action="/verify" novalidate>
                    <input type="hidden" name="lang" value=page.lang.code() />
                    <div class="field">
                        <label for="f-sha256">{t.seals_digest()}</label>
                        <input
                            class="input mono"
                            id="f-sha256"
                            name="sha256"
                            value=page.asked.clone()
                            autocomplete="off"
                            spellcheck="false"
                            maxlength="200"
                            aria-invalid=page.unreadable.then_some("true")
                            aria-describedby=described
                        />
                        {wrong}
                        <span class="hint" id="h-sha256">
                            {t.seals_digest_hint()}
                        </span>
                    </div>
                    <p>
                        <button class="btn">{t.seals_look_up()}</button>
                    </p>
                </form>
            </div>
        </section>
    }
    .into_any()
}

/// Where a file is dropped or chosen.
fn pick(t: T) -> AnyView {
    view! {
        <aside class="decide" aria-labelledby="pick">
            <h2 id="pick" class="small">{t.seals_pick()}</h2>
            <p id="plain">{t.seals_plain()}</p>
            <div id="drop" class="drop" hidden>
                <p>{t.seals_drop()}</p>
                <button type="button" class="btn" id="choose">
                    {t.seals_choose()}
                </button>
                <input
                    type="file"
                    id="file"
                    hidden
                    tabindex="-1"
                    aria-label=t.seals_choose()
                    accept=".pdf,.json,application/pdf,application/json"
                />
            </div>
            <p class="seal">
                {icon::icon("lock")}
                <span>{t.seals_stays()}</span>
            </p>
        </aside>
    }
    .into_any()
}
