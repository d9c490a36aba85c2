//! Files that a customer fetches: of a version that was sent, and those of the talk. Nothing here writes.
use super::{answer, page};
use crate::{content_files, downloads, router::Site};
use axum::{
    extract::{Path, Request, State},
    response::Response,
};
use domain::ids::AttachmentId;
use usecases::{Denied, files::Download};

/// `GET /q/<public_id>/file/<sha256>`: a file of a version that was sent, to be saved.
pub async fn file(
    State(site): State<Site>,
    Path((public_id, sha256)): Path<(String, String)>,
    request: Request,
) -> Response {
    let lang = answer::preferred(request.headers());
    let found = match page::admit(&site, &public_id, request.headers(), lang).await {
        Ok(visitor) => usecases::content::sent_file(&visitor, &site.cx, &sha256).await,
        Err(answer) => return answer,
    };
    saved(&site, found, lang, &public_id)
}

/// `GET /q/<public_id>/enclosed/<id>`: a file that came with a message of either side, to be saved.
pub async fn enclosed(
    State(site): State<Site>,
    Path((public_id, id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let lang = answer::preferred(request.headers());
    let visitor = match page::admit(&site, &public_id, request.headers(), lang).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let found = match id.parse::<AttachmentId>() {
        Ok(id) => usecases::portal::enclosed(&visitor, &site.cx, id).await,
        Err(_) => Err(Denied::NotFound),
    };
    saved(&site, found, lang, &public_id)
}

/// `GET /q/<public_id>/film/<sha256>`: a piece of a film of a version that was sent.
pub async fn film(
    State(site): State<Site>,
    Path((public_id, sha256)): Path<(String, String)>,
    request: Request,
) -> Response {
    let lang = answer::preferred(request.headers());
    let visitor = match page::admit(&site, &public_id, request.headers(), lang).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let span = content_files::asked(request.headers()).unwrap_or((0, None));
    match usecases::content::sent_film(&visitor, &site.cx, &sha256, span).await {
        Ok(piece) => content_files::played(piece),
        Err(denied) => answer::denied(&site, denied, lang, &format!("/q/{public_id}")),
    }
}

fn saved(site: &Site, found: Result<Download, Denied>, lang: domain::lang::Lang, public_id: &str) -> Response {
    match found {
        Ok(download) => downloads::answer(Ok(download), true),
        Err(denied) => answer::denied(site, denied, lang, &format!("/q/{public_id}")),
    }
}
