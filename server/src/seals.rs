//! Where anybody checks a signed document: a page, and an answer about a digest for its script and for programs. Files
//! never come here.
use crate::{gate, portal::answer, router::Site};
use app::portal::PortalShell;
use axum::{
    Json, Router,
    extract::{Path, Query, Request, State, rejection::QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::lang::Lang;
use serde::Deserialize;
use usecases::seals::{Digest, check};
use wire::{portal::PortalMessage, problem::Problem, seals::VerifyPage};

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new().route("/verify", get(page)).route("/verify/{sha256}", get(told))
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    sha256: Option<String>,
    lang: Option<String>,
}

/// `GET /verify?sha256=…`: the page, with what is known of the digest in its address.
async fn page(State(site): State<Site>, asked: Result<Query<Asked>, QueryRejection>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let lang = asked.lang.as_deref().and_then(Lang::parse).unwrap_or_else(|| answer::preferred(&parts.headers));
    let typed: String = asked.sha256.unwrap_or_default().trim().chars().take(200).collect();
    let digest = Digest::parse(&typed);
    let mut page = VerifyPage { lang, unreadable: digest.is_none() && !typed.is_empty(), asked: typed, answer: None };
    if let Some(digest) = digest {
        if let Err(seconds) = site.digests.count(gate::address(&site, &parts)) {
            return answer::message(&site, &PortalMessage::TooOften { seconds }, lang, "/verify");
        }
        page.asked = digest.as_str().to_owned();
        match check(&site.cx, &digest).await {
            Ok(known) => page.answer = Some(known),
            Err(denied) => return answer::denied(&site, denied, lang, "/verify"),
        }
    }
    let nonce = answer::nonce();
    let shell = PortalShell { js: site.verify_js.clone(), ..answer::shell(&site, &nonce) };
    let status = if page.unreadable { 422 } else { 200 };
    answer::html(&site, status, &nonce, app::portal::verify(&page, &shell))
}

/// `GET /verify/<sha256>`: whether it is known, and the seal, as JSON.
async fn told(State(site): State<Site>, Path(sha256): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if let Err(seconds) = site.digests.count(gate::address(&site, &parts)) {
        let mut answer = StatusCode::TOO_MANY_REQUESTS.into_response();
        if let Ok(seconds) = HeaderValue::from_str(&seconds.to_string()) {
            answer.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        return answer;
    }
    let Some(digest) = Digest::parse(&sha256) else {
        return (StatusCode::BAD_REQUEST, Json(Problem::Unreadable)).into_response();
    };
    match check(&site.cx, &digest).await {
        Ok(answer) => Json(answer).into_response(),
        Err(denied) => gate::problem(denied),
    }
}
