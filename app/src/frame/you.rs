//! What belongs to the person and not to a page: language, appearance, password, signing out.
use crate::{
    account::api::set_language,
    i18n::use_t,
    shell::Theme,
    ui::{Avatar, Icon, IconName, Kbd, Segment, Segmented, Size, use_toasts},
};
use domain::lang::Lang;
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsValue;
use wire::account::Me;

/// How long a browser remembers its appearance: a year, in seconds.
const REMEMBERED: u32 = 31_536_000;

/// The popover behind one's own name. It opens, and signing out works, without scripts.
#[component]
pub(super) fn You(me: Me) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let keys = crate::palette::Opener::here().keys;
    let language = RwSignal::new(me.language.code().to_owned());
    let theme = RwSignal::new(Theme::System.code().to_owned());
    Effect::new(move |_| theme.set(present_theme().code().to_owned()));
    let speak = move |code: String| {
        let Some(lang) = Lang::parse(&code) else { return };
        spawn_local(async move {
            match set_language(lang).await {
                // Every text of the page changes, and the table behind them.
                Ok(()) => drop(window().location().reload()),
                Err(error) => {
                    language.set(t.lang().code().to_owned());
                    toasts.warn(error.sentence(t));
                }
            }
        });
    };
    let password = if me.has_password { t.frame_change_password() } else { t.frame_set_password() };
    view! {
        <div class="pop you" id="you" popover="auto" role="dialog" aria-label=t.frame_you(&me.name)>
            <div class="stack">
                <div class="row">
                    <Avatar name=me.name.clone() size=Size::Md silent=true/>
                    <div class="grow"><b class="cut">{me.name.clone()}</b><div class="faint t-13 cut">{me.email}</div></div>
                </div>
                <div class="field">
                    <span class="label">{t.frame_language()}</span>
                    <Segmented id="language" label=t.frame_language() value=language block=true
                        options=Lang::ALL.map(|lang| Segment::new(lang.code(), own_name(lang))).into()
                        on_choose=speak/>
                </div>
                <div class="field">
                    <span class="label">{t.frame_theme()}</span>
                    <Segmented id="theme" label=t.frame_theme() value=theme block=true
                        options=Theme::ALL.map(|theme| Segment::new(theme.code(), theme_name(t, theme))).into()
                        on_choose=move |code: String| wear(&code)/>
                </div>
                <button type="button" class="btn ghost" on:click=move |_| keys.set(true)>{t.palette_keys()} <Kbd>"?"</Kbd></button>
                <hr/>
                <a class="btn ghost" href="/account"><Icon name=IconName::Calendar/>{t.calendars_title()}</a>
                <a class="btn ghost" href="/set-password"><Icon name=IconName::Key/>{password}</a>
                <form method="post" action="/sign-out">
                    <button class="btn block" type="submit"><Icon name=IconName::Leave/>{t.frame_sign_out()}</button>
                </form>
            </div>
        </div>
    }
}

/// A language by the name its speakers give it.
pub(crate) const fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Fi => "Suomi",
        Lang::Sv => "Svenska",
    }
}

fn theme_name(t: T, theme: Theme) -> &'static str {
    match theme {
        Theme::System => t.frame_theme_system(),
        Theme::Light => t.frame_theme_light(),
        Theme::Dark => t.frame_theme_dark(),
    }
}

/// What the server wrote into the page.
fn present_theme() -> Theme {
    let written = document().document_element().and_then(|html| html.get_attribute("data-theme"));
    Theme::ALL.into_iter().find(|theme| theme.forced() == written.as_deref()).unwrap_or_default()
}

/// Puts the appearance on at once and remembers it, so that the server draws the next page in it.
pub(crate) fn wear(code: &str) {
    let theme = Theme::ALL.into_iter().find(|theme| theme.code() == code).unwrap_or_default();
    if let Some(html) = document().document_element() {
        let _ = match theme.forced() {
            Some(forced) => html.set_attribute("data-theme", forced),
            None => html.remove_attribute("data-theme"),
        };
    }
    let cookie = format!("theme={}; path=/; max-age={REMEMBERED}; samesite=lax", theme.code());
    let _ = js_sys::Reflect::set(&document(), &JsValue::from_str("cookie"), &JsValue::from_str(&cookie));
}
