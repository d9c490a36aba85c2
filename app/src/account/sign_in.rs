//! The sign-in page.
use super::{
    door::{Door, FieldError, asked},
    password_field::PasswordField,
};
use crate::i18n::use_t;
use leptos::prelude::*;

/// `/sign-in`: e-mail and password.
#[component]
pub fn SignInPage() -> impl IntoView {
    let t = use_t();
    let asked = asked(t);
    let done = match asked.done.as_str() {
        "signed_out" => Some(t.account_done_signed_out().to_owned()),
        "password_set" => Some(t.account_done_password().to_owned()),
        _ if asked.problem.is_none() && !asked.next.is_empty() => Some(t.account_please_sign_in().to_owned()),
        _ => None,
    };
    // One sentence for both fields: which of them is wrong is nobody's business.
    let wrong = asked.problem.is_some().then_some("true");
    view! {
        <Door title=t.account_sign_in_to() done>
            <form method="post" action="/sign-in">
                <input type="hidden" name="next" value=asked.next/>
                <input type="hidden" name="lang" value=asked.lang/>
                <div class="field">
                    <label for="email">{t.account_email()}</label>
                    <input class="input" id="email" name="email" type="email" autocomplete="username" required
                        maxlength="254" aria-invalid=wrong aria-describedby="failed" autofocus=asked.email.is_empty()
                        value=asked.email.clone()/>
                </div>
                <div class="field">
                    <div class="row">
                        <label for="password">{t.account_password()}</label>
                        <a class="push link t-13" href="/sign-in/forgotten">{t.account_forgot()}</a>
                    </div>
                    <PasswordField id="password" name="password" autocomplete="current-password" described_by="failed"
                        invalid=asked.problem.is_some() autofocus={!asked.email.is_empty()}/>
                    <FieldError id="failed" error=asked.problem/>
                </div>
                <button class="btn primary block" type="submit">{t.account_sign_in()}</button>
            </form>
            <p class="faint t-13">{t.account_first_time()}</p>
        </Door>
    }
}
