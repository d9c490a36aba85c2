//! How the house handles the quotation, folded under the usual facts: whose it is, where the invoice goes, what brought
//! it in, how it is counted and found.
use super::desk::Desk;
use crate::{
    parties::country_options,
    ui::{Field, Select, TextInput},
};
use domain::quotes::{content::PostalAddress, handling::Handling, shipment::Shipment};
use i18n::T;
use leptos::prelude::*;
use wire::quotes::QuoteFields;

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct TypedHandling {
    street: RwSignal<String>,
    postcode: RwSignal<String>,
    city: RwSignal<String>,
    country: RwSignal<String>,
    source: RwSignal<String>,
    medium: RwSignal<String>,
    campaign: RwSignal<String>,
    analytic: RwSignal<String>,
    tags: RwSignal<String>,
}

/// Names of the fields that can be refused.
pub const NAMES: [&str; 9] = [
    "handling.street",
    "handling.postcode",
    "handling.city",
    "handling.country",
    "handling.source",
    "handling.medium",
    "handling.campaign",
    "handling.analytic",
    "handling.tags",
];

/// What stands in a field, by its name; nothing for a field of others.
pub fn text_of(fields: &QuoteFields, name: &str) -> Option<String> {
    let handling = &fields.handling;
    Some(match name {
        "handling.street" => handling.invoice.street.clone(),
        "handling.postcode" => handling.invoice.postcode.clone(),
        "handling.city" => handling.invoice.city.clone(),
        "handling.country" => handling.invoice.country.clone(),
        "handling.source" => handling.source.clone(),
        "handling.medium" => handling.medium.clone(),
        "handling.campaign" => handling.campaign.clone(),
        "handling.analytic" => handling.analytic.clone(),
        "handling.tags" => handling.tags.join(", "),
        _ => return None,
    })
}

/// Puts what is stored into a field, by its name; whether it is one of these.
pub fn put_back(fields: &mut QuoteFields, name: &str, stored: &QuoteFields) -> bool {
    let (handling, old) = (&mut fields.handling, &stored.handling);
    match name {
        "handling.street" => handling.invoice.street.clone_from(&old.invoice.street),
        "handling.postcode" => handling.invoice.postcode.clone_from(&old.invoice.postcode),
        "handling.city" => handling.invoice.city.clone_from(&old.invoice.city),
        "handling.country" => handling.invoice.country.clone_from(&old.invoice.country),
        "handling.source" => handling.source.clone_from(&old.source),
        "handling.medium" => handling.medium.clone_from(&old.medium),
        "handling.campaign" => handling.campaign.clone_from(&old.campaign),
        "handling.analytic" => handling.analytic.clone_from(&old.analytic),
        "handling.tags" => handling.tags.clone_from(&old.tags),
        _ => return false,
    }
    true
}

impl TypedHandling {
    /// The fields that were read.
    pub fn new(fields: &QuoteFields) -> TypedHandling {
        let text = |name: &str| RwSignal::new(text_of(fields, name).unwrap_or_default());
        TypedHandling {
            street: text("handling.street"),
            postcode: text("handling.postcode"),
            city: text("handling.city"),
            country: text("handling.country"),
            source: text("handling.source"),
            medium: text("handling.medium"),
            campaign: text("handling.campaign"),
            analytic: text("handling.analytic"),
            tags: text("handling.tags"),
        }
    }

    /// What is typed. Tracked.
    pub fn typed(self) -> Handling {
        Handling {
            invoice: PostalAddress {
                street: self.street.get(),
                postcode: self.postcode.get(),
                city: self.city.get(),
                country: self.country.get(),
            },
            source: self.source.get(),
            medium: self.medium.get(),
            campaign: self.campaign.get(),
            analytic: self.analytic.get(),
            tags: Handling::split(&self.tags.get()),
        }
    }

    /// Takes what differs between two; what does not stays as it is typed.
    pub fn take(self, before: &QuoteFields, after: &QuoteFields) {
        let signals = [
            self.street,
            self.postcode,
            self.city,
            self.country,
            self.source,
            self.medium,
            self.campaign,
            self.analytic,
            self.tags,
        ];
        for (name, signal) in NAMES.into_iter().zip(signals) {
            let (before, after) = (text_of(before, name), text_of(after, name));
            if before != after {
                signal.set(after.unwrap_or_default());
            }
        }
    }
}

/// What is said of the handling, in words, by label; without what is empty.
pub fn told(t: T, fields: &QuoteFields) -> Vec<(&'static str, String)> {
    let handling = &fields.handling;
    let address = Shipment { address: handling.invoice.clone(), ..Shipment::default() }.lines("FI").join(", ");
    let said = [
        (t.quotes_handling_invoice(), address),
        (t.quotes_handling_source(), handling.source.clone()),
        (t.quotes_handling_medium(), handling.medium.clone()),
        (t.quotes_handling_campaign(), handling.campaign.clone()),
        (t.quotes_handling_analytic(), handling.analytic.clone()),
        (t.quotes_tags(), handling.tags.join(", ")),
    ];
    said.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// The fields, folded; the fold says what they say, and opens itself where one was refused.
#[component]
pub fn HandlingFields() -> impl IntoView {
    let desk = Desk::here();
    let (t, head) = (desk.t, desk.head);
    let typed = head.handling;
    let error = move |name: &'static str| {
        Signal::derive(move || head.refusal(name).map(|why| i18n::problem::refusal_sentence(t, &why)))
    };
    let text = move |id: &'static str, name: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <Field id label hint=desk.origin(name) error=error(name)><TextInput value on_leave=move |_| desk.left()/></Field>
        }
    };
    let countries = move || country_options(t, &typed.country.get(), true);
    let summary = move || {
        let name = desk.view.with(|view| view.owner.as_ref().map(|owner| owner.name.clone()));
        let said = told(t, &head.typed()).into_iter().map(|(_, text)| text);
        name.into_iter().chain(said).collect::<Vec<_>>().join(" · ")
    };
    let refused = Memo::new(move |_| NAMES.into_iter().any(|name| head.refusal(name).is_some()));
    view! {
        <super::fold::Fold id="head-handling" label=t.quotes_handling() summary=Signal::derive(summary) refused>
                <super::hand_over::HandOverFields/>
                {text("head-tags", "handling.tags", t.quotes_handling_tags(), typed.tags)}
                {text("head-analytic", "handling.analytic", t.quotes_handling_analytic(), typed.analytic)}
                {text("head-invoice-street", "handling.street", t.quotes_handling_invoice(), typed.street)}
                {text("head-invoice-postcode", "handling.postcode", t.parties_postcode(), typed.postcode)}
                {text("head-invoice-city", "handling.city", t.parties_city(), typed.city)}
                <Field id="head-invoice-country" label=t.parties_country() hint=desk.origin("handling.country") error=error("handling.country")>
                    <Select value=typed.country options=Signal::derive(countries) on_choose=move |_| desk.left()/>
                </Field>
                {text("head-source", "handling.source", t.quotes_handling_source(), typed.source)}
                {text("head-medium", "handling.medium", t.quotes_handling_medium(), typed.medium)}
                {text("head-campaign", "handling.campaign", t.quotes_handling_campaign(), typed.campaign)}
        </super::fold::Fold>
    }
}
