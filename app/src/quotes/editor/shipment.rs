//! Where and how the goods are delivered, folded under the usual facts: address, delivery term, all at once or not.
use super::desk::Desk;
use crate::{
    parties::{country_name, country_options},
    ui::{Field, Select, TextInput},
};
use domain::quotes::{
    content::PostalAddress,
    shipment::{Incoterm, Shipment},
};
use i18n::T;
use leptos::prelude::*;

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct TypedShipment {
    recipient: RwSignal<String>,
    street: RwSignal<String>,
    postcode: RwSignal<String>,
    city: RwSignal<String>,
    country: RwSignal<String>,
    incoterm: RwSignal<String>,
    place: RwSignal<String>,
    policy: RwSignal<String>,
}

/// The goods go all at once.
const AT_ONCE: &str = "at_once";
/// Each of the goods goes as soon as it can.
const SOON: &str = "soon";

fn policy(shipment: &Shipment) -> String {
    if shipment.at_once { AT_ONCE } else { SOON }.to_owned()
}

fn code(shipment: &Shipment) -> String {
    shipment.incoterm.map(|term| term.code().to_owned()).unwrap_or_default()
}

/// Names of the fields that can be refused.
pub const NAMES: [&str; 6] = [
    "shipment.recipient",
    "shipment.street",
    "shipment.postcode",
    "shipment.city",
    "shipment.country",
    "shipment.place",
];

/// What stands in a field, by its name.
pub fn text_of(shipment: &Shipment, name: &str) -> String {
    part(&mut shipment.clone(), name).map(|part| part.clone()).unwrap_or_default()
}

/// Puts what is stored into a field, by its name.
pub fn put_back(shipment: &mut Shipment, name: &str, stored: &Shipment) {
    let text = text_of(stored, name);
    if let Some(part) = part(shipment, name) {
        *part = text;
    }
}

fn part<'a>(shipment: &'a mut Shipment, name: &str) -> Option<&'a mut String> {
    Some(match name {
        "shipment.recipient" => &mut shipment.recipient,
        "shipment.street" => &mut shipment.address.street,
        "shipment.postcode" => &mut shipment.address.postcode,
        "shipment.city" => &mut shipment.address.city,
        "shipment.country" => &mut shipment.address.country,
        "shipment.place" => &mut shipment.place,
        _ => return None,
    })
}

impl TypedShipment {
    /// The fields that were read.
    pub fn new(shipment: &Shipment) -> TypedShipment {
        let text = |text: &String| RwSignal::new(text.clone());
        TypedShipment {
            recipient: text(&shipment.recipient),
            street: text(&shipment.address.street),
            postcode: text(&shipment.address.postcode),
            city: text(&shipment.address.city),
            country: text(&shipment.address.country),
            incoterm: RwSignal::new(code(shipment)),
            place: text(&shipment.place),
            policy: RwSignal::new(policy(shipment)),
        }
    }

    /// What is typed. Tracked.
    pub fn typed(self) -> Shipment {
        Shipment {
            recipient: self.recipient.get(),
            address: PostalAddress {
                street: self.street.get(),
                postcode: self.postcode.get(),
                city: self.city.get(),
                country: self.country.get(),
            },
            incoterm: Incoterm::parse(&self.incoterm.get()),
            place: self.place.get(),
            at_once: self.policy.with(|policy| policy == AT_ONCE),
        }
    }

    /// As [`TypedShipment::typed`], not tracked.
    pub fn untracked(self) -> Shipment {
        untrack(|| self.typed())
    }

    /// Takes what differs between two; what does not stays as it is typed.
    pub fn take(self, before: &Shipment, after: &Shipment) {
        let put = |signal: RwSignal<String>, before: &str, after: &str| {
            if before != after {
                signal.set(after.to_owned());
            }
        };
        put(self.recipient, &before.recipient, &after.recipient);
        put(self.street, &before.address.street, &after.address.street);
        put(self.postcode, &before.address.postcode, &after.address.postcode);
        put(self.city, &before.address.city, &after.address.city);
        put(self.country, &before.address.country, &after.address.country);
        put(self.incoterm, &code(before), &code(after));
        put(self.place, &before.place, &after.place);
        put(self.policy, &policy(before), &policy(after));
    }
}

/// Address and manner of the delivery in words; empty where nothing is said.
pub fn told(t: T, shipment: &Shipment) -> (String, String) {
    let mut lines = shipment.lines(&shipment.address.country);
    if !matches!(shipment.address.country.as_str(), "" | "FI") {
        lines.push(country_name(t, &shipment.address.country));
    }
    let whole = if shipment.at_once { t.quotes_ship_at_once() } else { "" };
    let manner = [shipment.term(), whole.to_owned()];
    let manner: Vec<String> = manner.into_iter().filter(|part| !part.is_empty()).collect();
    (lines.join(", "), manner.join(", "))
}

/// The fields, folded; the fold says what they say, and opens itself where one was refused.
#[component]
pub fn ShipmentFields() -> impl IntoView {
    let desk = Desk::here();
    let (t, head) = (desk.t, desk.head);
    let typed = head.shipment;
    let error = move |name: &'static str| {
        Signal::derive(move || head.refusal(name).map(|why| i18n::problem::refusal_sentence(t, &why)))
    };
    let text = move |id: &'static str, name: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <Field id label hint=desk.origin(name) error=error(name)><TextInput value on_leave=move |_| desk.left()/></Field>
        }
    };
    // Nothing but a hand writes these.
    let by_hand = move |typed: RwSignal<String>| {
        Signal::derive(move || typed.with(|typed| !typed.is_empty()).then(|| t.quotes_from_hand().to_owned()))
    };
    let country = desk.origin("shipment.country");
    let country = Signal::derive(move || country.get().or_else(|| Some(t.quotes_ship_country_what().to_owned())));
    let policy =
        Signal::derive(move || typed.policy.with(|policy| policy == AT_ONCE).then(|| t.quotes_from_hand().to_owned()));
    let countries = move || country_options(t, &typed.country.get(), true);
    let terms = std::iter::once((String::new(), t.quotes_ship_no_term().to_owned()))
        .chain(
            Incoterm::ALL
                .into_iter()
                .map(|term| (term.code().to_owned(), format!("{} · {}", term.code(), term.name()))),
        )
        .collect::<Vec<_>>();
    let policies = vec![
        (SOON.to_owned(), t.quotes_ship_soon().to_owned()),
        (AT_ONCE.to_owned(), t.quotes_ship_at_once().to_owned()),
    ];
    let (terms, policies) = (Signal::stored(terms), Signal::stored(policies));
    let summary = move || {
        let (address, manner) = told(t, &typed.typed());
        [address, manner].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let refused = Memo::new(move |_| NAMES.into_iter().any(|name| head.refusal(name).is_some()));
    view! {
        <super::fold::Fold id="head-more" label=t.quotes_ship() summary=Signal::derive(summary) refused>
                {text("head-ship-recipient", "shipment.recipient", t.quotes_ship_recipient(), typed.recipient)}
                {text("head-ship-street", "shipment.street", t.parties_street(), typed.street)}
                {text("head-ship-postcode", "shipment.postcode", t.parties_postcode(), typed.postcode)}
                {text("head-ship-city", "shipment.city", t.parties_city(), typed.city)}
                <Field id="head-ship-country" label=t.parties_country() hint=country error=error("shipment.country")>
                    <Select value=typed.country options=Signal::derive(countries) on_choose=move |_| desk.left()/>
                </Field>
                <Field id="head-ship-term" label=t.quotes_ship_terms() hint=by_hand(typed.incoterm)>
                    <Select value=typed.incoterm options=terms on_choose=move |_| desk.left()/>
                </Field>
                <Field id="head-ship-place" label=t.quotes_ship_place() hint=by_hand(typed.place) error=error("shipment.place")>
                    <TextInput value=typed.place on_leave=move |_| desk.left()/>
                </Field>
                <Field id="head-ship-policy" label=t.quotes_ship_policy() hint=policy>
                    <Select value=typed.policy options=policies on_choose=move |_| desk.left()/>
                </Field>
        </super::fold::Fold>
    }
}
