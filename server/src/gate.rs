//! The gates in front of everything: where a request comes from, and who is signed in.
use crate::{portal, router::Site};
use axum::{
    Json,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use std::net::{IpAddr, SocketAddr};
use usecases::{Denied, actors::Agent};
use wire::problem::Problem;

/// Refuses requests that change something unless they come from our own pages.
///
/// A modern browser says where a request comes from (`Sec-Fetch-Site`); an older one names the origin. A request
/// that says neither is let through only when it carries no cookie: it acts for nobody.
pub async fn same_origin(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    // A web form of any site may post here: nothing is done in the name of whoever is signed in.
    if request.uri().path().starts_with("/in/") {
        return next.run(request).await;
    }
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let ours = match (text("sec-fetch-site"), text("origin")) {
        (Some("same-origin" | "none"), _) => true,
        (Some(_), _) => false,
        (None, Some(origin)) => origin == site.origin,
        (None, None) => !headers.contains_key(header::COOKIE),
    };
    if !ours {
        return (StatusCode::FORBIDDEN, Json(Problem::NotAllowed)).into_response();
    }
    // An answer may send the browser back to where it came from; that must be one of our own pages.
    let foreign = text("referer").is_some_and(|referer| !referer.starts_with(&format!("{}/", site.origin)));
    if foreign {
        request.headers_mut().remove(header::REFERER);
    }
    next.run(request).await
}

/// Paths that anybody may ask for.
const OPEN: [&str; 8] = ["/pkg/", "/q/", "/o/", "/sign-in", "/set-password", "/first", "/health", "/api/account/"];

/// Admits the signed-in person, for pages with what the frame shows; sends strangers to the door.
pub async fn admit(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.starts_with("/pkg/")
        || path.starts_with("/q/")
        || path.starts_with("/o/")
        || path.starts_with("/f/")
        || path.starts_with("/in/")
        || path == "/my"
        || path.starts_with("/my/")
        || path.starts_with("/calendar/")
        || path == "/verify"
        || path.starts_with("/verify/")
        || path == "/health"
        || path == "/favicon.ico"
        || path == "/robots.txt"
    {
        return next.run(request).await;
    }
    let open = OPEN.iter().any(|open| path.starts_with(open));
    let token = cookie(request.headers(), site.session_cookie()).map(str::to_owned);
    let page = *request.method() == Method::GET && !path.starts_with("/api/") && path != "/live";
    let admitted = match token {
        Some(token) => usecases::account::admit_staff(&site.cx, &token).await,
        None => Err(Denied::SignedOut),
    };
    match admitted {
        Ok(by) => {
            if page && !path.starts_with("/files/") {
                match usecases::account::me(&by, &site.cx).await {
                    Ok(me) => {
                        request.extensions_mut().insert(me);
                    }
                    Err(denied) => return unshown(&site, denied, &request),
                }
            }
            request.extensions_mut().insert(by);
            next.run(request).await
        }
        Err(Denied::SignedOut | Denied::NotFound) if open => next.run(request).await,
        Err(Denied::SignedOut | Denied::NotFound) if page => {
            let asked = request.uri().path_and_query().map_or("/", |asked| asked.as_str());
            let next = if asked == "/" { String::new() } else { format!("?next={}", encode(asked)) };
            Redirect::to(&format!("/sign-in{next}")).into_response()
        }
        Err(Denied::SignedOut | Denied::NotFound) => problem(Denied::SignedOut),
        Err(denied) if page => unshown(&site, denied, &request),
        Err(denied) => problem(denied),
    }
}

/// In place of a page that cannot be made, such as while the database is away: a page that says so, for people.
fn unshown(site: &Site, denied: Denied, request: &Request) -> Response {
    let lang = portal::answer::preferred(request.headers());
    portal::answer::denied(site, denied, lang, request.uri().path())
}

/// An answer for programs: status and problem as JSON.
pub fn problem(problem: impl Into<Problem>) -> Response {
    let problem = problem.into();
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(problem)).into_response()
}

/// A cookie of the request.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// The client's address: the connection's, or what a known proxy says.
pub fn address(site: &Site, request: &axum::http::request::Parts) -> IpAddr {
    let connected = request
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(address)| address.ip());
    if !site.proxies.contains(&connected) {
        return connected;
    }
    let said = request.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    // The last address is the one our own proxy saw.
    said.and_then(|said| said.rsplit(',').next()?.trim().parse().ok()).unwrap_or(connected)
}

/// Where a request came from.
pub fn agent(site: &Site, request: &axum::http::request::Parts) -> Agent {
    let user_agent = request.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    Agent { address: address(site, request).to_string(), user_agent: user_agent.chars().take(300).collect() }
}

/// Percent-encodes everything but letters, digits and `-._~/`.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
