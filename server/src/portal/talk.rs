//! A customer's message with the files it brings: read piece by piece, so that no file takes more room than it may.
use super::{
    answer,
    page::{self, Asked},
    posts::{self, Posted},
};
use crate::{gate, router::Site};
use axum::{
    extract::{FromRequest, Multipart, Path, Request, State, multipart::Field},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    files::{LARGEST_ENCLOSED, MOST_ENCLOSED},
    quotes::decision::LONGEST_COMMENT,
};
use tokio::sync::Semaphore;
use usecases::portal::{self, Enclosed};
use wire::portal::{CommentByVisitor, PortalMessage};

/// Most bytes of a field with words: four for each character, and some for line ends.
const LARGEST_FIELD: usize = LONGEST_COMMENT * 8;

/// Messages with files that are read at once: each may hold some sixty megabytes meanwhile.
static UPLOADS: Semaphore = Semaphore::const_new(6);
/// A message that is not longer brings no file worth waiting for a turn.
const SMALL: u64 = 256 * 1024;

/// `POST /q/<public_id>/comment`.
pub async fn comment(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let read = if kind.starts_with("multipart/form-data") {
        read(&site, &public_id, request).await
    } else {
        posts::read(&site, &public_id, request).await.map(|posted| (posted, Vec::new()))
    };
    let (posted, files): (Posted<CommentByVisitor>, _) = match read {
        Ok(read) => read,
        Err(answer) => return answer,
    };
    match portal::comment_with(&posted.visitor, &site.cx, posted.command.clone(), files).await {
        Ok(()) => Redirect::to(&format!("{}?done=comment#talk", posted.path())).into_response(),
        Err(denied) => {
            let version = posted.command.version.clone();
            posts::again(&site, &posted, &version, (denied, None), |page, typed, refusals| {
                page.forms.comment.typed = typed;
                page.forms.comment.refusals = refusals;
            })
            .await
        }
    }
}

async fn read(
    site: &Site,
    public_id: &str,
    request: Request,
) -> Result<(Posted<CommentByVisitor>, Vec<Enclosed>), Response> {
    let (parts, body) = request.into_parts();
    let lang = page::chosen(&Asked::default(), &parts.headers);
    let fallback = lang.unwrap_or_else(|| answer::preferred(&parts.headers));
    // Who has no link has nothing read.
    let visitor = page::admit(site, public_id, &parts.headers, fallback).await?;
    let agent = gate::agent(site, &parts);
    let token = gate::cookie(&parts.headers, &site.portal_cookie(public_id)).map(str::to_owned);
    let unreadable = || answer::message(site, &PortalMessage::Unreadable, fallback, &format!("/q/{public_id}"));
    let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let _turn = match length {
        Some(length) if length <= SMALL => None,
        _ => match UPLOADS.try_acquire() {
            Ok(turn) => Some(turn),
            Err(_) => {
                let back = format!("/q/{public_id}");
                return Err(answer::message(site, &PortalMessage::Unavailable, fallback, &back));
            }
        },
    };
    let form = Multipart::from_request(Request::from_parts(parts, body), &()).await;
    let mut form = form.map_err(|_| unreadable())?;
    let (mut command, mut files) = (CommentByVisitor::default(), Vec::new());
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            // One more than is taken is kept, so that it is refused; what comes after that is not.
            let most = if files.len() > MOST_ENCLOSED { 0 } else { LARGEST_ENCLOSED };
            let bytes = bounded(field, most).await.ok_or_else(unreadable)?;
            // A browser posts an empty file where none was chosen.
            if files.len() <= MOST_ENCLOSED && !(name.is_empty() && bytes.is_empty()) {
                files.push(Enclosed { name, bytes });
            }
            continue;
        }
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = bounded(field, LARGEST_FIELD).await.ok_or_else(unreadable)?;
        let text = String::from_utf8(bytes).map_err(|_| unreadable())?;
        match name.as_str() {
            "version" => command.version = text,
            "content_sha256" => command.content_sha256 = text,
            "key" => command.key = text,
            "line" => command.line = text,
            "body" => command.body = text,
            _ => {}
        }
    }
    Ok((Posted { visitor, agent, lang, command, token }, files))
}

/// The bytes of a field up to one more than it may have; the rest is read and forgotten, so that the browser hears why.
async fn bounded(mut field: Field<'_>, most: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.ok()? {
        let room = (most + 1).saturating_sub(bytes.len());
        bytes.extend_from_slice(chunk.get(..room.min(chunk.len())).unwrap_or_default());
    }
    Some(bytes)
}
