//! Files of imports: brought by staff, and samples and left-out rows fetched by them.
use crate::{downloads::answer, gate, router::Site};
use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::{
        DefaultBodyLimit, Path, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    ids::ImportId,
    imports::ImportKind,
    refusal::{FieldRefusal, Refusal},
};
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;
use usecases::{Denied, Staff, imports};
use wire::{imports::BringFile, problem::Problem};

/// A little more than is read, so that a file just too large gets a sentence and no broken connection.
const LARGEST_UPLOAD: usize = 12 * 1024 * 1024;
/// Longest time for a file to arrive.
const LONGEST_UPLOAD: Duration = Duration::from_secs(120);

/// Where files are brought to.
pub fn uploads() -> Router<Site> {
    Router::new()
        .route("/api/imports/bring", post(bring))
        .route("/api/statements/bring", post(bring_statement))
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_UPLOAD))
}

/// Files to be fetched.
pub fn downloads() -> Router<Site> {
    Router::new()
        .route("/files/sample/{kind}", get(sample))
        .route("/files/left-out/{id}", get(left_out))
        .route("/files/wrong/{id}", get(wrong))
}

/// `POST /api/imports/bring?key=…&kind=products&name=a.csv` with the file as the body: the import's id.
async fn bring(
    State(site): State<Site>,
    Extension(by): Extension<Staff>,
    command: Result<Query<BringFile>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Ok(Query(command)) = command else { return gate::problem(Problem::Unreadable) };
    let Ok(body) = body else {
        let refusals = vec![FieldRefusal::at("file", Refusal::FileTooLarge)];
        return gate::problem(Problem::Refused { refusals });
    };
    match imports::bring(&by, &site.cx, command, body.into()).await {
        Ok(id) => Json(id).into_response(),
        Err(denied) => gate::problem(denied),
    }
}

/// `POST /api/statements/bring?name=a.xml` with the file as the body: the statement's id.
async fn bring_statement(
    State(site): State<Site>,
    Extension(by): Extension<Staff>,
    file: Result<Query<FileName>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Ok(Query(FileName { name })) = file else { return gate::problem(Problem::Unreadable) };
    let Ok(body) = body else {
        let refusals = vec![FieldRefusal::at("file", Refusal::FileTooLarge)];
        return gate::problem(Problem::Refused { refusals });
    };
    match usecases::payments::bring_statement(&by, &site.cx, &name, body.into()).await {
        Ok(id) => Json(id).into_response(),
        Err(denied) => gate::problem(denied),
    }
}

/// What a file is called.
#[derive(serde::Deserialize)]
struct FileName {
    name: String,
}

/// `GET /files/sample/products`.
async fn sample(State(site): State<Site>, Extension(by): Extension<Staff>, Path(kind): Path<String>) -> Response {
    let Some(kind) = ImportKind::parse(&kind) else { return gate::problem(Denied::NotFound) };
    answer(imports::sample(&by, &site.cx, kind).await, true)
}

/// `GET /files/left-out/<id>`.
async fn left_out(State(site): State<Site>, Extension(by): Extension<Staff>, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<ImportId>() else { return gate::problem(Denied::NotFound) };
    answer(imports::left_out(&by, &site.cx, id).await, true)
}

/// `GET /files/wrong/<id>`.
async fn wrong(State(site): State<Site>, Extension(by): Extension<Staff>, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<ImportId>() else { return gate::problem(Denied::NotFound) };
    answer(imports::wrong(&by, &site.cx, id).await, true)
}
