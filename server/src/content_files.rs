//! Files above the lines of quotations: brought by staff, fetched by staff. What a hash names never changes.
use crate::{downloads, gate, router::Site};
use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::{
        DefaultBodyLimit, Path, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    files::{LARGEST_FILE, LARGEST_FILM},
    refusal::Refusal,
};
use serde::Deserialize;
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;
use usecases::{
    Denied, Staff,
    content::{self, Piece},
};
use wire::problem::Problem;

/// A little more than is taken, so that a file just too large gets a sentence and no broken connection.
const LARGEST_UPLOAD: usize = LARGEST_FILM + 10_000_000;
/// Longest time for a file to arrive.
const LONGEST_UPLOAD: Duration = Duration::from_secs(300);

/// What the address says of a file that is brought.
#[derive(Deserialize)]
struct Brought {
    /// Its name.
    #[serde(default)]
    name: String,
    /// Whether a film is meant.
    #[serde(default)]
    film: bool,
}

/// Where files are brought to.
pub fn uploads() -> Router<Site> {
    Router::new()
        .route("/api/content-files/bring", post(bring))
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_UPLOAD))
}

/// Where staff fetch them.
pub fn shown() -> Router<Site> {
    Router::new().route("/files/content/{sha256}", get(file)).route("/files/film/{sha256}", get(film))
}

/// `POST /api/content-files/bring?name=<name>` with the file as the body: what it is.
async fn bring(
    State(site): State<Site>,
    Extension(by): Extension<Staff>,
    told: Result<Query<Brought>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Ok(Query(told)) = told else { return gate::problem(Problem::Unreadable) };
    let most = if told.film { LARGEST_FILM } else { LARGEST_FILE };
    let over = Refusal::FileOver { most: u32::try_from(most / 1_000_000).unwrap_or(u32::MAX) };
    let Ok(body) = body else { return gate::problem(Denied::at("file", over)) };
    match content::bring_file(&by, &site.cx, &told.name, told.film, body.into()).await {
        Ok(kept) => Json(kept).into_response(),
        Err(denied) => gate::problem(denied),
    }
}

/// `GET /files/content/<sha256>`.
async fn file(State(site): State<Site>, Extension(by): Extension<Staff>, Path(sha256): Path<String>) -> Response {
    downloads::answer(content::file(&by, &site.cx, &sha256).await, true)
}

/// `GET /files/film/<sha256>`.
async fn film(
    State(site): State<Site>,
    Extension(by): Extension<Staff>,
    Path(sha256): Path<String>,
    headers: HeaderMap,
) -> Response {
    let span = asked(&headers);
    match content::film(&by, &site.cx, &sha256, span.unwrap_or((0, None))).await {
        Ok(piece) => played(piece),
        Err(denied) => gate::problem(denied),
    }
}

/// The first span that a player asks for; a negative beginning counts from the end.
pub fn asked(headers: &HeaderMap) -> Option<(i64, Option<i64>)> {
    let spans = headers.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    let (from, to) = spans.split(',').next()?.trim().split_once('-')?;
    let number = |text: &str| text.parse::<i64>().ok().filter(|number| *number >= 0);
    match (from, to) {
        ("", last) => Some((-number(last)?, None)),
        (from, "") => Some((number(from)?, None)),
        (from, to) => Some((number(from)?, Some(number(to)?))),
    }
}

/// A piece as an answer. A player that asked for all of it is also told a piece, and asks for the next.
pub fn played(piece: Piece) -> Response {
    let Piece { media_type, from, whole, bytes } = piece;
    let (status, span) = match i64::try_from(bytes.len()) {
        Ok(length) if length > 0 => {
            (StatusCode::PARTIAL_CONTENT, format!("bytes {from}-{}/{whole}", from + length - 1))
        }
        _ => (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{whole}")),
    };
    let mut answer = (status, bytes).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    if let Ok(span) = HeaderValue::from_str(&span) {
        headers.insert(header::CONTENT_RANGE, span);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> Option<(i64, Option<i64>)> {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("")));
        asked(&headers)
    }

    #[test]
    fn a_player_asks_for_spans_and_nonsense_for_none() {
        assert_eq!(span("bytes=0-1"), Some((0, Some(1))));
        assert_eq!(span("bytes=100-"), Some((100, None)));
        assert_eq!(span("bytes=-500"), Some((-500, None)));
        assert_eq!(span("bytes=5-9, 20-30"), Some((5, Some(9))));
        for bad in ["bytes=", "bytes=a-b", "lines=1-2", "bytes=--5", "bytes=99999999999999999999-"] {
            assert_eq!(span(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_piece_says_where_it_lies_and_one_past_the_end_that_there_is_none() {
        let piece = |from, bytes: &[u8]| Piece { media_type: "video/mp4", from, whole: 10, bytes: bytes.to_vec() };
        let answer = played(piece(2, b"abc"));
        assert_eq!(answer.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(answer.headers()[header::CONTENT_RANGE], "bytes 2-4/10");
        assert_eq!(played(piece(10, b"")).status(), StatusCode::RANGE_NOT_SATISFIABLE);
    }
}
