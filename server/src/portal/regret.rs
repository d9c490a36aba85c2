//! What a customer posts who has a change of mind after accepting.
use super::{
    answer,
    posts::{Posted, again, read},
};
use crate::router::Site;
use axum::{
    extract::{Path, Request, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::lang::Lang;
use usecases::portal;
use wire::portal::{TakeBackByVisitor, WithdrawByVisitor, Withdrawing};

/// `POST /q/<public_id>/take-back`.
pub async fn take_back(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let posted: Posted<TakeBackByVisitor> = match read(&site, &public_id, request).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    let lang = posted.lang.unwrap_or(Lang::Fi);
    match portal::take_back(&posted.visitor, &site.cx, &posted.agent, lang, posted.command.clone()).await {
        Ok(()) => Redirect::to(&format!("{}?done=take-back", posted.path())).into_response(),
        Err(denied) => {
            let version = posted.command.version.clone();
            again(&site, &posted, &version, (denied, None), |page, typed, refusals| {
                page.taking_back = true;
                page.forms.take_back.typed = typed;
                page.forms.take_back.refusals = refusals;
            })
            .await
        }
    }
}

/// `POST /q/<public_id>/withdraw`: looks the statement over, and with `confirm` withdraws.
pub async fn withdraw(State(site): State<Site>, Path(public_id): Path<String>, request: Request) -> Response {
    let posted: Posted<WithdrawByVisitor> = match read(&site, &public_id, request).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    // The acknowledgement is in the language the page was read in; the document's own where none was chosen.
    let lang = match posted.lang {
        Some(lang) => lang,
        None => portal::read(&posted.visitor, &site.cx, None, None).await.map_or(Lang::Fi, |page| page.lang),
    };
    let command = posted.command.clone();
    let step = match command.confirm.as_str() {
        "yes" => match portal::withdraw(&posted.visitor, &site.cx, &posted.agent, lang, command).await {
            Ok(()) => return Redirect::to(&format!("{}?done=withdraw#withdraw", posted.path())).into_response(),
            Err(denied) => Err(denied),
        },
        "back" => Ok(Withdrawing::State),
        _ => portal::look_over(&posted.visitor, &site.cx, &command).await.map(|()| Withdrawing::Confirm),
    };
    match step {
        Ok(step) => match portal::read(&posted.visitor, &site.cx, None, posted.lang).await {
            Ok(mut page) => {
                let nonce = answer::nonce();
                page.withdrawing = step;
                page.forms.withdraw.typed = posted.command.clone();
                answer::html(&site, 200, &nonce, app::portal::page(&page, &answer::shell(&site, &nonce)))
            }
            Err(denied) => answer::denied(&site, denied, lang, &posted.path()),
        },
        Err(denied) => {
            let version = posted.command.version.clone();
            again(&site, &posted, &version, (denied, None), |page, typed, refusals| {
                page.withdrawing = Withdrawing::State;
                page.forms.withdraw.typed = typed;
                page.forms.withdraw.refusals = refusals;
            })
            .await
        }
    }
}
