//! Whether mail can leave, and what to do where it cannot.
use crate::i18n::use_t;
use crate::ui::{Badge, IconName, Tone};
use leptos::prelude::*;

/// The state of the mail server in words, and the way to the outbox.
#[component]
pub(super) fn MailServer(
    /// Whether one is set up.
    #[prop(into)]
    ready: Signal<bool>,
) -> impl IntoView {
    let t = use_t();
    view! {
        <section id="mail">
            <h2>{t.settings_mail()}</h2>
            <div class="stack">
                <p>
                    {move || if ready.get() {
                        view! { <Badge tone=Tone::Positive icon=IconName::Check>{t.settings_mail_ready()}</Badge> }
                    } else {
                        view! { <Badge tone=Tone::Amber icon=IconName::Clock>{t.settings_mail_missing()}</Badge> }
                    }}
                </p>
                <p class="prose">
                    {move || if ready.get() { t.settings_mail_ready_what() } else { t.settings_mail_missing_what() }}
                </p>
                <p><a href="/outbox">{t.settings_to_outbox()}</a></p>
            </div>
        </section>
    }
}
