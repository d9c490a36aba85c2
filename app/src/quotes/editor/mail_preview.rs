//! The mail as its reader gets it.
use super::{desk::Desk, send_dialog::Letter};
use crate::frame::use_me;
use crate::ui::{Icon, IconName};
use leptos::prelude::*;

/// The mail.
#[component]
pub fn MailPreview(
    /// What is typed.
    letter: Letter,
) -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let language = move || desk.head.language.get();
    let sender = use_me().map(|me| format!("{}, {}", me.name, me.company_name));
    let file = move || format!("{}-v{}.pdf", desk.view.with(|view| view.number.clone()), desk.next_sent().0);
    let to = move || {
        let typed = letter.people.with(|people| people.iter().map(|person| person.email.get()).collect::<Vec<_>>());
        let typed: Vec<String> = typed.into_iter().filter(|email| !email.trim().is_empty()).collect();
        if typed.is_empty() { t.quotes_mail_to_nobody().to_owned() } else { typed.join(", ") }
    };
    view! {
        <section class="preview" aria-label=t.quotes_mail_preview()>
            <h3 class="t-13">{t.quotes_mail_preview()}</h3>
            <article class="mail">
                <dl>
                    <dt>{t.quotes_mail_from()}</dt><dd>{sender}</dd>
                    <dt>{t.quotes_mail_to()}</dt>
                    <dd>{to}</dd>
                </dl>
                <div class="stack" lang=language>
                    <h3>{move || letter.read(letter.subject)}</h3>
                    <p class="body">{move || letter.read(letter.message)}</p>
                    <p class="sumline">{move || letter.around.get().sum}</p>
                    <p><span class="btn primary" aria-hidden="true">{move || letter.around.get().open}</span></p>
                    <p class="muted t-13">{move || letter.around.get().personal}</p>
                </div>
                {move || letter.attach.get().then(|| view! { <p class="att"><Icon name=IconName::Clip/>{file}</p> })}
            </article>
        </section>
    }
}
