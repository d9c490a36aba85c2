//! Answers of the customer's pages: documents with their policy, messages in place of a page.
use crate::{router::Site, security};
use app::portal::PortalShell;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use domain::lang::Lang;
use usecases::Denied;
use wire::{portal::PortalMessage, problem::Problem};

/// A fresh nonce: 128 random bits.
pub fn nonce() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// The addresses of the built files with this answer's nonce.
pub fn shell(site: &Site, nonce: &str) -> PortalShell {
    PortalShell {
        css: site.portal_css.clone(),
        sheet: site.style.text.clone(),
        js: site.portal_js.clone(),
        wasm: site.portal_wasm.clone(),
        choosing_js: site.choosing_js.clone(),
        choosing_wasm: site.choosing_wasm.clone(),
        nonce: nonce.to_owned(),
        hand_over: None,
    }
}

/// A document.
pub fn html(site: &Site, status: u16, nonce: &str, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let mut answer = (status, Html(body)).into_response();
    if let Ok(policy) = HeaderValue::from_str(&security::portal_policy(nonce, &site.style.source)) {
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    answer
}

/// A message in place of a page. `path` is where its language links lead.
pub fn message(site: &Site, message: &PortalMessage, lang: Lang, path: &str) -> Response {
    let nonce = nonce();
    html(site, message.status(), &nonce, app::portal::message(message, lang, path, &shell(site, &nonce)))
}

/// What a failed use-case is to a customer: never more than the message says.
pub fn denied(site: &Site, denied: Denied, lang: Lang, path: &str) -> Response {
    let told = match Problem::from(denied) {
        Problem::Unavailable => PortalMessage::Unavailable,
        Problem::Fault { incident } => PortalMessage::Fault { incident },
        Problem::Unreadable | Problem::Refused { .. } => PortalMessage::Unreadable,
        _ => PortalMessage::WrongLink,
    };
    message(site, &told, lang, path)
}

/// The language a reader prefers where none was chosen: the browser's, else Finnish.
pub fn preferred(headers: &HeaderMap) -> Lang {
    let spoken = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    spoken.and_then(Lang::preferred).unwrap_or(Lang::Fi)
}
