//! A forgotten password: asking for a link by mail.
use super::door::{Door, FieldError, asked};
use crate::{
    i18n::use_t,
    ui::{Icon, IconName},
};
use leptos::prelude::*;

/// `/sign-in/forgotten`. The answer is the same whether the address is known or not.
#[component]
pub fn ForgottenPage() -> impl IntoView {
    let t = use_t();
    let asked = asked(t);
    let back = move || view! { <a class="link t-13" href="/sign-in">{t.account_back_to_sign_in()}</a> };
    if asked.sent {
        return view! {
            <Door title=t.account_forgotten_sent_title()>
                <p role="status">{t.account_forgotten_sent()}</p>
                {back()}
            </Door>
        }
        .into_any();
    }
    view! {
        <Door title=t.account_forgotten_title()>
            <p class="muted">{t.account_forgotten_lead()}</p>
            <form method="post" action="/sign-in/forgotten">
                <input type="hidden" name="lang" value=asked.lang/>
                <div class="field">
                    <label for="email">{t.account_email()}</label>
                    <input class="input" id="email" name="email" type="email" autocomplete="username" required autofocus
                        maxlength="254" aria-invalid=asked.problem.is_some().then_some("true") aria-describedby="failed"
                        value=asked.email/>
                    <FieldError id="failed" error=asked.problem/>
                </div>
                <button class="btn primary block" type="submit"><Icon name=IconName::Mail/>{t.account_forgotten_send()}</button>
            </form>
            {back()}
        </Door>
    }
    .into_any()
}
