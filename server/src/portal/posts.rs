//! What a customer posts besides messages: a proposal, an acceptance, a decline.
use super::{
    answer,
    page::{self, Asked},
};
use crate::{gate, router::Site};
use app::portal::PortalShell;
use axum::{
    Form,
    extract::{FromRequest, Path, Request, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{lang::Lang, quotes::picks::Picks};
use serde::de::DeserializeOwned;
use usecases::{Denied, Visitor, actors::Agent, portal};
use wire::{
    portal::{
        AcceptByVisitor, ApproveByVisitor, ChooseByVisitor, DeclineByVisitor, FormState, MoreTimeByVisitor,
        PortalMessage, PortalPage,
    },
    proposals::ProposeByVisitor,
};

/// A form with the one who posts it.
pub(super) struct Posted<C> {
    pub(super) visitor: Visitor,
    pub(super) agent: Agent,
    pub(super) lang: Option<Lang>,
    pub(super) command: C,
    /// The secret of the personal link, where this browser has opened it.
    pub(super) token: Option<String>,
}

impl<C> Posted<C> {
    pub(super) fn path(&self) -> String {
        format!("/q/{}", self.visitor.public_id())
    }

    /// As [`answer::shell`], with the code to go on with at another device.
    fn shell(&self, site: &Site, nonce: &str) -> PortalShell {
        let hand_over = self.token.as_deref().and_then(|token| portal::hand_over(&site.cx, token));
        PortalShell { hand_over, ..answer::shell(site, nonce) }
    }
}

pub(super) async fn read<C: DeserializeOwned>(
    site: &Site,
    public_id: &str,
    request: Request,
) -> Result<Posted<C>, Response> {
    let (parts, body) = request.into_parts();
    let lang = page::chosen(&Asked::default(), &parts.headers);
    let fallback = lang.unwrap_or_else(|| answer::preferred(&parts.headers));
    let visitor = page::admit(site, public_id, &parts.headers, fallback).await?;
    let agent = gate::agent(site, &parts);
    let path = format!("/q/{public_id}");
    let token = gate::cookie(&parts.headers, &site.portal_cookie(public_id)).map(str::to_owned);
    let form = Form::<C>::from_request(Request::from_parts(parts, body), &()).await;
    match form {
        Ok(Form(command)) => Ok(Posted { visitor, agent, lang, command, token }),
        Err(_) => Err(answer::message(site, &PortalMessage::Unreadable, fallback, &path)),
    }
}

/// The page with the form as it was typed and what was wrong with it.
pub(super) async fn again<C: Clone>(
    site: &Site,
    posted: &Posted<C>,
    version: &str,
    (denied, picks): (Denied, Option<&Picks>),
    put: impl FnOnce(&mut PortalPage, C, Vec<domain::refusal::FieldRefusal>),
) -> Response {
    let lang = posted.lang.unwrap_or(Lang::Fi);
    let Denied::Refused(refusals) = denied else { return answer::denied(site, denied, lang, &posted.path()) };
    let shown = version.trim().parse().ok();
    let read = match portal::read_with(&posted.visitor, &site.cx, shown, posted.lang, picks).await {
        Ok(page) => Ok(page),
        // A version that never was: the page of the one that is.
        Err(Denied::NotFound) => portal::read(&posted.visitor, &site.cx, None, posted.lang).await,
        Err(other) => Err(other),
    };
    match read {
        Ok(mut page) => {
            let nonce = answer::nonce();
            put(&mut page, posted.command.clone(), refusals);
            answer::html(site, 422, &nonce, app::portal::page(&page, &posted.shell(site, &nonce)))
        }
        Err(denied) => answer::denied(site, denied, lang, &posted.path()),
    }
}

/// `POST /q/<public_id>/choose`: the boxes of the form that accepts, kept. What else was typed into that form comes back
/// with the page.
pub async fn choose(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let posted: Posted<AcceptByVisitor> = match read(&site, &public_id, request).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    let AcceptByVisitor { version, content_sha256, picks, .. } = posted.command.clone();
    let command = ChooseByVisitor { version: version.clone(), content_sha256, picks: picks.clone() };
    match portal::choose(&posted.visitor, &site.cx, command.clone()).await {
        Ok(()) if !posted.command.is_begun(posted.visitor.name()) => {
            Redirect::to(&format!("{}#sum", posted.path())).into_response()
        }
        Ok(()) => {
            let lang = posted.lang.unwrap_or(Lang::Fi);
            match portal::read(&posted.visitor, &site.cx, None, posted.lang).await {
                Ok(mut page) => {
                    let nonce = answer::nonce();
                    page.forms.accept.typed = posted.command.clone();
                    answer::html(&site, 200, &nonce, app::portal::page(&page, &posted.shell(&site, &nonce)))
                }
                Err(denied) => answer::denied(&site, denied, lang, &posted.path()),
            }
        }
        Err(denied) => {
            again(&site, &posted, &version, (denied, Some(&picks)), |page, typed, refusals| {
                page.forms.accept.typed = typed;
                page.forms.choose = FormState { typed: command, refusals };
            })
            .await
        }
    }
}

/// `POST /q/<public_id>/accept`.
pub async fn accept(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let posted: Posted<AcceptByVisitor> = match read(&site, &public_id, request).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    let lang = match posted.lang {
        Some(lang) => lang,
        // The page was read in the document's own language.
        None => portal::read(&posted.visitor, &site.cx, None, None).await.map_or(Lang::Fi, |page| page.lang),
    };
    match portal::accept(&posted.visitor, &site.cx, &posted.agent, lang, posted.command.clone()).await {
        Ok(_) => Redirect::to(&posted.path()).into_response(),
        Err(denied) => {
            let version = posted.command.version.clone();
            let picks = posted.command.picks.clone();
            let picks = (posted.command.choosing == "yes").then_some(&picks);
            again(&site, &posted, &version, (denied, picks), |page, typed, refusals| {
                page.forms.accept.typed = typed;
                page.forms.accept.refusals = refusals;
            })
            .await
        }
    }
}

/// `POST /q/<public_id>/decline`.
pub async fn decline(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let posted: Posted<DeclineByVisitor> = match read(&site, &public_id, request).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    let lang = posted.lang.unwrap_or(Lang::Fi);
    match portal::decline(&posted.visitor, &site.cx, &posted.agent, lang, posted.command.clone()).await {
        Ok(()) => Redirect::to(&posted.path()).into_response(),
        Err(denied) => {
            let version = posted.command.version.clone();
            again(&site, &posted, &version, (denied, None), |page, typed, refusals| {
                page.forms.decline.typed = typed;
                page.forms.decline.refusals = refusals;
            })
            .await
        }
    }
}

/// `POST /q/<public_id>/approve`.
pub async fn approve(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let posted: Posted<ApproveByVisitor> = match read(&site, &public_id, request).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    let lang = posted.lang.unwrap_or(Lang::Fi);
    match portal::approve(&posted.visitor, &site.cx, &posted.agent, lang, posted.command.clone()).await {
        Ok(()) => Redirect::to(&format!("{}?done=approve", posted.path())).into_response(),
        Err(denied) => {
            let version = posted.command.version.clone();
            let picks = posted.command.picks.clone();
            let picks = (posted.command.choosing == "yes").then_some(&picks);
            again(&site, &posted, &version, (denied, picks), |page, typed, refusals| {
                page.forms.approve.typed = typed;
                page.forms.approve.refusals = refusals;
            })
            .await
        }
    }
}

/// `POST /q/<public_id>/more-time`.
pub async fn more_time(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let posted: Posted<MoreTimeByVisitor> = match read(&site, &public_id, request).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    match portal::ask_more_time(&posted.visitor, &site.cx, posted.command.clone()).await {
        Ok(()) => Redirect::to(&format!("{}?done=more-time", posted.path())).into_response(),
        Err(denied) => {
            let version = posted.command.version.clone();
            again(&site, &posted, &version, (denied, None), |page, typed, refusals| {
                page.forms.more_time.typed = typed;
                page.forms.more_time.refusals = refusals;
            })
            .await
        }
    }
}

/// `POST /q/<public_id>/propose`.
pub async fn propose(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let posted: Posted<ProposeByVisitor> = match read(&site, &public_id, request).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    match portal::propose(&posted.visitor, &site.cx, posted.command.clone()).await {
        Ok(()) => Redirect::to(&format!("{}?done=propose#proposal", posted.path())).into_response(),
        Err(denied) => {
            let version = posted.command.version.clone();
            again(&site, &posted, &version, (denied, None), |page, typed, refusals| {
                page.proposing = true;
                page.forms.propose.typed = typed;
                page.forms.propose.refusals = refusals;
            })
            .await
        }
    }
}
