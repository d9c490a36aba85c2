//! What a page tells of its reader: a visit, and how long each part was read where that was agreed to.
//!
//! Own people are not counted: a browser that is signed in as staff. A page tells a handful of times in an hour, so an
//! address that tells more often is a program, and is not listened to.
use super::posts::{Posted, read};
use crate::{gate, router::Site};
use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::quotes::reading;
use serde::Deserialize;
use usecases::portal;
use wire::quotes::ShareReading;

/// A visit as the page tells it.
#[derive(Deserialize)]
struct Seen {
    version: u32,
    /// How long the page was in sight.
    #[serde(default)]
    seconds: u16,
    /// Steps of its parts, as [`reading::told`] writes them.
    #[serde(default)]
    parts: String,
}

/// What the page tells, unless it is own people's or too often.
async fn told(site: &Site, public_id: &str, request: Request) -> Result<Posted<Seen>, Response> {
    if gate::cookie(request.headers(), site.session_cookie()).is_some() {
        return Err(StatusCode::NO_CONTENT.into_response());
    }
    let (parts, body) = request.into_parts();
    if site.visits.count(gate::address(site, &parts)).is_err() {
        return Err(StatusCode::TOO_MANY_REQUESTS.into_response());
    }
    read(site, public_id, Request::from_parts(parts, body)).await
}

/// `POST /q/<public_id>/seen`: told by the page after three visible seconds and a human act.
pub async fn seen(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let posted = match told(&site, &public_id, request).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    // The page waits for the act by itself; what tells fewer seconds is not the page.
    if reading::counts(posted.command.seconds, true, false)
        && let Err(denied) = portal::seen(&posted.visitor, &site.cx, posted.command.version).await
    {
        return gate::problem(denied);
    }
    StatusCode::NO_CONTENT.into_response()
}

/// `POST /q/<public_id>/read`: how long each part was read, told when the page is left.
pub async fn times(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let posted = match told(&site, &public_id, request).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    let Seen { version, parts, .. } = posted.command;
    match portal::tell_reading(&posted.visitor, &site.cx, version, reading::read(&parts)).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(denied) => gate::problem(denied),
    }
}

/// `POST /q/<public_id>/share-reading`: the reader agrees, or takes it back.
pub async fn share(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let posted: Posted<ShareReading> = match read(&site, &public_id, request).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    match portal::share_reading(&posted.visitor, &site.cx, posted.command.share == "yes").await {
        Ok(()) => Redirect::to(&format!("{}#reading", posted.path())).into_response(),
        Err(denied) => gate::problem(denied),
    }
}
