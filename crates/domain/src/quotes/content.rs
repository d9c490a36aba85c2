//! What a sent version says: everything the customer sees and signs, in one value with one canonical text.
use super::{
    blocks::{Block, PictureSize, Shows},
    choice,
    delivery::FrozenDelivery,
    demands::Demands,
    group::{self, Offer, Shape, is_usual},
    line::{Line, ProductLine},
    regret::Regret,
    role::{LineMark, Wish},
    shipment::Shipment,
    template::Words,
    totals::{Reckoning, Totals},
    translation::Translation,
};
use crate::{
    ids::{LineId, TaxId, WarehouseId},
    lang::Lang,
    money::{Currency, rates::FrozenRate},
    payment::demand::Demand,
    tax::book::TaxBook,
    terms::{PaymentTerms, schedule::Schedule},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A version as it was sent. It never changes; its canonical text is what a signature is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The form of this text; raised when a field changes its meaning.
    pub form: u32,
    /// The quotation's number.
    pub number: String,
    /// The version's number, from 1.
    pub version: u32,
    /// Language of the document.
    pub language: Lang,
    /// Currency of every amount.
    pub currency: Currency,
    /// The exchange rate it was made at, where it is not in the company's own currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<FrozenRate>,
    /// What it is about.
    pub title: String,
    /// An opening text; may be empty.
    pub introduction: String,
    /// The day it was sent.
    pub issued: NaiveDate,
    /// The last day it can be accepted.
    pub valid_until: NaiveDate,
    /// Who sells.
    pub seller: Seller,
    /// Who answers for it.
    pub salesperson: Person,
    /// Who buys.
    pub buyer: Buyer,
    /// The customer's own reference.
    pub customer_reference: String,
    /// When to pay.
    pub payment_terms: String,
    /// What is due when, where the payment terms have several instalments or a discount for paying early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Schedule>,
    /// The payment terms themselves, where the customer may choose: instalments follow the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PaymentTerms>,
    /// Other terms.
    pub terms: String,
    /// When it is expected to be delivered: the day whose tax rates hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_on: Option<NaiveDate>,
    /// Where and how it is delivered.
    #[serde(default, skip_serializing_if = "Shipment::is_usual")]
    pub shipment: Shipment,
    /// Where the goods leave from, where the company has warehouses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warehouse: Option<Warehouse>,
    /// What is demanded on acceptance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit: Option<Demand>,
    /// Whether it is accepted by name alone: no signature is demanded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsigned: bool,
    /// What must be told besides the name by whoever accepts.
    #[serde(default, skip_serializing_if = "Demands::is_none")]
    pub demands: Demands,
    /// What is promised to whoever changes their mind after accepting.
    #[serde(default, skip_serializing_if = "Regret::is_nothing")]
    pub regret: Regret,
    /// What stands above the lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// Pictures of what is sold, where cards are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<LinePicture>,
    /// Its words in other languages, where the seller has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Translation>,
    /// The lines in their order.
    pub lines: Vec<ContentLine>,
    /// The taxes of its lines, where the customer may choose: any choice is added up by them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub book: Option<TaxBook>,
    /// What the delivery's price follows the choice by; where nothing is kept, it stays as it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<FrozenDelivery>,
    /// What they come to.
    pub totals: Totals,
}

/// The picture of what a line sells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinePicture {
    /// Which line.
    pub line: LineId,
    /// Its sizes, the smallest first.
    pub sizes: Vec<PictureSize>,
    /// What is seen on it, for those who do not see it; without words it only goes with the name.
    #[serde(default)]
    pub description: Words,
}

/// The selling company as it stands on the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// Registered name.
    pub name: String,
    /// Business id.
    pub business_id: String,
    /// VAT number.
    pub vat_number: String,
    /// Its address.
    pub address: PostalAddress,
    /// Its e-mail address.
    pub email: String,
    /// Its phone number.
    pub phone: String,
}

/// The customer as it stands on the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    /// Name of the company or person.
    pub name: String,
    /// Business id; empty for persons.
    pub business_id: String,
    /// VAT number, where it is not the business id that is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub vat_number: String,
    /// The contact person; may be empty.
    pub contact: String,
    /// Where the invoice goes.
    pub address: PostalAddress,
}

/// Somebody with a name and ways to reach them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// First and last name.
    pub name: String,
    /// What they are in their company.
    pub title: String,
    /// Their e-mail address.
    pub email: String,
    /// Their phone number.
    pub phone: String,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostalAddress {
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Country by ISO 3166-1 code, e.g. `FI`.
    pub country: String,
}

/// Where goods leave from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warehouse {
    /// Which: the order goes to it, however the draft changes after sending.
    pub id: WarehouseId,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub address: PostalAddress,
}

/// A line as it stands on the document, with what it costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ContentLine {
    /// A heading and the sum under it.
    Section {
        /// The line's lasting identity.
        id: LineId,
        /// The heading.
        title: String,
        /// Sum of the nets under it that count.
        net: Decimal,
        /// What it is besides its words.
        #[serde(default, skip_serializing_if = "is_usual")]
        shape: Shape,
    },
    /// A remark.
    Note {
        /// The line's lasting identity.
        id: LineId,
        /// The remark.
        text: String,
    },
    /// Something sold.
    Product {
        /// The line's lasting identity.
        id: LineId,
        /// Its number on the document, from 1 (sections and notes have none).
        number: u32,
        /// What it is called.
        name: String,
        /// More about it.
        description: String,
        /// How much.
        quantity: Decimal,
        /// The unit.
        unit: String,
        /// Price of one unit, excluding tax.
        unit_price: Decimal,
        /// Discount in percent.
        discount: Decimal,
        /// Tax rate in percent.
        tax_percent: Decimal,
        /// Whether the price of one unit contains the tax.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        tax_included: bool,
        /// What it is there for.
        #[serde(default, skip_serializing_if = "LineMark::is_sold")]
        mark: LineMark,
        /// What it costs, excluding tax.
        net: Decimal,
        /// The tax itself, where the customer may choose.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tax: Option<TaxId>,
        /// What the customer may decide about it.
        #[serde(default, skip_serializing_if = "is_usual")]
        offer: Offer,
        /// What was asked for, where it is a discount on the whole and the customer may choose.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wish: Option<Wish>,
    },
}

impl ContentLine {
    /// The line's lasting identity.
    pub const fn id(&self) -> LineId {
        match self {
            ContentLine::Section { id, .. } | ContentLine::Note { id, .. } | ContentLine::Product { id, .. } => *id,
        }
    }

    /// The heading, remark or name.
    pub fn text(&self) -> &str {
        match self {
            ContentLine::Section { title: text, .. }
            | ContentLine::Note { text, .. }
            | ContentLine::Product { name: text, .. } => text,
        }
    }
}

/// The lines as they stand on the document, added up by [`super::totals::reckon`]. Where the customer may choose, each
/// names its tax.
pub fn content_lines(lines: &[Line], reckoning: &Reckoning, book: &TaxBook, choosable: bool) -> Vec<ContentLine> {
    let sections = super::totals::section_nets(lines, reckoning);
    let mut number = 0;
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| match line {
            Line::Section { id, title, shape } => ContentLine::Section {
                id: *id,
                title: title.clone(),
                net: sections.get(&at).copied().unwrap_or_default(),
                shape: *shape,
            },
            Line::Note { id, text } => ContentLine::Note { id: *id, text: text.clone() },
            Line::Product(line) => {
                number += 1;
                let net = reckoning.nets.get(at).copied().unwrap_or_default();
                content_product(line, number, net, book, choosable)
            }
        })
        .collect()
}

/// The lines, and the taxes to add up any choice by where there is one.
pub fn with_book(lines: &[Line], reckoning: &Reckoning, book: &TaxBook) -> (Vec<ContentLine>, Option<TaxBook>) {
    let choosable = choice::choosable(&group::parts(lines));
    let used = |booked: &crate::tax::book::BookedTax| {
        lines.iter().any(|line| matches!(line, Line::Product(line) if names(book, line.tax, booked.tax.id)))
    };
    let own = choosable.then(|| TaxBook {
        taxes: book.taxes.iter().filter(|booked| used(booked)).cloned().collect(),
        rounding: book.rounding,
    });
    (content_lines(lines, reckoning, book, choosable), own)
}

/// Whether a tax is another one, or a group of which that is a part.
fn names(book: &TaxBook, tax: TaxId, other: TaxId) -> bool {
    let parts = book.find(tax).map(|booked| &booked.tax.kind);
    tax == other
        || matches!(parts, Some(crate::tax::TaxKind::Group(parts)) if parts.iter().any(|part| part.id == other))
}

fn content_product(line: &ProductLine, number: u32, net: Decimal, book: &TaxBook, choosable: bool) -> ContentLine {
    ContentLine::Product {
        id: line.id,
        number,
        name: line.name.clone(),
        description: line.description.clone(),
        quantity: line.quantity.get(),
        unit: line.unit.clone(),
        unit_price: line.unit_price.get(),
        discount: line.discount.get(),
        tax_percent: line.tax_percent.get(),
        tax_included: book.of_line(line.tax, line.tax_percent).is_included(),
        mark: line.role.mark(),
        net,
        tax: choosable.then_some(line.tax),
        offer: line.offer,
        wish: line.role.wish().filter(|_| choosable),
    }
}

impl Content {
    /// The form this program writes.
    pub const FORM: u32 = 1;

    /// Whether any conditions stand in it.
    pub fn has_terms(&self) -> bool {
        let blocks = self.blocks.iter().any(|block| matches!(block.shows, Shows::Terms { .. }));
        blocks || !self.terms.trim().is_empty()
    }

    /// The canonical text: JSON with sorted keys, no spaces, figures as strings without trailing zeros.
    ///
    /// Strings, integers and objects only, so it agrees with RFC 8785 (JSON canonicalization).
    /// Its SHA-256 identifies the version.
    pub fn canonical(&self) -> String {
        // A plain value of strings and integers always serializes; the keys of `Value::Object` are sorted.
        serde_json::to_value(self).map(|value| value.to_string()).unwrap_or_default()
    }

    /// Reads a canonical text back.
    /// # Errors
    /// When the text is not such JSON.
    pub fn from_canonical(text: &str) -> Result<Content, serde_json::Error> {
        serde_json::from_str(text)
    }
}
