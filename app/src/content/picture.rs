//! The picture of a block: chosen or dropped, posted as it is, and shown as it was drawn anew.
use super::editor::PICTURES;
use crate::{
    i18n::use_t,
    ui::{Icon, IconName},
    wire::AppError,
};
use domain::quotes::blocks::PictureSize;
use leptos::{html, prelude::*, task::spawn_local};

/// The place for the file, and the picture itself.
#[component]
pub fn PictureField(
    /// What tells its elements from those of another one.
    id: String,
    /// The sizes of the picture; empty without one.
    sizes: RwSignal<Vec<PictureSize>>,
    /// Why it was refused.
    error: Signal<Option<String>>,
    /// Told when another picture is there.
    #[prop(optional, into)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let t = use_t();
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let node = NodeRef::<html::Input>::new();
    let (id, limits) = (format!("picture-{id}"), format!("picture-limits-{id}"));
    let bring = move |_| {
        let Some(input) = node.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let answer = post(&input).await;
            let _ = busy.try_set(false);
            input.set_value("");
            match answer {
                Ok(brought) => {
                    let _ = sizes.try_set(brought);
                    if let Some(on_change) = on_change {
                        on_change.try_run(());
                    }
                }
                Err(error) => drop(wrong.try_set(Some(error.sentence(t)))),
            }
        });
    };
    let shown = move || {
        let smallest = sizes.with(|sizes| sizes.first().cloned());
        smallest.map(|size| {
            let (width, height) = (size.width.to_string(), size.height.to_string());
            view! { <img src=format!("{PICTURES}{}", size.sha256) width=width height=height alt="" decoding="async"/> }
        })
    };
    let words = move || match (busy.get(), sizes.with(Vec::is_empty)) {
        (true, _) => t.content_bringing(),
        (false, true) => t.content_choose_picture(),
        (false, false) => t.content_other_picture(),
    };
    let told = move || wrong.get().or_else(|| error.get());
    view! {
        <div class="picture-field">
            {shown}
            <div class="drop" aria-busy=move || busy.get().then_some("true")>
                <input type="file" id=id.clone() node_ref=node class="over" disabled=busy aria-describedby=limits.clone()
                    accept="image/jpeg,image/png,image/webp" on:change=bring/>
                <Icon name=IconName::Upload/>
                <label for=id><b>{words}</b></label>
                <span class="faint t-12" id=limits>{t.content_picture_limits()}</span>
            </div>
            {move || told().map(|told| view! { <p class="error" role="alert">{told}</p> })}
        </div>
    }
}

#[cfg(not(feature = "ssr"))]
async fn post(input: &web_sys::HtmlInputElement) -> Result<Vec<PictureSize>, AppError> {
    use wasm_bindgen::JsCast;
    use wire::problem::Problem;
    let lost = || AppError(Problem::Unavailable);
    let file = input.files().and_then(|files| files.get(0)).ok_or_else(lost)?;
    let request = web_sys::RequestInit::new();
    request.set_method("POST");
    request.set_body(&file);
    let sent = js_sys::futures::JsFuture::from(window().fetch_with_str_and_init("/api/pictures/bring", &request)).await;
    let answer: web_sys::Response = sent.ok().and_then(|answer| answer.dyn_into().ok()).ok_or_else(lost)?;
    let text = js_sys::futures::JsFuture::from(answer.text().map_err(|_| lost())?).await.map_err(|_| lost())?;
    let text = text.as_string().unwrap_or_default();
    if answer.ok() {
        return serde_json::from_str(&text).map_err(|_| lost());
    }
    Err(serde_json::from_str(&text).map_or_else(|_| lost(), AppError))
}

/// Pages are only drawn on the server; pictures come from browsers.
#[cfg(feature = "ssr")]
async fn post(_: &web_sys::HtmlInputElement) -> Result<Vec<PictureSize>, AppError> {
    Err(AppError(wire::problem::Problem::Unreadable))
}
