//! What strangers post: to the address of a web form, and into the page with the form of our own.
use crate::{gate, portal::answer, router::Site};
use axum::{
    Form, Json, Router,
    body::{Bytes, to_bytes},
    extract::{DefaultBodyLimit, FromRequest, Path, Query, Request, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::lang::Lang;
use i18n::T;
use serde::Deserialize;
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;
use usecases::{
    Denied,
    intake::{self, Arrived, MOST_BYTES, MOST_MAIL_BYTES, Raw, WebForm},
};
use wire::{
    intake::{ContactForm, ContactPage, PostVerdict},
    portal::PortalMessage,
};

/// Largest form of the page of our own.
const LARGEST_FORM: usize = 64 * 1024;
/// Longest time for a mail to arrive.
const LONGEST_MAIL: Duration = Duration::from_secs(120);

/// Where strangers post to.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/in/{token}", post(receive))
        .route("/f/{token}", get(page).post(send))
        .route("/f/{token}/thanks", get(thanks))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
}

/// Where programs post mails to: larger than anything else that strangers send.
pub fn mails() -> Router<Site> {
    Router::new()
        .route("/in/{token}/mail", post(receive_mail))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_MAIL))
}

fn named(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).unwrap_or_default()
}

fn too_often(seconds: u32) -> Response {
    let mut answer = (StatusCode::TOO_MANY_REQUESTS, Json(serde_json::json!({ "verdict": "refused" }))).into_response();
    if let Ok(seconds) = HeaderValue::from_str(&seconds.to_string()) {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    answer
}

/// `POST /in/<token>` with a form or a JSON object of any program.
async fn receive(State(site): State<Site>, Path(token): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let address = gate::address(&site, &parts);
    if let Err(seconds) = site.posts.count(address) {
        return too_often(seconds);
    }
    let form = match intake::admit(&site.cx, &token).await {
        Ok(form) => form,
        Err(Denied::NotFound) => {
            return match site.unknown_links.count(address) {
                Ok(()) => gate::problem(Denied::NotFound),
                Err(seconds) => too_often(seconds),
            };
        }
        Err(denied) => return gate::problem(denied),
    };
    let raw = Raw {
        content_type: named(&parts.headers, "content-type"),
        referrer: named(&parts.headers, "referer"),
        user_agent: named(&parts.headers, "user-agent"),
        key: named(&parts.headers, "idempotency-key"),
        body: to_bytes(body, MOST_BYTES).await.ok().map(|bytes: Bytes| bytes.into()),
    };
    let too_large = raw.body.is_none();
    match intake::receive(&form, &site.cx, raw).await {
        Ok(arrived) => told(&parts.headers, &arrived, too_large),
        Err(denied) => gate::problem(denied),
    }
}

/// `POST /in/<token>/mail` with a mail as it is (`message/rfc822`), for mail servers that hand mails to a program.
async fn receive_mail(State(site): State<Site>, Path(token): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let address = gate::address(&site, &parts);
    if let Err(seconds) = site.posts.count(address) {
        return too_often(seconds);
    }
    let way = match intake::admit_mail(&site.cx, &token).await {
        Ok(way) => way,
        Err(Denied::NotFound) => {
            return match site.unknown_links.count(address) {
                Ok(()) => gate::problem(Denied::NotFound),
                Err(seconds) => too_often(seconds),
            };
        }
        Err(denied) => return gate::problem(denied),
    };
    let body = to_bytes(body, MOST_MAIL_BYTES).await.ok().map(Vec::from);
    let too_large = body.is_none();
    match intake::receive_mail(way, &site.cx, body, named(&parts.headers, "user-agent")).await {
        Ok(arrived) => told(&parts.headers, &arrived, too_large),
        Err(denied) => gate::problem(denied),
    }
}

/// What became of a post, for the program that sent it.
fn told(headers: &HeaderMap, arrived: &Arrived, too_large: bool) -> Response {
    let t = T::new(answer::preferred(headers));
    let says = i18n::intake::reason(t, arrived.verdict.code(), &arrived.reason);
    let status = if too_large { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::OK };
    let said = serde_json::json!({ "verdict": arrived.verdict.code(), "sentence": says });
    (status, Json(said)).into_response()
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    lang: Option<String>,
}

fn chosen(asked: Result<Query<Asked>, QueryRejection>, headers: &HeaderMap) -> Lang {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    asked.lang.as_deref().and_then(Lang::parse).unwrap_or_else(|| answer::preferred(headers))
}

/// The web form of a page's address, or the message in place of the page.
async fn admitted(
    site: &Site,
    token: &str,
    request: &axum::http::request::Parts,
    lang: Lang,
) -> Result<WebForm, Response> {
    match intake::admit(&site.cx, token).await {
        Ok(form) => Ok(form),
        Err(Denied::NotFound) => {
            let told = match site.unknown_links.count(gate::address(site, request)) {
                Ok(()) => PortalMessage::WrongLink,
                Err(seconds) => PortalMessage::TooOften { seconds },
            };
            Err(answer::message(site, &told, lang, "/f/"))
        }
        Err(denied) => Err(answer::denied(site, denied, lang, "/f/")),
    }
}

/// A document that any site may show in a frame: it does nothing for anybody who is signed in.
fn framed(status: StatusCode, body: String) -> Response {
    let mut answer = (status, Html(body)).into_response();
    let policy = HeaderValue::from_static(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors *",
    );
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    answer
}

/// `GET /f/<token>`: the form.
async fn page(
    State(site): State<Site>,
    Path(token): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let lang = chosen(asked, &parts.headers);
    let form = match admitted(&site, &token, &parts, lang).await {
        Ok(form) => form,
        Err(answer) => return answer,
    };
    // Where they came from, with what that address says of a campaign; else what our own address says of it.
    let own =
        parts.uri.query().filter(|query| query.contains("utm_")).map(|query| format!("{}?{query}", parts.uri.path()));
    let typed = ContactForm {
        key: uuid::Uuid::new_v4().to_string(),
        referrer: own.unwrap_or_else(|| named(&parts.headers, "referer")).chars().take(500).collect(),
        ..ContactForm::default()
    };
    let page = ContactPage {
        company: form.seller().to_owned(),
        lang,
        path: format!("/f/{token}"),
        typed,
        refusals: Vec::new(),
        shape: form.shape().clone(),
    };
    framed(StatusCode::OK, app::portal::contact(&page, &answer::shell(&site, "")))
}

/// `POST /f/<token>`: what was written into it.
async fn send(
    State(site): State<Site>,
    Path(token): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let lang = chosen(asked, &parts.headers);
    let path = format!("/f/{token}");
    if let Err(seconds) = site.contacts.count(gate::address(&site, &parts)) {
        return answer::message(&site, &PortalMessage::TooOften { seconds }, lang, &path);
    }
    let form = match admitted(&site, &token, &parts, lang).await {
        Ok(form) => form,
        Err(answer) => return answer,
    };
    let user_agent = named(&parts.headers, "user-agent");
    let Ok(Form(typed)) = Form::<ContactForm>::from_request(Request::from_parts(parts, body), &()).await else {
        return answer::message(&site, &PortalMessage::Unreadable, lang, &path);
    };
    match intake::contact(&form, &site.cx, typed.clone(), user_agent).await {
        // A machine is told what a person is told.
        Ok(arrived) if arrived.verdict != PostVerdict::Unreadable => {
            Redirect::to(&format!("{path}/thanks?lang={}", lang.code())).into_response()
        }
        Ok(_) => answer::message(&site, &PortalMessage::Unreadable, lang, &path),
        Err(Denied::Refused(refusals)) => {
            let (company, shape) = (form.seller().to_owned(), form.shape().clone());
            let page = ContactPage { company, lang, path, typed, refusals, shape };
            framed(StatusCode::UNPROCESSABLE_ENTITY, app::portal::contact(&page, &answer::shell(&site, "")))
        }
        Err(denied) => answer::denied(&site, denied, lang, &path),
    }
}

/// `GET /f/<token>/thanks`.
async fn thanks(
    State(site): State<Site>,
    Path(token): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let lang = chosen(asked, &parts.headers);
    match admitted(&site, &token, &parts, lang).await {
        Ok(form) => {
            let body = app::portal::thanks(form.seller(), lang, &format!("/f/{token}"), &answer::shell(&site, ""));
            framed(StatusCode::OK, body)
        }
        Err(answer) => answer,
    }
}
