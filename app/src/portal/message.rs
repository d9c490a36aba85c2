//! Pages that stand in place of a quotation: what is wrong, and what to do about it.
use super::{PortalShell, document, icon, words};
use domain::lang::Lang;
use i18n::T;
use leptos::prelude::*;
use wire::portal::PortalMessage;

/// The whole document of a message. Needs no script. `path` is the address of the page that was asked for,
/// without its query; the languages link to it.
pub fn message(message: &PortalMessage, lang: Lang, path: &str, shell: &PortalShell) -> String {
    Owner::new().with(|| page(message, lang, path, shell).to_html())
}

fn page(message: &PortalMessage, lang: Lang, path: &str, shell: &PortalShell) -> AnyView {
    let t = T::new(lang);
    let (heading, next) = sentences(t, message);
    let seller = match message {
        PortalMessage::Revoked { seller, .. } | PortalMessage::Replaced { seller, .. } => seller.clone(),
        _ => String::new(),
    };
    let title = if seller.is_empty() { heading.to_owned() } else { format!("{heading} · {seller}") };
    let body = view! {
        {document::masthead(seller, document::languages(t, lang, &format!("{path}?")))}
        <main id="main" class="message" tabindex="-1">
            <h1>{heading}</h1>
            <p>{next}</p>
            {acts(t, message, path)}
        </main>
    };
    document::document(t, title, shell, None, None, body.into_any())
}

fn sentences(t: T, message: &PortalMessage) -> (&'static str, String) {
    match message {
        PortalMessage::WrongLink => (t.portal_wrong_link(), t.portal_wrong_link_next().to_owned()),
        PortalMessage::OpenLinkAgain => (t.portal_open_again(), t.portal_open_again_next().to_owned()),
        PortalMessage::Revoked { .. } => (t.portal_revoked(), t.portal_revoked_next().to_owned()),
        PortalMessage::Replaced { .. } => (t.recipients_replaced_page(), t.recipients_replaced_next().to_owned()),
        PortalMessage::TooOften { seconds } => (t.portal_too_often(), t.portal_too_often_next(*seconds)),
        PortalMessage::Unreadable => (t.portal_unreadable(), t.portal_unreadable_next().to_owned()),
        PortalMessage::Unavailable => (t.portal_unavailable(), t.portal_unavailable_next().to_owned()),
        PortalMessage::Fault { incident } => (t.portal_fault(), t.portal_fault_next(incident)),
    }
}

/// What can be pressed: whom to ask, or trying again.
fn acts(t: T, message: &PortalMessage, path: &str) -> Option<AnyView> {
    match message {
        PortalMessage::Revoked { salesperson, .. } | PortalMessage::Replaced { salesperson, .. } => {
            let mail = (!salesperson.email.is_empty()).then(|| {
                view! {
                    <a class="btn" href=format!("mailto:{}", salesperson.email)>
                        {t.portal_write_to(&salesperson.name)}
                    </a>
                }
            });
            let phone = words::telephone(&salesperson.phone).map(|link| {
                view! {
                    <a class="btn" href=link aria-label=t.portal_call(&salesperson.name, &salesperson.phone)>
                        {icon::icon("phone")}
                        {salesperson.phone.clone()}
                    </a>
                }
            });
            Some(view! { <p class="row wrap">{mail} {phone}</p> }.into_any())
        }
        PortalMessage::TooOften { .. } | PortalMessage::Unavailable | PortalMessage::Fault { .. } => Some(
            view! {
                <p class="row wrap">
                    <a class="btn" href=path.to_owned()>
                        {t.portal_reload()}
                    </a>
                </p>
            }
            .into_any(),
        ),
        PortalMessage::WrongLink | PortalMessage::OpenLinkAgain | PortalMessage::Unreadable => None,
    }
}
