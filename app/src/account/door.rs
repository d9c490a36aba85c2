//! What the pages before the door share: their shape, their languages, and why the last try failed.
//!
//! The forms are posted to the server (`/sign-in`, `/sign-in/forgotten`, `/set-password`, `/sign-out`), which answers
//! with a redirect. When it refuses it comes back here with `?problem=<code>` (and `seconds`, `shortest`, `longest`,
//! `length` where the refusal has them), `email`, `next` and `token` as they were sent; when it is done, with `?done=` or `?sent=1`.
use crate::{
    frame::own_name,
    i18n::use_t,
    ui::{Banner, Icon, IconName, Tone},
};
use domain::refusal::Refusal;
use i18n::{Lang, T, problem::refusal_sentence};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// Where to sign in, and go on to `next` afterwards. Only a page of this app is kept as `next`.
pub fn door(next: &str) -> String {
    match own_path(next) {
        Some("/") | None => "/sign-in".to_owned(),
        Some(next) => format!("/sign-in?next={}", encoded(next)),
    }
}

/// The path itself where it leads to a page of this app: never to another host, never back to the door.
pub fn own_path(next: &str) -> Option<&str> {
    let own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(|c: char| c == '\\' || c.is_control() || c.is_whitespace())
        && !["/sign-in", "/sign-out", "/set-password", "/api/"].iter().any(|door| next.starts_with(door));
    own.then_some(next)
}

/// Escapes what has a meaning in a query.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

/// Why the last try failed, as the address says it.
fn refusal(query: &ParamsMap) -> Option<Refusal> {
    let figure = |name: &str, or: u32| query.get(name).and_then(|text| text.parse().ok()).unwrap_or(or);
    Some(match query.get("problem")?.as_str() {
        "required" => Refusal::Required,
        "too_short" => Refusal::TooShort { shortest: figure("shortest", 12) },
        "too_long" => Refusal::TooLong { longest: figure("longest", 128), length: figure("length", 129) },
        "email_invalid" => Refusal::EmailInvalid,
        "sign_in_failed" => Refusal::SignInFailed,
        "too_many_attempts" => Refusal::TooManyAttempts { seconds: figure("seconds", 60) },
        "link_spent" => Refusal::LinkSpent,
        "password_too_common" => Refusal::PasswordTooCommon,
        "not_allowed" => Refusal::NotAllowed,
        _ => Refusal::TooOften,
    })
}

/// What the address says beyond the page itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// The address typed before.
    pub email: String,
    /// Where to go afterwards; empty for Today.
    pub next: String,
    /// Of a one-time link.
    pub token: String,
    /// What was done: `signed_out`, `password_set`.
    pub done: String,
    /// A link was asked for.
    pub sent: bool,
    /// The field the refusal belongs to, where it belongs to one.
    pub field: String,
    /// Why the last try failed.
    pub problem: Option<String>,
    /// The language chosen on the page; empty while the browser's own.
    pub lang: String,
}

/// Reads the address.
pub(super) fn asked(t: T) -> Asked {
    let query = use_query_map().get_untracked();
    let text = |name: &str| query.get(name).unwrap_or_default();
    let unavailable = matches!(query.get("problem").as_deref(), Some("unavailable"));
    let fault = matches!(query.get("problem").as_deref(), Some("fault" | "unreadable"));
    Asked {
        email: text("email").chars().take(254).collect(),
        next: own_path(&text("next")).unwrap_or_default().to_owned(),
        token: text("token").chars().filter(char::is_ascii_graphic).take(200).collect(),
        done: text("done"),
        sent: query.get("sent").is_some(),
        field: text("field"),
        problem: if unavailable {
            Some(t.problem_unavailable().to_owned())
        } else if fault {
            Some(t.problem_fault_unnumbered().to_owned())
        } else {
            refusal(&query).map(|refusal| refusal_sentence(t, &refusal))
        },
        lang: text("lang"),
    }
}

/// The door: a narrow column, and on a wide screen the product's word beside it.
#[component]
pub(super) fn Door(
    /// Heading and title of the page.
    #[prop(into)]
    title: String,
    /// Why the last try failed, where no field is to blame.
    #[prop(optional_no_strip)]
    problem: Option<String>,
    /// What was done just now.
    #[prop(optional_no_strip)]
    done: Option<String>,
    /// The form and what stands below it.
    children: Children,
) -> impl IntoView {
    let t = use_t();
    let here = use_query_map();
    view! {
        <Title text=title.clone()/>
        <div class="login">
            <main class="door" id="main">
                <crate::frame::Mark/>
                <h1>{title}</h1>
                {done.map(|done| view! { <Banner tone=Tone::Positive icon=IconName::Check>{done}</Banner> })}
                {problem.map(|problem| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{problem}</Banner>
                })}
                {children()}
                <nav class="row center wide-gap" aria-label=t.account_languages()>
                    {Lang::ALL.map(|lang| language(lang, t.lang(), &here.get_untracked()))}
                </nav>
            </main>
            <aside class="side">
                <p class="word" lang="fi">"tarjous"</p>
                <dl>
                    <dt>{t.account_word_kind()}</dt>
                    <dd>{t.account_word_one()}</dd>
                    <dd>{t.account_word_two()}</dd>
                </dl>
                <small>{t.account_word_server(env!("CARGO_PKG_VERSION"))}</small>
            </aside>
        </div>
    }
}

/// The page in another language, keeping everything else of the address.
fn language(lang: Lang, present: Lang, query: &ParamsMap) -> AnyView {
    if lang == present {
        return view! { <b lang=lang.code()>{own_name(lang)}</b> }.into_any();
    }
    let mut query = query.clone();
    query.replace("lang", lang.code().to_owned());
    // The whole document: its texts come from the server.
    view! { <a class="link" lang=lang.code() href=query.to_query_string() rel="external">{own_name(lang)}</a> }
        .into_any()
}

/// The error line of a field, as [`crate::ui::Field`] draws it, for forms without a script.
#[component]
pub(super) fn FieldError(
    /// Id, for `aria-describedby`.
    id: &'static str,
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    error.map(|error| {
        view! { <span class="error" id=id role="alert"><Icon name=IconName::Alert/><span>{error}</span></span> }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_another_host_after_signing_in() {
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "", "evil", "/a\nb", "/sign-in?next=/"]
        {
            assert_eq!(own_path(bad), None, "{bad:?}");
        }
        assert_eq!(own_path("/quotations/018f?version=2"), Some("/quotations/018f?version=2"));
    }

    #[test]
    fn the_door_keeps_where_one_was_going() {
        assert_eq!(door("/pipeline?mine=1&search=ä"), "/sign-in?next=/pipeline%3Fmine%3D1%26search%3D%C3%A4");
        assert_eq!(door("/"), "/sign-in");
        assert_eq!(door("//evil.example"), "/sign-in");
    }

    #[test]
    fn every_code_in_the_address_has_its_sentence() {
        let mut query = ParamsMap::new();
        assert_eq!(refusal(&query), None);
        query.replace("problem", "too_many_attempts".to_owned());
        query.replace("seconds", "30".to_owned());
        assert_eq!(refusal(&query), Some(Refusal::TooManyAttempts { seconds: 30 }));
        query.replace("problem", "link_spent".to_owned());
        assert_eq!(refusal(&query), Some(Refusal::LinkSpent));
    }
}
