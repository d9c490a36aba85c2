//! What a template says of payment and prices.
use crate::{
    i18n::use_t,
    letters::api::mail_text_choices,
    prices::api::price_list_names,
    terms::{ChosenTerms, TermsField, api::terms_choices},
    ui::{Check, Field, Select},
};
use domain::lang::Lang;
use leptos::prelude::*;

/// Terms of payment and price list; without either of them quotations have the customer's.
#[component]
pub(super) fn Conditions(
    /// The terms' text; empty for the customer's.
    payment: RwSignal<String>,
    /// The list's id; empty for the customer's.
    list: RwSignal<String>,
    /// The language in which terms are written out.
    language: Lang,
    /// Why the terms were refused.
    #[prop(into)]
    payment_error: Signal<Option<String>>,
    /// Why the list was refused.
    #[prop(into)]
    list_error: Signal<Option<String>>,
) -> impl IntoView {
    let t = use_t();
    let known = Resource::new(|| (), |()| terms_choices());
    let choices = Signal::derive(move || known.get().and_then(Result::ok).unwrap_or_default());
    let named = Resource::new(|| (), |()| price_list_names());
    let lists = Signal::derive(move || {
        let usual = (String::new(), t.templates_list_of_customer().to_owned());
        let found = named.get().and_then(Result::ok).unwrap_or_default();
        std::iter::once(usual).chain(found.into_iter().map(|list| (list.id.to_string(), list.name))).collect::<Vec<_>>()
    });
    let own = RwSignal::new(payment.with_untracked(|text| !text.is_empty()));
    // Without terms of its own, nothing that was written here before is kept.
    Effect::new(move |before: Option<bool>| {
        let own = own.get();
        if before.is_some_and(|before| before && !own) {
            payment.set(String::new());
        }
        own
    });
    let chosen = ChosenTerms {
        text: payment,
        choices,
        language: Signal::derive(move || language),
        on_choose: Callback::new(|()| {}),
    };
    view! {
        <div class="cols">
            <Field id="template-list" label=t.prices_field() class="w6" error=list_error>
                <Transition>{move || named.get().map(|_| view! { <Select value=list options=lists/> })}</Transition>
            </Field>
            <div class="w6 stack">
                <Check value=own>{t.templates_own_payment()}</Check>
                <Transition>
                    {move || (own.get() && known.get().is_some()).then(|| view! {
                        <TermsField id="template-payment" label=t.quotes_field_payment_terms() chosen error=payment_error/>
                    })}
                </Transition>
            </div>
        </div>
    }
}

/// The mail text that its quotations are first sent with.
#[component]
pub(super) fn FirstMail(
    /// The text's id; empty for the usual one.
    chosen: RwSignal<String>,
    /// Why it was refused.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let t = use_t();
    let named = Resource::new(|| (), |()| mail_text_choices());
    let texts = Signal::derive(move || {
        let usual = (String::new(), t.letters_template_usual().to_owned());
        let found = named.get().and_then(Result::ok).unwrap_or_default();
        std::iter::once(usual).chain(found.into_iter().map(|text| (text.id.to_string(), text.name))).collect::<Vec<_>>()
    });
    view! {
        <div class="cols">
            <Field id="template-mail-text" label=t.letters_template() class="w6" error>
                <Transition>{move || named.get().map(|_| view! { <Select value=chosen options=texts/> })}</Transition>
            </Field>
        </div>
    }
}
