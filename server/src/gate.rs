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

/// Refuses a path with a segment `.` or `..`, also where its signs are written as `%2e` or `%2f`: the gates below read
/// paths as text, and what they let through must be what it says. Browsers send none.
pub async fn straight(request: Request, next: Next) -> Response {
    if has_dot_segment(request.uri().path()) { problem(Denied::NotFound) } else { next.run(request).await }
}

fn has_dot_segment(path: &str) -> bool {
    let bytes = path.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let digit = |at: usize| bytes.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(u8::try_from(high * 16 + low).unwrap_or(b'%'));
                at += 3;
            }
            _ => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded.split(|byte| matches!(byte, b'/' | b'\\')).any(|segment| matches!(segment, b"." | b".."))
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
    client(connected, &site.proxies, &request.headers)
}

/// The client behind a connection. An IPv4 address that is written as IPv6, as on a socket that hears both, is itself.
fn client(connected: IpAddr, proxies: &[IpAddr], headers: &HeaderMap) -> IpAddr {
    let connected = connected.to_canonical();
    if !proxies.iter().any(|proxy| proxy.to_canonical() == connected) {
        return connected;
    }
    let said = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    // The last address is the one our own proxy saw.
    let said: Option<IpAddr> = said.and_then(|said| said.rsplit(',').next()?.trim().parse().ok());
    said.map_or(connected, |said| said.to_canonical())
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_path_that_leads_back_is_known_however_it_is_written() {
        for path in [
            "/..",
            "/pkg/../orders",
            "/pkg/%2e%2e/orders",
            "/pkg/.%2E/",
            "/q/..%2f..%2fetc",
            "/a/./b",
            "/%2e",
            "/q/..%5Cx",
        ] {
            assert!(has_dot_segment(path), "{path}");
        }
        for path in
            ["/", "/pkg/tarjous.css", "/q/a..b", "/q/...", "/verify/.hidden", "/q/%252e%252e/x", "/q/%2", "/%", "/%zz"]
        {
            assert!(!has_dot_segment(path), "{path}");
        }
    }

    #[test]
    fn a_client_has_one_address_however_the_socket_writes_it() {
        let parsed = |text: &str| -> IpAddr { text.parse().unwrap() };
        let (proxy, mapped) = (parsed("10.0.0.1"), parsed("::ffff:10.0.0.1"));
        let mut headers = HeaderMap::new();
        assert_eq!(client(parsed("::ffff:192.0.2.7"), &[proxy], &headers), parsed("192.0.2.7"));
        headers.insert("x-forwarded-for", axum::http::HeaderValue::from_static("198.51.100.1, ::ffff:192.0.2.7"));
        for (connected, known) in [(proxy, mapped), (mapped, proxy)] {
            assert_eq!(client(connected, &[known], &headers), parsed("192.0.2.7"), "the proxy's word is believed");
        }
        assert_eq!(client(parsed("203.0.113.5"), &[proxy], &headers), parsed("203.0.113.5"), "a stranger's is not");
    }
}
