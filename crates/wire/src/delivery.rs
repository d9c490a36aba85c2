//! Delivery methods: the methods themselves, and what they make of a quotation.
use crate::{
    prices::PriceListRef,
    products::{ProductTag, TaxView},
    shared::IdempotencyKey,
};
use domain::{
    categories::Categories,
    delivery::{
        DeliveryKind, DeliveryMethod, DeliveryRule, Limits, availability::Unavailable, lead::Expected,
        rate::DeliveryStep,
    },
    ids::{DeliveryMethodId, LineId, PriceListId, ProductId, QuoteId, TaxId},
    lang::Lang,
    money::Currency,
    quotes::{line::LineInput, template::Words},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A row of the methods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodRow {
    /// Which.
    pub id: DeliveryMethodId,
    /// Its name in the company's language.
    pub name: String,
    /// Whether it can be chosen.
    pub active: bool,
    /// The fields.
    pub fields: MethodFields,
}

/// A method's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodView {
    /// Which.
    pub id: DeliveryMethodId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The fields.
    pub fields: MethodFields,
    /// The name of its product.
    pub product_name: String,
    /// What else the form needs.
    pub choices: MethodChoices,
}

/// What the form of a method can choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodChoices {
    /// The company's currency.
    pub currency: Currency,
    /// The company's language.
    pub language: Lang,
    /// Taxes to choose from.
    pub taxes: Vec<TaxView>,
    /// Categories of goods.
    pub categories: Categories,
    /// Tags of goods.
    pub tags: Vec<ProductTag>,
}

/// The fields of a method, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodFields {
    /// What documents call it, in each language.
    pub names: Words,
    /// Its place among the others.
    pub position: i64,
    /// Whether it can be chosen.
    pub active: bool,
    /// The product its line stands for.
    pub product: Option<ProductId>,
    /// The tax of its line, where there is no product.
    pub tax: TaxId,
    /// A fixed price, where there are no rules and no product.
    pub price: Decimal,
    /// The rules; none for a fixed price.
    pub rules: Vec<DeliveryRule>,
    /// Whether the rules make the price.
    pub by_rules: bool,
    /// Percent on top of the price of the rules.
    pub margin: Decimal,
    /// An amount on top of it.
    pub fixed_margin: Decimal,
    /// Free when the order comes to this, with tax.
    pub free_from: Option<Decimal>,
    /// For whom and what it is. Its tags are categories of goods.
    pub limits: Limits,
}

impl MethodFields {
    /// The method the rules apply.
    pub fn method(&self, id: DeliveryMethodId) -> DeliveryMethod {
        let kind = match self.by_rules {
            true => DeliveryKind::Rules { rules: self.rules.clone() },
            false => DeliveryKind::Fixed,
        };
        DeliveryMethod {
            id,
            kind,
            margin: self.margin / Decimal::ONE_HUNDRED,
            fixed_margin: self.fixed_margin,
            free_from: self.free_from,
            limits: self.limits.clone(),
        }
    }

    /// A method that says nothing yet.
    pub fn empty(tax: TaxId) -> MethodFields {
        MethodFields {
            names: Words::default(),
            position: 0,
            active: true,
            product: None,
            tax,
            price: Decimal::ZERO,
            rules: Vec::new(),
            by_rules: false,
            margin: Decimal::ZERO,
            fixed_margin: Decimal::ZERO,
            free_from: None,
            limits: Limits::default(),
        }
    }
}

/// Make a method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateMethod {
    /// Same key, same method.
    pub key: IdempotencyKey,
    /// The fields.
    pub fields: MethodFields,
}

/// Change a method with its rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditMethod {
    /// Which.
    pub id: DeliveryMethodId,
    /// The version that was read.
    pub version: i64,
    /// The fields.
    pub fields: MethodFields,
}

/// Add the methods that companies in Finland usually have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddUsualMethods {
    /// Same key, once.
    pub key: IdempotencyKey,
}

/// Asks how a quotation can be delivered. Nothing is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliverQuote {
    /// The quotation.
    pub quote: QuoteId,
    /// Its price list, for methods with a product.
    pub list: Option<PriceListId>,
    /// The language of the document.
    pub language: Lang,
    /// Its lines as they stand.
    pub lines: Vec<LineInput>,
}

/// What a quotation weighs, and how it can be delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deliveries {
    /// Where to: postcode and country.
    pub postcode: String,
    /// The country's code.
    pub country: String,
    /// What the goods weigh and fill.
    pub load: LoadView,
    /// The methods in their order, those that do not fit with why.
    pub methods: Vec<MethodOffer>,
    /// Names of the price lists that accounts speak of.
    pub lists: Vec<PriceListRef>,
    /// How the customer's goods usually come.
    #[serde(default)]
    pub usual: Option<DeliveryMethodId>,
    /// The day everything can be there, by the delivery times of the products and the company's own days.
    #[serde(default)]
    pub expected: Option<Expected>,
}

/// A way of delivering, as other pages name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryRef {
    /// Which.
    pub id: DeliveryMethodId,
    /// What the company calls it.
    pub name: String,
}

/// What the goods of a quotation weigh and fill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadView {
    /// Weight in kg.
    pub weight: Decimal,
    /// Volume in m³.
    pub volume: Decimal,
    /// Goods whose weight is not known: lines of them, and lines without a product.
    pub unweighed: Vec<LineId>,
    /// What the goods of each line weigh in kg, where that is known.
    #[serde(default)]
    pub weights: Vec<(LineId, Decimal)>,
    /// What the goods of each line fill in m³, where that is known.
    #[serde(default)]
    pub volumes: Vec<(LineId, Decimal)>,
    /// Days the product of each line takes until it is there, where it takes any.
    #[serde(default)]
    pub leads: Vec<(LineId, u32)>,
    /// How many lines are goods.
    pub goods: usize,
    /// The total with tax, without delivery.
    pub price: Decimal,
}

impl LoadView {
    /// How many lines of goods do not say what they fill.
    pub fn unmeasured(&self) -> usize {
        self.goods.saturating_sub(self.volumes.len())
    }
}

/// What a method makes of a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodOffer {
    /// Which.
    pub id: DeliveryMethodId,
    /// Its name in the document's language.
    pub name: String,
    /// Its name in the company's language.
    pub own_name: String,
    /// Whether it can still be chosen.
    pub active: bool,
    /// The product its line stands for.
    pub product: Option<ProductId>,
    /// What one costs us, for those who may see it.
    pub cost: Option<Decimal>,
    /// The tax of its line before the fiscal position.
    pub tax: TaxId,
    /// Whether it is fixed, and its rules otherwise.
    pub rules: Option<Vec<DeliveryRule>>,
    /// Percent and amount on top.
    pub margins: (Decimal, Decimal),
    /// What it comes to, or why it does not fit.
    pub fit: Fit,
}

/// Whether a method fits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fit", rename_all = "snake_case")]
pub enum Fit {
    /// It does, at this price.
    Fits {
        /// The price, rounded as it stands on the line.
        price: Decimal,
        /// How it came about.
        steps: Vec<DeliveryStep>,
    },
    /// It does not.
    Not {
        /// Why.
        why: Unavailable,
    },
}

impl Deliveries {
    /// What a method makes of it.
    pub fn of(&self, id: DeliveryMethodId) -> Option<&MethodOffer> {
        self.methods.iter().find(|method| method.id == id)
    }
}

/// An id that no method has.
pub const NO_METHOD: DeliveryMethodId = DeliveryMethodId(Uuid::nil());
