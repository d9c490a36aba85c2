//! The gate of the server functions and what pages learn from the request. Server only.
//!
//! The server puts into each request's extensions: [`usecases::Staff`] where a session is in force, and on pages
//! [`Me`] with it. It gives [`usecases::Cx`] and [`crate::shell::Assets`] by context.
use crate::{shell::Theme, wire::AppError};
use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use i18n::Lang;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use usecases::{Cx, Staff};
use wire::{account::Me, problem::Problem};

/// Who calls this server function, and the surroundings of use-cases.
/// # Errors
/// [`Problem::SignedOut`] without a session.
pub async fn staff() -> Result<(Staff, Cx), AppError> {
    let cx = surroundings()?;
    match from_request::<Staff>().or_else(use_context::<Staff>) {
        Some(by) => Ok((by, cx)),
        None => Err(Problem::SignedOut.into()),
    }
}

/// The surroundings of use-cases.
/// # Errors
/// A fault where the server gave none.
pub fn surroundings() -> Result<Cx, AppError> {
    use_context::<Cx>().ok_or_else(|| usecases::Denied::fault("no surroundings in the context").into())
}

/// Who is signed in, for the frame.
pub fn me() -> Option<Me> {
    from_request::<Me>().or_else(use_context::<Me>)
}

/// The language of the answer: the signed-in user's; before the door the one asked for, else the browser's.
pub fn request_lang() -> Lang {
    if let Some(by) = from_request::<Staff>().or_else(use_context::<Staff>) {
        return by.language();
    }
    let Some(parts) = use_context::<Parts>() else { return Lang::default() };
    let asked = parts.uri.query().into_iter().flat_map(|query| query.split('&'));
    let asked = asked.filter_map(|pair| pair.strip_prefix("lang=")).find_map(Lang::parse);
    let spoken = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    asked.or_else(|| spoken.and_then(Lang::preferred)).unwrap_or_default()
}

/// The address that is asked for, without its query.
pub fn request_path() -> String {
    use_context::<Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default()
}

/// The appearance this browser keeps in its cookie.
pub fn request_theme() -> Theme {
    let Some(parts) = use_context::<Parts>() else { return Theme::System };
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(Theme::from_cookie).unwrap_or_default()
}

/// Sets the status of the answer under way, be it a page or a server function's.
pub fn answer_status(status: u16) {
    if let (Some(answer), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
        answer.set_status(status);
    }
}

/// Adds a header to the answer under way.
pub fn answer_header(name: HeaderName, value: &str) {
    if let (Some(answer), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(value)) {
        answer.insert_header(name, value);
    }
}

fn from_request<T: Clone + Send + Sync + 'static>() -> Option<T> {
    use_context::<Parts>()?.extensions.get::<T>().cloned()
}
