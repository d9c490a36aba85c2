//! The customer's pages: the mailed link, the page, its forms, its PDF. Works without scripts.
pub mod answer;
mod cache;
mod page;
mod posts;

pub use cache::Cache;

use crate::router::Site;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

/// A signature's strokes are the largest thing a customer sends.
const LARGEST_FORM: usize = 256 * 1024;

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/o/{token}", get(page::open))
        .route("/q/{public_id}", get(page::page))
        .route("/q/{public_id}/pdf", get(page::pdf))
        .route("/q/{public_id}/evidence", get(page::evidence))
        .route("/q/{public_id}/picture/{sha256}", get(page::picture))
        .route("/q/{public_id}/choose", post(posts::choose))
        .route("/q/{public_id}/comment", post(posts::comment))
        .route("/q/{public_id}/more-time", post(posts::more_time))
        .route("/q/{public_id}/propose", post(posts::propose))
        .route("/q/{public_id}/accept", post(posts::accept))
        .route("/q/{public_id}/approve", post(posts::approve))
        .route("/q/{public_id}/decline", post(posts::decline))
        .route("/q/{public_id}/seen", post(posts::seen))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
}
