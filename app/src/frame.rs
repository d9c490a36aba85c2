//! The frame of every staff page: rail, phone bar, the page itself; and pages that cannot be shown.
mod nav;
mod you;

use crate::{
    i18n::use_t,
    live::use_connected,
    ui::{Banner, Empty, IconName, Tone},
    wire::AppError,
};
use chrono::{NaiveDate, NaiveDateTime};
use domain::{
    days::{Instant, Stamp},
    money::Currency,
};
use leptos::{html, prelude::*};
use leptos_meta::Title;
use leptos_router::{components::Outlet, hooks::use_location};
pub use nav::Mark;
pub(crate) use nav::Part;
use nav::{Phone, Rail, narrow};
use std::time::Duration;
use wire::account::Me;
pub(crate) use you::{own_name, wear};

/// A stream that is gone for so long is worth saying.
const PATIENCE: Duration = Duration::from_secs(4);

/// Who is signed in, kept for the whole app.
#[derive(Clone, Copy)]
struct SignedIn(StoredValue<Option<Me>>);

/// Where one's pipeline is: the saved view one has chosen for it.
#[derive(Clone, Copy)]
struct Pipeline(RwSignal<Option<String>>);

/// Where one's pipeline is, also once another view is chosen for it.
pub(crate) fn use_pipeline() -> RwSignal<Option<String>> {
    use_context::<Pipeline>().map_or_else(|| RwSignal::new(None), |Pipeline(way)| way)
}

/// Keeps who is signed in. Once, in the app's root.
pub fn provide_me(me: Option<Me>) {
    provide_context(Pipeline(RwSignal::new(me.as_ref().and_then(|me| me.pipeline.clone()))));
    provide_context(SignedIn(StoredValue::new(me)));
}

/// Who is signed in.
pub fn use_me() -> Option<Me> {
    use_context::<SignedIn>().and_then(|SignedIn(me)| me.get_value())
}

/// Today on the company's clock, when the page was made.
pub fn today() -> NaiveDate {
    now().local.date()
}

/// The moment the page was made, on the company's clock.
pub fn now() -> Stamp {
    use_me().map_or_else(|| Stamp { utc: Instant(0), local: NaiveDateTime::default() }, |me| me.now)
}

/// The company's currency.
pub fn currency() -> Currency {
    use_me().map_or(Currency::EUR, |me| me.currency)
}

/// Every page of somebody who is signed in stands inside this; everybody else is sent to the door.
#[component]
pub fn Frame() -> impl IntoView {
    let Some(me) = use_me() else {
        to_sign_in();
        return ().into_any();
    };
    let t = use_t();
    let opener = crate::palette::provide_opener();
    let path = use_location().pathname;
    let main = NodeRef::<html::Main>::new();
    // Another page in the same document: screen readers and the Tab key begin at its top.
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            if let Some(main) = main.get_untracked() {
                let _ = main.focus();
            }
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        now
    });
    view! {
        <a class="skip" href="#main">{t.frame_skip()}</a>
        <div class="app" class:mini=move || narrow(&path.read())>
            <Rail me=me.clone()/>
            <main id="main" class="main" tabindex="-1" node_ref=main>
                <Offline/>
                <Outlet/>
            </main>
            <Phone me=me.clone()/>
        </div>
        <you::You me/>
        <crate::parts::Palette opener/>
    }
    .into_any()
}

/// Says that the page may be out of date, once the connection is gone for a while.
#[component]
fn Offline() -> impl IntoView {
    let t = use_t();
    let connected = use_connected();
    let gone = RwSignal::new(false);
    Effect::new(move |_| {
        if connected.get() {
            gone.set(false);
        } else {
            set_timeout(move || gone.set(!connected.get_untracked()), PATIENCE);
        }
    });
    view! {
        <Show when=move || gone.get()>
            <Banner tone=Tone::Amber icon=IconName::Offline page=true urgent=true>{t.frame_offline()}</Banner>
        </Show>
    }
}

/// Instead of a page whose data could not be read: why, and where to go. Signed out leads to the door.
///
/// ```ignore
/// match view.await { Ok(view) => …, Err(error) => view! { <ProblemPage error/> }.into_any() }
/// ```
#[component]
pub fn ProblemPage(
    /// Why.
    error: AppError,
) -> impl IntoView {
    let t = use_t();
    if error.is_signed_out() {
        to_sign_in();
    }
    let missing = error.0 == wire::problem::Problem::NotFound;
    let title = if missing { t.frame_not_found_title() } else { t.frame_wrong_title() };
    let sentence = if missing { t.frame_not_found().to_owned() } else { error.sentence(t) };
    view! {
        <Title text=title/>
        <header class="top bare"></header>
        <Empty title=title page=true>
            <p role="alert">{sentence}</p>
            <p class="row center">
                <a class="btn primary" href="/">{t.frame_to_today()}</a>
                // The whole document anew, not only its data.
                {(!missing).then(|| view! { <a class="btn" href="" rel="external">{t.frame_try_again()}</a> })}
            </p>
        </Empty>
    }
}

/// For an address that means nothing.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::admit::answer_status(404);
    let t = use_t();
    view! {
        <Title text=t.frame_not_found_title()/>
        <main id="main">
            <Empty title=t.frame_not_found_title() page=true>
                <p>{t.frame_not_found()}</p>
                <a class="btn primary" href="/">{t.frame_to_today()}</a>
            </Empty>
        </main>
    }
}

/// Leaves for the door, which leads back here.
pub fn to_sign_in() {
    #[cfg(feature = "ssr")]
    if let Some(parts) = use_context::<http::request::Parts>() {
        let here = parts.uri.path_and_query().map_or("/", |here| here.as_str());
        leptos_axum::redirect(&crate::account::door(here));
    }
    #[cfg(not(feature = "ssr"))]
    Effect::new(|_| {
        let location = window().location();
        let here = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
        let _ = location.set_href(&crate::account::door(&here));
    });
}
