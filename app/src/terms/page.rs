//! The settings of payment terms: a table of what they say, and the terms that are edited in a drawer.
use super::{api::list_terms, form::TermsForm};
use crate::frame::currency;
use crate::i18n::use_t;
use crate::settings::SetPage;
use crate::ui::{Badge, Button, IconName, Table, Tone};
use domain::{ids::PaymentTermsId, money::Currency, terms::PaymentTerms};
use i18n::{T, terms::sentence};
use leptos::prelude::*;
use wire::terms::{TermsFields, TermsForm as Stored, TermsView};

/// The page.
#[component]
pub fn TermsPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.terms_title(),
        topic: "payment_terms",
        drawer: "terms-form",
        blank: None,
        heading: |t, terms: &Option<Stored>| {
            let says = |terms: &Stored| says(t, terms.id, &terms.fields, currency());
            terms.as_ref().map_or_else(|| t.terms_new().to_owned(), says)
        },
        acts: None,
        rows: |t, view, on_edit| view! { <Rows t view on_edit/> }.into_any(),
        form: |t, stored, open| view! { <TermsForm t stored currency=currency() open/> }.into_any(),
    }
    .view(list_terms)
}

/// The sentence of terms as they are typed.
pub(super) fn says(t: T, id: PaymentTermsId, fields: &TermsFields, currency: Currency) -> String {
    let terms = PaymentTerms { id, instalments: fields.instalments.clone(), early: fields.early };
    sentence(t, &terms, currency)
}

#[component]
fn Rows(t: T, view: TermsView, on_edit: Callback<Option<Stored>>) -> impl IntoView {
    let currency = view.currency;
    let head = move || {
        view! {
            <th scope="col">{t.terms_column_terms()}</th>
            <th scope="col" class="num">{t.terms_column_parts()}</th>
            <th scope="col">{t.terms_column_state()}</th>
        }
    };
    let row = move |terms: Stored| {
        let active = terms.fields.active;
        let (tone, state) = if active { (Tone::Positive, t.terms_in_use()) } else { (Tone::Plain, t.terms_retired()) };
        let (sentence, count) = (says(t, terms.id, &terms.fields, currency), terms.fields.instalments.len());
        view! {
            <tr class=(!active).then_some("dim")>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| on_edit.run(Some(terms.clone()))>{sentence}</button></th>
                <td class="num">{count}</td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let rows = view.terms.into_iter().map(row).collect_view();
    view! {
        <section id="payment-terms">
            <div class="row"><p class="muted t-13 prose">{t.terms_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(None)>{t.terms_new()}</Button>
            </div>
            <div class="card gap"><Table label=t.terms_title() cards=true head>{rows}</Table></div>
        </section>
    }
}
