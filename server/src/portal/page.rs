//! Opening and reading: nothing here writes.
use super::{answer, cache::Key};
use crate::{downloads, gate, pictures, router::Site};
use app::portal::PerRequest;
use axum::{
    extract::{Path, Query, Request, State, rejection::QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::lang::Lang;
use serde::Deserialize;
use std::sync::Arc;
use usecases::{Denied, Visitor, portal, shelf};
use uuid::Uuid;
use wire::portal::{PortalMessage, PortalNotice, Withdrawing};

/// What the address may say.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// The version to read.
    pub version: Option<u32>,
    /// The language to read in.
    pub lang: Option<String>,
    /// The line to ask about.
    pub line: Option<String>,
    /// Whether the form to propose with is wanted.
    pub propose: Option<String>,
    /// Whether the acceptance is to be taken back.
    #[serde(rename = "take-back")]
    pub take_back: Option<String>,
    /// Whether the form to withdraw with is wanted.
    pub withdraw: Option<String>,
    /// What was just done.
    pub done: Option<String>,
    /// Whether the signed document is meant.
    pub signed: Option<String>,
}

/// `GET /o/<token>`: the mailed link. The secret goes into a cookie and out of the address.
pub async fn open(State(site): State<Site>, Path(token): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let lang = answer::preferred(&parts.headers);
    match portal::admit_visitor(&site.cx, &token).await {
        Ok(visitor) => {
            let public_id = visitor.public_id();
            let mut answer = Redirect::to(&format!("/q/{public_id}")).into_response();
            let cookie = format!(
                "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000{}",
                site.portal_cookie(public_id),
                if site.secure { "; Secure" } else { "" }
            );
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                answer.headers_mut().append(header::SET_COOKIE, cookie);
            }
            answer
        }
        Err(Denied::NotFound) => {
            let told = match site.unknown_links.count(gate::address(&site, &parts)) {
                Ok(()) => PortalMessage::WrongLink,
                Err(seconds) => PortalMessage::TooOften { seconds },
            };
            answer::message(&site, &told, lang, "/o/")
        }
        Err(denied) => answer::denied(&site, denied, lang, "/o/"),
    }
}

/// The visitor of a page, by the cookie that the mailed link left; or the message in place of the page.
pub async fn admit(
    site: &Site,
    public_id: &str,
    headers: &axum::http::HeaderMap,
    lang: Lang,
) -> Result<Visitor, Response> {
    let path = format!("/q/{public_id}");
    let again = || answer::message(site, &PortalMessage::OpenLinkAgain, lang, &path);
    if public_id.len() > 40 || !public_id.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(answer::message(site, &PortalMessage::WrongLink, lang, "/q/"));
    }
    let found = match gate::cookie(headers, &site.portal_cookie(public_id)) {
        Some(token) => portal::admit_visitor(&site.cx, token).await,
        None => by_shelf(site, public_id, headers).await,
    };
    let visitor = match found {
        Ok(visitor) if visitor.public_id() == public_id => visitor,
        Ok(_) | Err(Denied::NotFound) => return Err(again()),
        Err(denied) => return Err(answer::denied(site, denied, lang, &path)),
    };
    match portal::revoked(&visitor, &site.cx).await {
        Ok(None) => Ok(visitor),
        Ok(Some(told)) => Err(answer::message(site, &told, lang, &path)),
        Err(denied) => Err(answer::denied(site, denied, lang, &path)),
    }
}

/// The visitor of a quotation that stands on the shelf which is open in this browser.
async fn by_shelf(site: &Site, public_id: &str, headers: &axum::http::HeaderMap) -> Result<Visitor, Denied> {
    let session = gate::cookie(headers, site.shelf_cookie()).ok_or(Denied::NotFound)?;
    let reader = shelf::admit_reader(&site.cx, session).await?;
    shelf::admit_visitor(&reader, &site.cx, public_id).await
}

/// The language a reader chose: in the address, else by the cookie of an earlier choice.
pub fn chosen(asked: &Asked, headers: &axum::http::HeaderMap) -> Option<Lang> {
    let asked = asked.lang.as_deref().and_then(Lang::parse);
    asked.or_else(|| gate::cookie(headers, LANG).and_then(Lang::parse))
}

/// The cookie that keeps the reader's language.
const LANG: &str = "portal-lang";

/// `GET /q/<public_id>`: the page.
pub async fn page(
    State(site): State<Site>,
    Path(public_id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    request: Request,
) -> Response {
    let headers = request.headers();
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let lang = chosen(&asked, headers);
    let fallback = lang.unwrap_or_else(|| answer::preferred(headers));
    let visitor = match admit(&site, &public_id, headers, fallback).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let token = gate::cookie(headers, &site.portal_cookie(&public_id));
    let mut answer = show(&site, &visitor, token, &asked, lang).await;
    let choice = asked.lang.as_deref().and_then(Lang::parse);
    if let Some(lang) = choice {
        let cookie = format!("{LANG}={}; Path=/q/; Max-Age=31536000; SameSite=Lax; HttpOnly", lang.code());
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            answer.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    answer
}

async fn show(site: &Site, visitor: &Visitor, token: Option<&str>, asked: &Asked, lang: Option<Lang>) -> Response {
    let nonce = answer::nonce();
    let shares = portal::shares_reading(visitor, &site.cx).await;
    let before = portal::read_before(visitor, &site.cx, asked.version).await;
    let (read_before, shares_reading) = match before.and_then(|before| Ok((before, shares?))) {
        Ok(known) => known,
        Err(denied) => {
            let lang = lang.unwrap_or(Lang::Fi);
            return answer::denied(site, denied, lang, &format!("/q/{}", visitor.public_id()));
        }
    };
    let key = Key {
        quote: visitor.quote(),
        row_version: visitor.row_version(),
        public_id: visitor.public_id().to_owned(),
        version: asked.version,
        lang,
        read_before,
        shares_reading,
        today: visitor.today(&site.cx),
    };
    // What was just done, a line to ask about and the form to propose with make a page of its own kind.
    let opened = [&asked.done, &asked.line, &asked.propose, &asked.take_back, &asked.withdraw];
    let plain = opened.iter().all(|opened| opened.is_none());
    let kept = if plain { site.pages.find(&key) } else { None };
    let prepared = match kept {
        Some(prepared) => prepared,
        None => {
            let mut page = match portal::read(visitor, &site.cx, asked.version, lang).await {
                Ok(page) => page,
                Err(denied) => {
                    let lang = lang.unwrap_or(Lang::Fi);
                    return answer::denied(site, denied, lang, &format!("/q/{}", visitor.public_id()));
                }
            };
            page.notice = asked.done.as_deref().and_then(PortalNotice::parse);
            page.proposing = asked.propose.is_some();
            page.taking_back = asked.take_back.is_some();
            if asked.withdraw.is_some() {
                page.withdrawing = Withdrawing::State;
            }
            page.forms.comment.typed.line = asked.line.clone().unwrap_or_default();
            let prepared = Arc::new(app::portal::prepare(&page, &answer::shell(site, "")));
            // How far a deposit is paid changes without a change of the quotation, and minutes pass by themselves.
            if plain && !page.has_demand() && !page.is_passing() {
                site.pages.keep(key, prepared.clone());
            }
            prepared
        }
    };
    let [comment_key, accept_key, decline_key, more_time_key, propose_key, approve_key, take_back_key, withdraw_key] =
        [(); 8].map(|()| Uuid::new_v4().to_string());
    let hand_over = token.filter(|_| prepared.hands_over()).and_then(|token| portal::hand_over(&site.cx, token));
    let body = prepared.fill(&PerRequest {
        nonce: &nonce,
        sheet: &site.style.text,
        comment_key: &comment_key,
        accept_key: &accept_key,
        decline_key: &decline_key,
        more_time_key: &more_time_key,
        propose_key: &propose_key,
        approve_key: &approve_key,
        take_back_key: &take_back_key,
        withdraw_key: &withdraw_key,
        visitor: visitor.name(),
        hand_over: hand_over.as_ref(),
    });
    answer::html(site, 200, &nonce, body)
}

/// `GET /q/<public_id>/pdf`: a version as it was sent, or the signed document.
pub async fn pdf(
    State(site): State<Site>,
    Path(public_id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    request: Request,
) -> Response {
    let headers = request.headers();
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let lang = chosen(&asked, headers).unwrap_or_else(|| answer::preferred(headers));
    let visitor = match admit(&site, &public_id, headers, lang).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let drawn = match asked.signed {
        Some(_) => portal::signed_pdf(&visitor, &site.cx).await,
        None => {
            let read_in = asked.lang.as_deref().and_then(Lang::parse);
            portal::pdf(&visitor, &site.cx, asked.version, read_in).await
        }
    };
    match drawn {
        Ok(download) => downloads::answer(Ok(download), false),
        Err(denied) => answer::denied(&site, denied, lang, &format!("/q/{public_id}")),
    }
}

/// `GET /q/<public_id>/standing`: nothing while the reader may sign, else that something was done; for the page that waits
/// for the reader's other device.
pub async fn standing(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let lang = answer::preferred(request.headers());
    let visitor = match admit(&site, &public_id, request.headers(), lang).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    match portal::may_sign(&visitor, &site.cx).await {
        Ok(true) => StatusCode::NO_CONTENT.into_response(),
        Ok(false) => StatusCode::OK.into_response(),
        Err(denied) => answer::denied(&site, denied, lang, &format!("/q/{public_id}")),
    }
}

/// `GET /q/<public_id>/evidence`: what was sealed of the customer's acceptance.
pub async fn evidence(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let headers = request.headers();
    let lang = chosen(&Asked::default(), headers).unwrap_or_else(|| answer::preferred(headers));
    let visitor = match admit(&site, &public_id, headers, lang).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    match usecases::seals::evidence_for_visitor(&visitor, &site.cx).await {
        Ok(download) => downloads::answer(Ok(download), true),
        Err(denied) => answer::denied(&site, denied, lang, &format!("/q/{public_id}")),
    }
}

/// `GET /q/<public_id>/picture/<sha256>`: a picture of a version that was sent.
pub async fn picture(
    State(site): State<Site>,
    Path((public_id, sha256)): Path<(String, String)>,
    request: Request,
) -> Response {
    let lang = answer::preferred(request.headers());
    match admit(&site, &public_id, request.headers(), lang).await {
        Ok(visitor) => pictures::answer(usecases::content::sent_picture(&visitor, &site.cx, &sha256).await),
        Err(answer) => answer,
    }
}
