//! Bringing a file: chosen or dropped, posted as it is.
use crate::i18n::use_t;
use crate::ui::{Banner, Icon, IconName, Segment, Segmented, Tone};
use crate::wire::AppError;
use domain::{ids::ImportId, imports::ImportKind};
use i18n::T;
use leptos::{html, prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

/// What a kind is called.
pub(super) fn kind_name(t: T, kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Products => t.products_products(),
        ImportKind::Customers => t.parties_customers(),
        ImportKind::Prices => t.imports_prices(),
    }
}

/// The kind, the place for the file, and a sample to begin from. The page of the import opens by itself.
#[component]
pub(super) fn Upload() -> impl IntoView {
    let t = use_t();
    let navigate = use_navigate();
    let kind = RwSignal::new(ImportKind::Products.code().to_owned());
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let node = NodeRef::<html::Input>::new();
    let options: Vec<Segment> =
        ImportKind::ALL.into_iter().map(|kind| Segment::new(kind.code(), kind_name(t, kind))).collect();
    let bring = move |_| {
        let Some(input) = node.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let navigate = navigate.clone();
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let kind = kind.get_untracked();
            let address = move |name: &str| {
                let key = uuid::Uuid::new_v4();
                format!("/api/imports/bring?key={key}&kind={kind}&name={name}")
            };
            let answer = post_file::<ImportId>(&input, address).await;
            let _ = busy.try_set(false);
            // The same file, mended, may be chosen again.
            input.set_value("");
            match answer {
                Ok(id) => navigate(&format!("/settings/import/{id}"), Default::default()),
                Err(error) => drop(wrong.try_set(Some(error.sentence(t)))),
            }
        });
    };
    view! {
        <section class="bring" aria-label=t.imports_kind()>
            <Segmented id="import-kind" label=t.imports_kind() value=kind options/>
            <div class="drop" aria-busy=move || busy.get().then_some("true")>
                <input type="file" id="import-file" node_ref=node class="over" disabled=busy aria-describedby="import-limits"
                    accept=".csv,.tsv,.txt,.xlsx,text/csv" on:change=bring/>
                <Icon name=IconName::Upload/>
                <label for="import-file"><b>{move || if busy.get() { t.imports_bringing() } else { t.imports_choose() }}</b></label>
                <span class="faint t-13" id="import-limits">{t.imports_limits()}</span>
            </div>
            {move || wrong.get().map(|wrong| view! {
                <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
            })}
            <p>
                <a class="btn sm" download href=move || format!("/files/sample/{}", kind.get())>
                    <Icon name=IconName::Download/>{t.imports_sample()}
                </a>
            </p>
        </section>
    }
}

/// Posts the chosen file as it is to an address, which is given the file's name as it stands in one.
#[cfg(not(feature = "ssr"))]
pub(crate) async fn post_file<T: serde::de::DeserializeOwned>(
    input: &web_sys::HtmlInputElement,
    address: impl FnOnce(&str) -> String,
) -> Result<T, AppError> {
    use wasm_bindgen::JsCast;
    use wire::problem::Problem;
    let lost = || AppError(Problem::Unavailable);
    let file = input.files().and_then(|files| files.get(0)).ok_or_else(lost)?;
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    let request = web_sys::RequestInit::new();
    request.set_method("POST");
    request.set_body(&file);
    let answer = js_sys::futures::JsFuture::from(window().fetch_with_str_and_init(&address(&name), &request)).await;
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
pub(crate) async fn post_file<T: serde::de::DeserializeOwned>(
    _: &web_sys::HtmlInputElement,
    _: impl FnOnce(&str) -> String,
) -> Result<T, AppError> {
    Err(AppError(wire::problem::Problem::Unreadable))
}
