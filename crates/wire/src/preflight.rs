//! What only the server can look at before a quotation is sent.
use crate::{fiscal::LineTax, products::ProductName};
use chrono::NaiveDate;
use domain::ids::TemplateId;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What was found in the draft as it is stored; nothing of it forbids sending.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preflight {
    /// Lines whose price list, or product without one, gives another price by now; those set by hand are not among them.
    pub prices: usize,
    /// Lines whose product was changed and bears another tax by now.
    pub taxes: Vec<LineTax>,
    /// Taxes of lines whose rate on the day of delivery is another than today's.
    pub rates: Vec<RateMove>,
    /// Products that have no words in the document's language and stand there in the company's.
    pub untold: Vec<ProductName>,
    /// The template whose text stands there in another language than the document's.
    pub template: Option<UntoldTemplate>,
    /// Whether there are recipients, and none of them is both asked to sign and has an address.
    pub nobody_signs: bool,
}

/// A tax whose rate changes between today and the delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateMove {
    /// What the tax is called on the day of delivery.
    pub name: String,
    /// Its rate today, in percent.
    pub today: Decimal,
    /// Its rate on the day of delivery, in percent.
    pub then: Decimal,
    /// The day of delivery.
    pub day: NaiveDate,
}

/// A template that lacks a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UntoldTemplate {
    /// Which.
    pub id: TemplateId,
    /// Its name.
    pub name: String,
}
