//! A customer's quotations, and the button for a new one.
use crate::i18n::use_t;
use crate::quotes::{QuoteBadge, api::create_quote};
use crate::ui::{Button, IconName, Look, use_toasts};
use domain::{formats, ids::PartyId};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;
use wire::{
    quotes::{CreateQuote, QuoteRow},
    shared::IdempotencyKey,
};

/// The quotations, newest first.
#[component]
pub(super) fn Quotations(
    /// As the customer's read model has them.
    #[prop(into)]
    quotes: Signal<Vec<QuoteRow>>,
) -> impl IntoView {
    let t = use_t();
    let row = move |quote: QuoteRow| {
        let net = formats::money(t.figures(), quote.net.value, &quote.net.currency);
        view! {
            <li>
                <div class="row">
                    <a href=format!("/quotations/{}", quote.id)><b>{quote.number.clone()}</b></a>
                    <span class="push"></span>
                    <QuoteBadge row=quote.clone()/>
                </div>
                <div class="row base">
                    <span class="muted grow">{quote.title.clone()}</span>
                    <span class="nowrap">{net}</span>
                </div>
            </li>
        }
    };
    view! {
        <section class="panel">
            <header><h2>{t.parties_quotations()}</h2></header>
            {move || {
                let quotes = quotes.get();
                if quotes.is_empty() {
                    view! { <p class="faint t-13">{t.parties_no_quotations()}</p> }.into_any()
                } else {
                    view! { <ul class="rel">{quotes.into_iter().map(row).collect_view()}</ul> }.into_any()
                }
            }}
        </section>
    }
}

/// Makes a quotation for the customer and opens its editor.
#[component]
pub(super) fn NewQuotation(
    /// For whom.
    party: PartyId,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let making = Action::new(move |(): &()| {
        let navigate = navigate.clone();
        let command = CreateQuote {
            key: key.get_value(),
            opportunity: None,
            party: Some(party),
            title: String::new(),
            lines: Vec::new(),
            template: None,
        };
        async move {
            match create_quote(command).await {
                Ok(id) => {
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    navigate(&format!("/quotations/{id}"), Default::default());
                }
                Err(error) => toasts.warn(error.sentence(t)),
            }
        }
    });
    view! {
        <Button
            look=Look::Primary
            icon=IconName::Document
            busy=making.pending()
            busy_label=t.parties_making_quotation()
            on_press=move |()| {
                making.dispatch(());
            }
        >
            {t.parties_new_quotation()}
        </Button>
    }
}
