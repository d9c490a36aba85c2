//! A new password: by the link of a mail, after the first sign-in, or instead of the present one.
use super::{
    door::{Door, FieldError, asked},
    password_field::PasswordField,
};
use crate::{
    frame::{to_sign_in, use_me},
    i18n::use_t,
};
use leptos::prelude::*;

/// `/set-password`, with `?token=` from a mail, or signed in.
#[component]
pub fn SetPasswordPage() -> impl IntoView {
    let t = use_t();
    let asked = asked(t);
    let me = use_me();
    let by_link = !asked.token.is_empty();
    if !by_link && me.is_none() && asked.problem.is_none() {
        to_sign_in();
    }
    let has_one = !by_link && me.as_ref().is_some_and(|me| me.has_password);
    let signed_in = me.is_some();
    let title = if has_one { t.account_change_title() } else { t.account_set_title() };
    let verb = if has_one { t.account_change() } else { t.account_set() };
    // A refusal belongs to the new password unless it says otherwise.
    let (mut at_present, mut at_new, mut at_all) = (None, None, None);
    match asked.field.as_str() {
        "present" => at_present = asked.problem,
        "password" => at_new = asked.problem,
        _ => at_all = asked.problem,
    }
    let email = me.map(|me| me.email).unwrap_or_default();
    view! {
        <Door title problem=at_all>
            <form method="post" action="/set-password">
                <input type="hidden" name="token" value=asked.token/>
                // For password managers: whose password this is. Without a name it is not sent.
                <input class="sr" type="text" autocomplete="username" value=email tabindex="-1" aria-hidden="true" readonly/>
                {has_one.then(|| view! {
                    <div class="field">
                        <label for="present">{t.account_present()}</label>
                        <PasswordField id="present" name="present" autocomplete="current-password"
                            described_by="present-error" invalid=at_present.is_some() autofocus=true/>
                        <FieldError id="present-error" error=at_present/>
                    </div>
                })}
                <div class="field">
                    <label for="password">{t.account_new()}</label>
                    <PasswordField id="password" name="password" autocomplete="new-password" shortest=12
                        described_by="password-hint" invalid=at_new.is_some() autofocus={!has_one}/>
                    <FieldError id="password-error" error=at_new/>
                    <span class="hint" id="password-hint">{t.account_new_hint()}" "{t.account_set_others()}</span>
                </div>
                <button class="btn primary block" type="submit">{verb}</button>
            </form>
            {signed_in.then(|| view! { <a class="link t-13" href="/">{t.account_not_now()}</a> })}
        </Door>
    }
}
