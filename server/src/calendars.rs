//! Calendar feeds: fetched by calendar programs, which have no session and know nothing but the address.
use crate::{gate, router::Site};
use axum::{
    Router,
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use usecases::{Denied, calendars};

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new().route("/calendar/{file}", get(feed))
}

/// `GET /calendar/<secret>.ics`. A wrong secret is not there, and guessing is answered so often and no more.
async fn feed(State(site): State<Site>, Path(file): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let found = match file.strip_suffix(".ics") {
        Some(secret) => calendars::feed(&site.cx, secret).await,
        None => Err(Denied::NotFound),
    };
    let feed = match found {
        Ok(feed) => feed,
        Err(Denied::NotFound) => {
            return match site.unknown_links.count(gate::address(&site, &parts)) {
                Ok(()) => StatusCode::NOT_FOUND.into_response(),
                Err(seconds) => {
                    let mut answer = StatusCode::TOO_MANY_REQUESTS.into_response();
                    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
                    answer
                }
            };
        }
        Err(denied) => return gate::problem(denied),
    };
    // Weak: compression changes the bytes and not what they say.
    let mark = format!("W/\"{}\"", feed.mark);
    let known = parts.headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    let same = known.split(',').any(|one| one.trim().trim_start_matches("W/").trim_matches('"') == feed.mark);
    let mut answer = if same { StatusCode::NOT_MODIFIED.into_response() } else { feed.text.into_response() };
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"tarjous.ics\""));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    // Kept by the calendar alone, and asked about each time.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(mark) = HeaderValue::from_str(&mark) {
        headers.insert(header::ETAG, mark);
    }
    answer
}
