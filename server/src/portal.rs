//! The customer's pages: the mailed link, the page, its forms, its PDF. Works without scripts.
pub mod answer;
mod cache;
mod files;
mod page;
mod posts;
mod reading;
mod regret;
mod talk;

pub use cache::Cache;

use crate::router::Site;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    routing::{get, post},
};
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;

/// All that a message brings with it, and some room for files just too large, which get a sentence.
const LARGEST_MESSAGE: usize = 80_000_000;
/// Longest time for a message to arrive.
const LONGEST_UPLOAD: Duration = Duration::from_secs(180);
/// A signature's strokes are the largest thing a customer sends.
const LARGEST_FORM: usize = 256 * 1024;

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/o/{token}", get(page::open))
        .route("/q/{public_id}", get(page::page))
        .route("/q/{public_id}/pdf", get(page::pdf))
        .route("/q/{public_id}/evidence", get(page::evidence))
        .route("/q/{public_id}/standing", get(page::standing))
        .route("/q/{public_id}/picture/{sha256}", get(page::picture))
        .route("/q/{public_id}/file/{sha256}", get(files::file))
        .route("/q/{public_id}/film/{sha256}", get(files::film))
        .route("/q/{public_id}/enclosed/{id}", get(files::enclosed))
        .route("/q/{public_id}/choose", post(posts::choose))
        .route("/q/{public_id}/more-time", post(posts::more_time))
        .route("/q/{public_id}/propose", post(posts::propose))
        .route("/q/{public_id}/accept", post(posts::accept))
        .route("/q/{public_id}/approve", post(posts::approve))
        .route("/q/{public_id}/decline", post(posts::decline))
        .route("/q/{public_id}/take-back", post(regret::take_back))
        .route("/q/{public_id}/withdraw", post(regret::withdraw))
        .route("/q/{public_id}/seen", post(reading::seen))
        .route("/q/{public_id}/read", post(reading::times))
        .route("/q/{public_id}/share-reading", post(reading::share))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
}

/// The one form that brings files, with a limit of its own.
pub fn uploads() -> Router<Site> {
    Router::new()
        .route("/q/{public_id}/comment", post(talk::comment))
        .layer(DefaultBodyLimit::max(LARGEST_MESSAGE))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_UPLOAD))
}
