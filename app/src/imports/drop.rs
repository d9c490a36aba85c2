//! The place for a file: chosen or dropped, posted as it is.
use crate::{
    i18n::use_t,
    ui::{Banner, Icon, IconName, Tone},
    wire::AppError,
};
use leptos::{html, prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

/// The place. Posts the file to the address that is made of its name, and opens the page of what came of it.
#[component]
pub(crate) fn FileDrop(
    /// Id of the field.
    id: &'static str,
    /// Which files can be chosen.
    accept: &'static str,
    /// What is told of them below.
    limits: &'static str,
    /// The address, given the file's name as it stands in one.
    #[prop(into)]
    address: Callback<String, String>,
    /// The address of the page of what came of it begins so.
    page: &'static str,
) -> impl IntoView {
    let t = use_t();
    let navigate = use_navigate();
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let node = NodeRef::<html::Input>::new();
    let bring = move |_| {
        let Some(input) = node.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let navigate = navigate.clone();
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let answer = post(&input, address).await;
            let _ = busy.try_set(false);
            // The same file, mended, may be chosen again.
            input.set_value("");
            match answer {
                Ok(id) => navigate(&format!("{page}/{id}"), Default::default()),
                Err(error) => drop(wrong.try_set(Some(error.sentence(t)))),
            }
        });
    };
    let told = format!("{id}-limits");
    view! {
        <div class="drop" aria-busy=move || busy.get().then_some("true")>
            <input type="file" id=id node_ref=node class="over" disabled=busy aria-describedby=told.clone() accept=accept on:change=bring/>
            <Icon name=IconName::Upload/>
            <label for=id><b>{move || if busy.get() { t.imports_bringing() } else { t.imports_choose() }}</b></label>
            <span class="faint t-13" id=told>{limits}</span>
        </div>
        {move || wrong.get().map(|wrong| view! {
            <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
        })}
    }
}

/// Posts the chosen file as it is; answers the id of what came of it.
#[cfg(not(feature = "ssr"))]
async fn post(input: &web_sys::HtmlInputElement, address: Callback<String, String>) -> Result<Uuid, AppError> {
    use wasm_bindgen::JsCast;
    use wire::problem::Problem;
    let lost = || AppError(Problem::Unavailable);
    let file = input.files().and_then(|files| files.get(0)).ok_or_else(lost)?;
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    let request = web_sys::RequestInit::new();
    request.set_method("POST");
    request.set_body(&file);
    let answer = js_sys::futures::JsFuture::from(window().fetch_with_str_and_init(&address.run(name), &request)).await;
    let answer: web_sys::Response = answer.ok().and_then(|answer| answer.dyn_into().ok()).ok_or_else(lost)?;
    let text = js_sys::futures::JsFuture::from(answer.text().map_err(|_| lost())?).await.map_err(|_| lost())?;
    let text = text.as_string().unwrap_or_default();
    if answer.ok() {
        return serde_json::from_str(&text).map_err(|_| lost());
    }
    Err(serde_json::from_str(&text).map_or_else(|_| lost(), AppError))
}

/// Pages are only drawn on the server; files come from browsers.
#[cfg(feature = "ssr")]
async fn post(_: &web_sys::HtmlInputElement, _: Callback<String, String>) -> Result<Uuid, AppError> {
    Err(AppError(wire::problem::Problem::Unreadable))
}
