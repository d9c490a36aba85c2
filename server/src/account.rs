//! Signing in and out, the first link, passwords: ordinary forms, so that they work without scripts.
use crate::{asked::Wish, gate, router::Site};
use axum::{
    Extension, Form, Router,
    extract::{DefaultBodyLimit, Path, Request, State},
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{lang::Lang, refusal::Refusal};
use i18n::T;
use serde::Deserialize;
use std::net::IpAddr;
use usecases::{Denied, Staff, account};
use wire::{
    account::{SetPassword, SignIn},
    problem::Problem,
};

/// The routes; the pages themselves belong to the staff app.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sign-in", post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/sign-in/forgotten", post(forgotten))
        .route("/set-password", post(set_password))
        .route("/first/{token}", get(first_page))
        .route("/first", post(first))
        .layer(DefaultBodyLimit::max(16 * 1024))
}

#[derive(Deserialize)]
struct SignInForm {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// Most characters of what was typed that stand in the answer; no address of a mailbox has more.
const LONGEST_TYPED: usize = 320;
/// Most characters of a path to go on to: the filter of a list stands in it.
const LONGEST_NEXT: usize = 2_000;

fn cut(typed: &str) -> String {
    typed.chars().take(LONGEST_TYPED).collect()
}

/// Back to a form with the code of what was wrong and what was typed (never the password).
fn back(path: &str, denied: Denied, typed: &[(&str, &str)]) -> Response {
    let mut field = String::new();
    let (code, seconds) = match Problem::from(denied) {
        Problem::Refused { refusals } => {
            let refusal = refusals.into_iter().next().map(|first| {
                field = first.field;
                first.refusal
            });
            let value = refusal.and_then(|refusal| serde_json::to_value(refusal).ok());
            let text = |key: &str| value.as_ref().and_then(|value| value.get(key).cloned());
            let code = text("code").and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default();
            (code, text("seconds").map(|seconds| seconds.to_string()))
        }
        Problem::SignedOut | Problem::NotFound => ("link_spent".to_owned(), None),
        _ => ("unavailable".to_owned(), None),
    };
    let mut query = format!("problem={}", gate::encode(&code));
    if let Some(seconds) = seconds {
        query.push_str(&format!("&seconds={seconds}"));
    }
    if !field.is_empty() {
        query.push_str(&format!("&field={}", gate::encode(&field)));
    }
    for (name, value) in typed.iter().filter(|(_, value)| !value.is_empty()) {
        let value: String = match *name {
            // A path that is cut short leads elsewhere.
            "next" if value.chars().count() > LONGEST_NEXT => continue,
            "next" => (*value).to_owned(),
            _ => cut(value),
        };
        query.push_str(&format!("&{name}={}", gate::encode(&value)));
    }
    Redirect::to(&format!("{path}?{query}")).into_response()
}

/// Goes on with a session cookie.
fn enter(site: &Site, token: &str, to: &str) -> Response {
    let mut answer = Redirect::to(to).into_response();
    let secure = if site.secure { "; Secure" } else { "" };
    let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=1209600{secure}", site.session_cookie());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

/// A path of our own, whatever was asked for. Browsers leave tabs and line ends out of an address before they read it, so
/// that what stands before and after them comes together.
fn own_path(next: &str) -> &str {
    let odd = |sign: char| sign == '\\' || sign.is_whitespace() || sign.is_control();
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains(odd);
    if own { next } else { "/" }
}

/// Counts a try from the client's address, whatever it is a try at; one that succeeds is taken back with
/// [`crate::limits::Limit::forgive`].
fn at_the_door(site: &Site, address: IpAddr) -> Result<(), Denied> {
    site.doors.count(address).map_err(|seconds| Refusal::TooManyAttempts { seconds }.into())
}

async fn sign_in(State(site): State<Site>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (agent, address) = (gate::agent(&site, &parts), gate::address(&site, &parts));
    let Some(form) = form::<SignInForm>(parts, body).await else { return Redirect::to("/sign-in").into_response() };
    let command = SignIn { email: form.email.clone(), password: form.password };
    let entered = match at_the_door(&site, address) {
        Ok(()) => account::sign_in(&site.cx, command, agent).await,
        Err(denied) => Err(denied),
    };
    match entered {
        Ok(entered) => {
            site.doors.forgive(address);
            enter(&site, &entered.token, own_path(&form.next))
        }
        Err(denied) => back("/sign-in", denied, &[("email", &form.email), ("next", &form.next)]),
    }
}

async fn form<F: serde::de::DeserializeOwned>(parts: axum::http::request::Parts, body: axum::body::Body) -> Option<F> {
    use axum::extract::FromRequest;
    let form = Form::<F>::from_request(Request::from_parts(parts, body), &()).await;
    form.ok().map(|Form(form)| form)
}

async fn sign_out(State(site): State<Site>, by: Option<Extension<Staff>>) -> Response {
    if let Some(Extension(by)) = by
        && let Err(denied) = account::sign_out(&by, &site.cx).await
    {
        return gate::problem(denied);
    }
    let mut answer = Redirect::to("/sign-in").into_response();
    let secure = if site.secure { "; Secure" } else { "" };
    let cookie = format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}", site.session_cookie());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

#[derive(Deserialize)]
struct Forgotten {
    email: String,
}

async fn forgotten(State(site): State<Site>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (agent, address) = (gate::agent(&site, &parts), gate::address(&site, &parts));
    let Some(form) = form::<Forgotten>(parts, body).await else {
        return Redirect::to("/sign-in/forgotten").into_response();
    };
    let asked = match at_the_door(&site, address) {
        Ok(()) => site.links.ask(&site.cx, Wish::Reset { email: cut(&form.email), agent }).await,
        Err(denied) => Err(denied),
    };
    match asked {
        // The same answer for known and unknown addresses.
        Ok(()) => Redirect::to("/sign-in/forgotten?sent=1").into_response(),
        Err(denied) => back("/sign-in/forgotten", denied, &[("email", &form.email)]),
    }
}

async fn set_password(State(site): State<Site>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (agent, address) = (gate::agent(&site, &parts), gate::address(&site, &parts));
    let by = parts.extensions.get::<Staff>().cloned();
    let Some(form) = form::<SetPassword>(parts, body).await else {
        return Redirect::to("/set-password").into_response();
    };
    let token = form.token.clone();
    let done = match (at_the_door(&site, address), &by, token.is_empty()) {
        (Err(denied), ..) => Err(denied),
        (Ok(()), Some(by), true) => account::set_password(by, &site.cx, form).await.map(|()| None),
        (Ok(()), ..) => account::reset_password(&site.cx, form, agent).await.map(Some),
    };
    if done.is_ok() {
        site.doors.forgive(address);
    }
    match done {
        Ok(Some(entered)) => enter(&site, &entered.token, "/"),
        Ok(None) => Redirect::to("/").into_response(),
        Err(denied) => back("/set-password", denied, &[("token", &token)]),
    }
}

/// `GET /first/<token>`: the link of the terminal. It only shows a button: opening changes nothing.
async fn first_page(State(site): State<Site>, Path(token): Path<String>, request: Request) -> Response {
    let t = T::new(
        request
            .headers()
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|v| v.to_str().ok())
            .and_then(Lang::preferred)
            .unwrap_or_default(),
    );
    let token: String = token.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    let lang = t.lang().code();
    let (title, text, button) = (t.server_first_title(), t.server_first_text(), t.server_first_button());
    let css = &site.staff_css;
    let body = format!(
        "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title} · Tarjous</title>\
         <link rel=\"stylesheet\" href=\"{css}\"></head><body><main class=\"signin plain\" id=\"main\">\
         <form class=\"stack\" method=\"post\" action=\"/first\"><h1>{title}</h1><p>{text}</p>\
         <input type=\"hidden\" name=\"token\" value=\"{token}\">\
         <button class=\"btn primary\" type=\"submit\">{button}</button></form></main></body></html>"
    );
    let mut answer = Html(body).into_response();
    answer.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
    );
    answer
}

#[derive(Deserialize)]
struct First {
    token: String,
}

async fn first(State(site): State<Site>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (agent, address) = (gate::agent(&site, &parts), gate::address(&site, &parts));
    let Some(form) = form::<First>(parts, body).await else { return Redirect::to("/sign-in").into_response() };
    let entered = match at_the_door(&site, address) {
        Ok(()) => account::open_one_time_link(&site.cx, &form.token, agent).await,
        Err(denied) => Err(denied),
    };
    match entered {
        Ok(entered) => {
            site.doors.forgive(address);
            enter(&site, &entered.token, "/")
        }
        Err(denied) => back("/sign-in", denied, &[]),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::corpora;

    #[test]
    fn of_what_was_typed_no_more_comes_back_than_an_address_has() {
        let long = "ä".repeat(15_000);
        let location = |typed: &[(&str, &str)]| {
            let answer = back("/sign-in", Refusal::SignInFailed.into(), typed);
            answer.headers()[header::LOCATION].to_str().unwrap().to_owned()
        };
        assert_eq!(location(&[("email", &long)]).matches("%C3%A4").count(), LONGEST_TYPED);
        let (next, far) = (format!("/pipeline?search={}", "a".repeat(1_000)), format!("/{}", "a".repeat(2_000)));
        assert!(location(&[("next", &next)]).ends_with(&gate::encode(&next)), "a filter is kept whole");
        assert!(!location(&[("next", &far)]).contains("next"), "what is too long is left out, not cut short");
    }

    #[test]
    fn nobody_is_sent_elsewhere_after_signing_in() {
        assert_eq!(own_path("/quotations?filter=open"), "/quotations?filter=open");
        for elsewhere in ["https://evil.example", "//evil.example", "/\\evil.example", "", "javascript:1", "/a\r\nb"] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere}");
        }
        for own in corpora::url("path") {
            assert_eq!(own_path(&own), own);
        }
        let hostile = [corpora::url("link"), corpora::url("open"), corpora::header(), corpora::html()].concat();
        for asked in hostile {
            let path = own_path(&asked);
            assert!(path.starts_with('/') && !path[1..].starts_with(['/', '\\']), "{asked:?}");
            assert!(!path.contains(|sign: char| sign.is_whitespace() || sign.is_control()), "{asked:?}");
            assert!(HeaderValue::from_str(path).is_ok(), "{asked:?}");
        }
    }
}
