//! The customer's shelf: ask for a key, turn it, read what was sent to one's address. Works without scripts.
use crate::{asked::Wish, gate, portal::answer, router::Site};
use axum::{
    Form, Router,
    extract::{DefaultBodyLimit, FromRequest, Path, Query, Request, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::lang::Lang;
use serde::{Deserialize, de::DeserializeOwned};
use usecases::{Denied, shelf};
use wire::{
    portal::PortalMessage,
    shelf::{AskShelfKey, ShelfPage, TurnShelfKey},
};

/// Largest form.
const LARGEST_FORM: usize = 16 * 1024;

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/my", get(page).post(ask))
        .route("/my/open", post(open))
        .route("/my/leave", post(leave))
        .route("/my/{token}", get(key))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
}

/// What an address or a form may say.
#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    lang: Option<String>,
    search: Option<String>,
}

fn chosen(lang: Option<&str>, headers: &HeaderMap) -> Lang {
    lang.and_then(Lang::parse).unwrap_or_else(|| answer::preferred(headers))
}

fn show(site: &Site, status: u16, page: &ShelfPage, lang: Lang) -> Response {
    let nonce = answer::nonce();
    let mut answer = answer::html(site, status, &nonce, app::portal::shelf(page, lang, &answer::shell(site, "")));
    // What belongs to one person is kept by no cache, and a key tells no other site where it was read.
    for (name, value) in [(header::CACHE_CONTROL, "no-store"), (header::REFERRER_POLICY, "no-referrer")] {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// A form with the language it was read in; what cannot be read is an empty form.
async fn form<C: DeserializeOwned + Default>(parts: &Parts, request: Request) -> (C, Lang) {
    #[derive(Deserialize)]
    struct Posted<C> {
        lang: Option<String>,
        #[serde(flatten)]
        command: C,
    }
    match Form::<Posted<C>>::from_request(request, &()).await {
        Ok(Form(posted)) => (posted.command, chosen(posted.lang.as_deref(), &parts.headers)),
        Err(_) => (C::default(), answer::preferred(&parts.headers)),
    }
}

/// `GET /my`: the shelf, or the form that asks for a key.
async fn page(State(site): State<Site>, asked: Result<Query<Asked>, QueryRejection>, request: Request) -> Response {
    let headers = request.headers();
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let lang = chosen(asked.lang.as_deref(), headers);
    let door = ShelfPage::Door { typed: String::new(), refusal: None };
    let Some(token) = gate::cookie(headers, site.shelf_cookie()) else { return show(&site, 200, &door, lang) };
    let reader = match shelf::admit_reader(&site.cx, token).await {
        Ok(reader) => reader,
        Err(Denied::NotFound) => return show(&site, 200, &door, lang),
        Err(denied) => return answer::denied(&site, denied, lang, "/my"),
    };
    match shelf::read(&reader, &site.cx, asked.search.as_deref().unwrap_or_default(), lang).await {
        Ok(page) => show(&site, 200, &page, lang),
        Err(denied) => answer::denied(&site, denied, lang, "/my"),
    }
}

/// `POST /my`: a key by mail; the same answer after the same time whether or not the address is known.
async fn ask(State(site): State<Site>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (command, lang): (AskShelfKey, Lang) = form(&parts, Request::from_parts(parts.clone(), body)).await;
    if let Err(seconds) = site.keys.count(gate::address(&site, &parts)) {
        return answer::message(&site, &PortalMessage::TooOften { seconds }, lang, "/my");
    }
    let asked = match shelf::ask::address(&command.email) {
        Ok(email) => site.links.ask(&site.cx, Wish::Key(email)).await,
        Err(denied) => Err(denied),
    };
    match asked {
        Ok(()) => show(&site, 200, &ShelfPage::Asked, lang),
        Err(Denied::Refused(refusals)) => {
            let refusal = refusals.into_iter().next().map(|one| one.refusal);
            show(&site, 422, &ShelfPage::Door { typed: command.email, refusal }, lang)
        }
        Err(denied) => answer::denied(&site, denied, lang, "/my"),
    }
}

/// `GET /my/<token>`: the mailed link. Nothing is spent by opening it.
async fn key(
    State(site): State<Site>,
    Path(token): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    request: Request,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let lang = chosen(asked.lang.as_deref(), request.headers());
    show(&site, 200, &ShelfPage::Key { token: token.chars().take(100).collect(), unsure: false }, lang)
}

/// `POST /my/open`: turns the key, for whoever ticks that they mean it.
async fn open(State(site): State<Site>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (command, lang): (TurnShelfKey, Lang) = form(&parts, Request::from_parts(parts.clone(), body)).await;
    if let Err(seconds) = site.keys.count(gate::address(&site, &parts)) {
        return answer::message(&site, &PortalMessage::TooOften { seconds }, lang, "/my");
    }
    if command.sure != "yes" {
        let token = command.token.chars().take(100).collect();
        return show(&site, 422, &ShelfPage::Key { token, unsure: true }, lang);
    }
    match shelf::open(&site.cx, command.token.trim()).await {
        Ok(session) => {
            let most = usecases::shelf::open::SESSION_SECONDS;
            cookie(&site, lang, &format!("{session}; Max-Age={most}"))
        }
        Err(Denied::NotFound) => show(&site, 410, &ShelfPage::Spent, lang),
        Err(denied) => answer::denied(&site, denied, lang, "/my"),
    }
}

/// `POST /my/leave`: closes the shelf in this browser.
async fn leave(State(site): State<Site>, request: Request) -> Response {
    let lang = answer::preferred(request.headers());
    if let Some(token) = gate::cookie(request.headers(), site.shelf_cookie())
        && let Err(denied) = shelf::leave(&site.cx, token).await
    {
        return answer::denied(&site, denied, lang, "/my");
    }
    cookie(&site, lang, "; Max-Age=0")
}

fn cookie(site: &Site, lang: Lang, value: &str) -> Response {
    let mut answer = Redirect::to(&format!("/my?lang={}", lang.code())).into_response();
    let secure = if site.secure { "; Secure" } else { "" };
    let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}", site.shelf_cookie());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}
