//! Files on their way to the company: posted as they are, answered with what they are.
use crate::wire::AppError;
use domain::files::KeptFile;

/// The files that were chosen in a field.
#[cfg(not(feature = "ssr"))]
pub fn chosen(input: &web_sys::HtmlInputElement) -> Vec<web_sys::File> {
    let Some(files) = input.files() else { return Vec::new() };
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

/// Posts the files of a field one after the other; those that arrived before one was refused are answered with it.
#[cfg(not(feature = "ssr"))]
pub async fn bring(input: &web_sys::HtmlInputElement, film: bool) -> (Vec<KeptFile>, Option<AppError>) {
    let mut kept = Vec::new();
    for file in chosen(input) {
        match post(&file, film).await {
            Ok(one) => kept.push(one),
            Err(error) => return (kept, Some(error)),
        }
    }
    (kept, None)
}

#[cfg(not(feature = "ssr"))]
async fn post(file: &web_sys::File, film: bool) -> Result<KeptFile, AppError> {
    use wasm_bindgen::JsCast;
    use wire::problem::Problem;
    let lost = || AppError(Problem::Unavailable);
    let request = web_sys::RequestInit::new();
    request.set_method("POST");
    request.set_body(file);
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    let address = format!("/api/content-files/bring?film={film}&name={name}");
    let asked = leptos::prelude::window().fetch_with_str_and_init(&address, &request);
    let sent = js_sys::futures::JsFuture::from(asked).await;
    let answer: web_sys::Response = sent.ok().and_then(|answer| answer.dyn_into().ok()).ok_or_else(lost)?;
    let text = js_sys::futures::JsFuture::from(answer.text().map_err(|_| lost())?).await.map_err(|_| lost())?;
    let text = text.as_string().unwrap_or_default();
    if answer.ok() {
        return serde_json::from_str(&text).map_err(|_| lost());
    }
    Err(serde_json::from_str(&text).map_or_else(|_| lost(), AppError))
}

/// Pages are only drawn on the server; files come from browsers.
#[cfg(feature = "ssr")]
pub async fn bring(_: &web_sys::HtmlInputElement, _: bool) -> (Vec<KeptFile>, Option<AppError>) {
    (Vec::new(), Some(AppError(wire::problem::Problem::Unreadable)))
}

/// Why a file was refused, as a sentence.
pub fn sentence(t: i18n::T, error: &AppError) -> String {
    let at = error.0.at("file").map(|refusal| i18n::problem::refusal_sentence(t, refusal));
    at.unwrap_or_else(|| error.sentence(t))
}
