//! Pictures of quotations: brought by staff, and shown to staff. What a hash names never changes, so browsers keep it.
use crate::{downloads, gate, router::Site};
use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State, rejection::BytesRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::refusal::Refusal;
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;
use usecases::{Denied, Staff, content, files::Download};

/// A little more than is read, so that a file just too large gets a sentence and no broken connection.
const LARGEST_UPLOAD: usize = 14 * 1024 * 1024;
/// Longest time for a file to arrive.
const LONGEST_UPLOAD: Duration = Duration::from_secs(120);

/// Where pictures are brought to.
pub fn uploads() -> Router<Site> {
    Router::new()
        .route("/api/pictures/bring", post(bring))
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_UPLOAD))
}

/// Where staff see them.
pub fn shown() -> Router<Site> {
    Router::new().route("/files/picture/{sha256}", get(picture))
}

/// `POST /api/pictures/bring` with the picture as the body: its sizes.
async fn bring(
    State(site): State<Site>,
    Extension(by): Extension<Staff>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Ok(body) = body else { return gate::problem(Denied::at("picture", Refusal::PictureTooLarge)) };
    match content::bring(&by, &site.cx, body.into()).await {
        Ok(sizes) => Json(sizes).into_response(),
        Err(denied) => gate::problem(denied),
    }
}

/// `GET /files/picture/<sha256>`.
async fn picture(State(site): State<Site>, Extension(by): Extension<Staff>, Path(sha256): Path<String>) -> Response {
    answer(content::picture(&by, &site.cx, &sha256).await)
}

/// A picture as an answer: kept by the browser of who may see it, by nobody between.
pub fn answer(picture: Result<Download, Denied>) -> Response {
    let found = picture.is_ok();
    let mut answer = downloads::answer(picture, false);
    if found {
        let kept = HeaderValue::from_static("private, max-age=31536000, immutable");
        answer.headers_mut().insert(header::CACHE_CONTROL, kept);
    }
    answer
}
