//! The head of the quotation as it is typed, and what of it can be saved.
use super::{
    deposit,
    handling::{self, TypedHandling},
    shipment::{self, TypedShipment},
};
use crate::{
    quotes::demands::TypedDemands,
    terms::deposit::{NAMES as DEPOSIT, TypedFields},
};
use chrono::NaiveDate;
use domain::{ids::FiscalPositionId, lang::Lang, refusal::Refusal};
use leptos::prelude::*;
use wire::quotes::QuoteFields;

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct Head {
    /// What it is about.
    pub title: RwSignal<String>,
    /// An opening text.
    pub introduction: RwSignal<String>,
    /// Language of the document, by code.
    pub language: RwSignal<String>,
    /// The customer's contact person.
    pub contact_name: RwSignal<String>,
    /// The customer's own reference.
    pub customer_reference: RwSignal<String>,
    /// The last day it can be accepted.
    pub valid_until: RwSignal<Option<NaiveDate>>,
    /// When to pay.
    pub payment_terms: RwSignal<String>,
    /// Other terms.
    pub terms: RwSignal<String>,
    /// The price list, by id; empty for public prices.
    pub price_list: RwSignal<String>,
    /// The fiscal position as it is chosen: [`FOUND`], [`NONE`], or an id.
    pub fiscal: RwSignal<String>,
    /// The position that was found by address and numbers.
    pub fiscal_found: RwSignal<Option<FiscalPositionId>>,
    /// The expected delivery.
    pub delivery_on: RwSignal<Option<NaiveDate>>,
    /// Where and how it is delivered.
    pub shipment: TypedShipment,
    /// Whether it is accepted by name alone: `true` or `false`.
    pub unsigned: RwSignal<String>,
    /// What must be told besides the name by whoever accepts.
    pub demands: TypedDemands,
    /// Where the goods leave from, by id; empty for none.
    pub warehouse: RwSignal<String>,
    /// The template it was made from, or took last, by id; empty for none.
    pub template: RwSignal<String>,
    /// What is demanded on acceptance.
    pub deposit: TypedFields,
    /// Whose it is and how it is handled.
    pub handling: TypedHandling,
    /// Fields the server refused: name, what stood there, why.
    refused: RwSignal<Vec<(String, String, Refusal)>>,
}

impl Head {
    /// The fields that were read.
    pub fn new(fields: &QuoteFields) -> Head {
        let text = |text: &String| RwSignal::new(text.clone());
        Head {
            title: text(&fields.title),
            introduction: text(&fields.introduction),
            language: RwSignal::new(fields.language.code().to_owned()),
            contact_name: text(&fields.contact_name),
            customer_reference: text(&fields.customer_reference),
            valid_until: RwSignal::new(fields.valid_until),
            payment_terms: text(&fields.payment_terms),
            terms: text(&fields.terms),
            price_list: RwSignal::new(list_key(fields)),
            fiscal: RwSignal::new(fiscal_key(fields)),
            fiscal_found: RwSignal::new(fields.fiscal_position.filter(|_| !fields.fiscal_by_hand)),
            delivery_on: RwSignal::new(fields.delivery_on),
            shipment: TypedShipment::new(&fields.shipment),
            unsigned: RwSignal::new(fields.unsigned.to_string()),
            demands: TypedDemands::new(fields.demands),
            warehouse: RwSignal::new(warehouse_key(fields)),
            template: RwSignal::new(template_key(fields)),
            deposit: TypedFields::new(&fields.deposit),
            handling: TypedHandling::new(fields),
            refused: RwSignal::new(Vec::new()),
        }
    }

    /// What is typed, whether it can be saved or not. Tracked.
    pub fn typed(self) -> QuoteFields {
        QuoteFields {
            title: self.title.get(),
            introduction: self.introduction.get(),
            language: Lang::parse(&self.language.get()).unwrap_or_default(),
            contact_name: self.contact_name.get(),
            customer_reference: self.customer_reference.get(),
            valid_until: self.valid_until.get(),
            payment_terms: self.payment_terms.get(),
            terms: self.terms.get(),
            price_list: self.price_list.get().parse().ok(),
            fiscal_position: self.fiscal_position(),
            fiscal_by_hand: self.fiscal.get() != FOUND,
            delivery_on: self.delivery_on.get(),
            shipment: self.shipment.typed(),
            deposit: self.deposit.typed(),
            warehouse: self.warehouse.get().parse().ok(),
            template: self.template.get().parse().ok(),
            unsigned: self.unsigned.with(|typed| typed == "true"),
            demands: self.demands.typed(),
            handling: self.handling.typed(),
        }
    }

    /// The fiscal position, found or chosen. Tracked.
    pub fn fiscal_position(self) -> Option<FiscalPositionId> {
        self.fiscal.with(|chosen| match chosen.as_str() {
            FOUND => self.fiscal_found.get(),
            chosen => chosen.parse().ok(),
        })
    }

    /// What is saved: refused fields keep what is stored. Not tracked.
    pub fn to_save(self, stored: &QuoteFields) -> QuoteFields {
        let mut fields = untrack(|| self.typed());
        for (name, text, _) in self.refused.get_untracked() {
            if text_of(&fields, &name) == text {
                put_back(&mut fields, &name, stored);
            }
        }
        fields
    }

    /// Notes a refusal at a field; whether there is such a field.
    pub fn refuse(self, name: &str, sent: &QuoteFields, why: Refusal) -> bool {
        let name = name.strip_prefix("fields.").unwrap_or(name);
        let known = NAMES.contains(&name)
            || shipment::NAMES.contains(&name)
            || DEPOSIT.contains(&name)
            || handling::NAMES.contains(&name);
        if known {
            let entry = (name.to_owned(), text_of(sent, name), why);
            self.refused.update(|refused| {
                refused.retain(|(other, _, _)| other != name);
                refused.push(entry);
            });
        }
        known
    }

    /// Why what stands in a field now was refused. Tracked.
    pub fn refusal(self, name: &'static str) -> Option<Refusal> {
        let typed = self.typed();
        self.refused.with(|refused| {
            let found = refused.iter().find(|(other, text, _)| other == name && *text == text_of(&typed, name));
            found.map(|(_, _, why)| why.clone())
        })
    }

    /// How many fields stand refused. Tracked.
    pub fn wrong(self) -> usize {
        let typed = self.typed();
        self.refused.with(|refused| refused.iter().filter(|(name, text, _)| *text == text_of(&typed, name)).count())
    }

    /// Takes over what is stored.
    pub fn adopt(self, fields: &QuoteFields) {
        let put = |signal: RwSignal<String>, text: &str| {
            if signal.with_untracked(|now| now != text) {
                signal.set(text.to_owned());
            }
        };
        put(self.title, &fields.title);
        put(self.introduction, &fields.introduction);
        put(self.language, fields.language.code());
        put(self.contact_name, &fields.contact_name);
        put(self.customer_reference, &fields.customer_reference);
        put(self.payment_terms, &fields.payment_terms);
        put(self.terms, &fields.terms);
        put(self.price_list, &list_key(fields));
        put(self.fiscal, &fiscal_key(fields));
        put(self.unsigned, &fields.unsigned.to_string());
        self.demands.adopt(fields.demands);
        put(self.warehouse, &warehouse_key(fields));
        put(self.template, &template_key(fields));
        let found = fields.fiscal_position.filter(|_| !fields.fiscal_by_hand);
        if self.fiscal_found.get_untracked() != found {
            self.fiscal_found.set(found);
        }
        if self.delivery_on.get_untracked() != fields.delivery_on {
            self.delivery_on.set(fields.delivery_on);
        }
        if self.valid_until.get_untracked() != fields.valid_until {
            self.valid_until.set(fields.valid_until);
        }
        self.shipment.take(&self.shipment.untracked(), &fields.shipment);
        self.deposit.take(&self.deposit.untracked(), &fields.deposit);
        self.handling.take(&untrack(|| self.typed()), fields);
        self.refused.update(Vec::clear);
    }
}

impl Head {
    /// Gives these fields back what stood in them; the others stay as they are typed.
    pub fn restore(self, names: &[&'static str], before: &QuoteFields) {
        let mut fields = untrack(|| self.typed());
        for name in names {
            put_back(&mut fields, name, before);
        }
        self.adopt(&fields);
    }
}

/// The fiscal position is the one that is found.
pub const FOUND: &str = "found";
/// The products' own taxes, chosen by hand.
pub const NONE: &str = "none";

fn fiscal_key(fields: &QuoteFields) -> String {
    match (fields.fiscal_by_hand, fields.fiscal_position) {
        (false, _) => FOUND.to_owned(),
        (true, None) => NONE.to_owned(),
        (true, Some(position)) => position.to_string(),
    }
}

impl Head {
    /// Takes what somebody else changed; what they did not change stays as it is typed, refused or not.
    pub fn merge(self, mine: &QuoteFields, merged: &QuoteFields) {
        let put = |signal: RwSignal<String>, name: &str| {
            let (before, after) = (text_of(mine, name), text_of(merged, name));
            if before != after {
                signal.set(after);
            }
        };
        put(self.title, "title");
        put(self.introduction, "introduction");
        put(self.language, "language");
        put(self.contact_name, "contact_name");
        put(self.customer_reference, "customer_reference");
        put(self.payment_terms, "payment_terms");
        put(self.terms, "terms");
        put(self.price_list, "price_list");
        put(self.fiscal, "fiscal_position");
        put(self.unsigned, "unsigned");
        if mine.demands != merged.demands {
            self.demands.adopt(merged.demands);
        }
        put(self.warehouse, "warehouse");
        put(self.template, "template");
        if mine.fiscal_position != merged.fiscal_position && !merged.fiscal_by_hand {
            self.fiscal_found.set(merged.fiscal_position);
        }
        if mine.delivery_on != merged.delivery_on {
            self.delivery_on.set(merged.delivery_on);
        }
        self.shipment.take(&mine.shipment, &merged.shipment);
        self.deposit.take(&mine.deposit, &merged.deposit);
        self.handling.take(mine, merged);
        if mine.valid_until != merged.valid_until {
            self.valid_until.set(merged.valid_until);
        }
    }
}

fn list_key(fields: &QuoteFields) -> String {
    fields.price_list.map(|list| list.to_string()).unwrap_or_default()
}

fn template_key(fields: &QuoteFields) -> String {
    fields.template.map(|one| one.to_string()).unwrap_or_default()
}

fn warehouse_key(fields: &QuoteFields) -> String {
    fields.warehouse.map(|one| one.to_string()).unwrap_or_default()
}

const NAMES: [&str; 14] = [
    "title",
    "introduction",
    "language",
    "contact_name",
    "customer_reference",
    "valid_until",
    "payment_terms",
    "terms",
    "price_list",
    "fiscal_position",
    "delivery_on",
    "unsigned",
    "warehouse",
    "template",
];

/// What stands in a field, by its name.
pub fn text_of(fields: &QuoteFields, name: &str) -> String {
    match name {
        "title" => fields.title.clone(),
        "introduction" => fields.introduction.clone(),
        "language" => fields.language.code().to_owned(),
        "contact_name" => fields.contact_name.clone(),
        "customer_reference" => fields.customer_reference.clone(),
        "valid_until" => fields.valid_until.map(|day| day.to_string()).unwrap_or_default(),
        "payment_terms" => fields.payment_terms.clone(),
        "terms" => fields.terms.clone(),
        "price_list" => list_key(fields),
        "fiscal_position" => fiscal_key(fields),
        "delivery_on" => fields.delivery_on.map(|day| day.to_string()).unwrap_or_default(),
        "unsigned" => fields.unsigned.to_string(),
        "demands" => fields.demands.codes(),
        "warehouse" => warehouse_key(fields),
        "template" => template_key(fields),
        name => deposit::text_of(&fields.deposit, name)
            .or_else(|| handling::text_of(fields, name))
            .unwrap_or_else(|| shipment::text_of(&fields.shipment, name)),
    }
}

fn put_back(fields: &mut QuoteFields, name: &str, stored: &QuoteFields) {
    let stored = stored.clone();
    match name {
        "title" => fields.title = stored.title,
        "introduction" => fields.introduction = stored.introduction,
        "language" => fields.language = stored.language,
        "contact_name" => fields.contact_name = stored.contact_name,
        "customer_reference" => fields.customer_reference = stored.customer_reference,
        "valid_until" => fields.valid_until = stored.valid_until,
        "payment_terms" => fields.payment_terms = stored.payment_terms,
        "terms" => fields.terms = stored.terms,
        "price_list" => fields.price_list = stored.price_list,
        "fiscal_position" => {
            (fields.fiscal_position, fields.fiscal_by_hand) = (stored.fiscal_position, stored.fiscal_by_hand);
        }
        "delivery_on" => fields.delivery_on = stored.delivery_on,
        "unsigned" => fields.unsigned = stored.unsigned,
        "demands" => fields.demands = stored.demands,
        "warehouse" => fields.warehouse = stored.warehouse,
        "template" => fields.template = stored.template,
        name if deposit::put_back(&mut fields.deposit, name, &stored.deposit) => {}
        name if handling::put_back(fields, name, &stored) => {}
        name => shipment::put_back(&mut fields.shipment, name, &stored.shipment),
    }
}
