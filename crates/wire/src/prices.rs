//! Price lists: the lists themselves, their rules as typed, and what a list makes of a line.
use crate::shared::IdempotencyKey;
use chrono::{NaiveDate, NaiveTime};
use domain::{
    categories::Categories,
    ids::{CategoryId, LineId, PriceListId, PriceRuleId, ProductId, QuoteId, ValueId, VariantId},
    money::{Currency, rates::Rates, step::Step},
    pricing::{Formula, PriceBase, PriceList, PriceRule, RuleKind, Scope, why::Why},
    units::written::NamedUnit,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A price list, as other pages name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceListRef {
    /// Which.
    pub id: PriceListId,
    /// Its name.
    pub name: String,
    /// Its currency.
    pub currency: Currency,
}

/// Put the lists in another order: of two that fit a customer the first one is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArrangePriceLists {
    /// Same key, arranged once.
    pub key: IdempotencyKey,
    /// All lists, in their order.
    pub order: Vec<PriceListId>,
}

/// A row of the lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceListRow {
    /// Which.
    pub id: PriceListId,
    /// Its name.
    pub name: String,
    /// Whether it can be chosen.
    pub active: bool,
    /// Whether customers without a list of their own get it.
    pub for_all: bool,
    /// Its currency.
    pub currency: Currency,
    /// The countries whose customers get it: codes parted by spaces, `EU` for the whole Union.
    pub countries: String,
    /// How many rules it has.
    pub rules: i64,
    /// How many customers have it.
    pub customers: i64,
}

/// A list's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceListView {
    /// Which.
    pub id: PriceListId,
    /// For saving: the version that was read.
    pub version: i64,
    /// Its currency.
    pub currency: Currency,
    /// The fields.
    pub fields: PriceListFields,
    /// How many customers have it.
    pub customers: i64,
    /// Names of the products its rules are for.
    pub products: Vec<(ProductId, String)>,
    /// The categories its rules can be for.
    pub categories: Categories,
    /// The units products are sold in.
    pub units: Vec<NamedUnit>,
    /// The other lists, to be based on.
    pub others: Vec<PriceListRef>,
    /// The other lists with their rules, for the example.
    pub book: Vec<PriceList>,
    /// All exchange rates, for the example.
    pub rates: Rates,
}

/// The fields of a list, as shown and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceListFields {
    /// Its name.
    pub name: String,
    /// Whether it can be chosen.
    pub active: bool,
    /// Whether customers without a list of their own get it.
    pub for_all: bool,
    /// Its currency, chosen when it is made; the company's own when empty.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// The countries whose customers get it: codes parted by spaces, `EU` for the whole Union.
    #[serde(default)]
    pub countries: String,
    /// Its rules; of two that fit alike the lower one applies.
    pub rules: Vec<RuleFields>,
}

/// A rule, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFields {
    /// The product it is for; none for those of a category, or all.
    pub product: Option<ProductId>,
    /// Only this variant of it.
    #[serde(default)]
    pub variant: Option<VariantId>,
    /// The category it is for, where it is not for one product; none for all.
    #[serde(default)]
    pub category: Option<CategoryId>,
    /// From this quantity on; 0 for any.
    pub min_quantity: Decimal,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
    /// How the price comes about.
    pub price: RulePrice,
}

/// How a rule makes a price, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum RulePrice {
    /// A price of one.
    Fixed {
        /// The price.
        price: Decimal,
    },
    /// Percent off, shown as the line's discount.
    Percentage {
        /// Percent off.
        percent: Decimal,
        /// Off what.
        base: PriceBase,
    },
    /// Worked out step by step.
    Formula {
        /// Where it starts.
        base: PriceBase,
        /// Percent off; negative is on top.
        discount: Decimal,
        /// Rounded to a multiple.
        round_to: Option<Decimal>,
        /// Added after rounding.
        surcharge: Decimal,
        /// At least the base and this much.
        min_margin: Option<Decimal>,
        /// At most the base and this much.
        max_margin: Option<Decimal>,
    },
}

impl RuleFields {
    /// The rule the engine applies; a rounding step of nothing is none.
    pub fn rule(&self, id: PriceRuleId) -> PriceRule {
        let kind = match &self.price {
            RulePrice::Fixed { price } => RuleKind::Fixed { price: *price },
            RulePrice::Percentage { percent, base } => RuleKind::Percentage { percent: *percent, base: *base },
            RulePrice::Formula { base, discount, round_to, surcharge, min_margin, max_margin } => {
                RuleKind::Formula(Formula {
                    base: *base,
                    discount: *discount,
                    round_to: round_to.and_then(|step| Step::new(step).ok()),
                    surcharge: *surcharge,
                    min_margin: *min_margin,
                    max_margin: *max_margin,
                })
            }
        };
        let end = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
        PriceRule {
            id,
            scope: match (self.product, self.category) {
                (Some(product), _) => self.variant.map_or(Scope::Product(product), Scope::Variant),
                (None, Some(category)) => Scope::Category(category),
                (None, None) => Scope::All,
            },
            min_quantity: self.min_quantity,
            from: self.from.map(|day| day.and_time(NaiveTime::MIN)),
            until: self.until.map(|day| day.and_time(end)),
            kind,
        }
    }
}

impl PriceListFields {
    /// The rules the engine applies, in an order of ids that keeps the lower one before the upper one.
    pub fn rules(&self) -> Vec<PriceRule> {
        (1_u128..).zip(&self.rules).map(|(at, rule)| rule.rule(PriceRuleId(Uuid::from_u128(at)))).collect()
    }
}

/// Make a price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreatePriceList {
    /// Same key, same list.
    pub key: IdempotencyKey,
    /// The fields.
    pub fields: PriceListFields,
}

/// Change a price list with all its rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditPriceList {
    /// Which.
    pub id: PriceListId,
    /// The version that was read.
    pub version: i64,
    /// The fields.
    pub fields: PriceListFields,
}

/// Asks what a list makes of lines of a quotation. Nothing is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceLines {
    /// The quotation.
    pub quote: QuoteId,
    /// The list; none for public prices.
    pub list: Option<PriceListId>,
    /// The lines.
    pub lines: Vec<PriceAsk>,
}

/// A line to be priced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceAsk {
    /// Which line; comes back with the answer.
    pub id: LineId,
    /// The product.
    pub product: ProductId,
    /// How many.
    pub quantity: Decimal,
    /// In which unit, as it is written; empty for the product's own.
    #[serde(default)]
    pub unit: String,
    /// The values chosen on the line.
    #[serde(default)]
    pub choices: Vec<ValueId>,
    /// The price that stands on the line.
    pub unit_price: Decimal,
    /// The discount that stands on the line.
    pub discount: Decimal,
}

/// What a list makes of lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinePrices {
    /// Names of the lists that the accounts speak of.
    pub lists: Vec<PriceListRef>,
    /// Whole names of the categories that they speak of.
    pub categories: Vec<(CategoryId, String)>,
    /// The prices; lines whose product is gone are left out.
    pub lines: Vec<LinePrice>,
}

/// What a list makes of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinePrice {
    /// Which line.
    pub id: LineId,
    /// Price of one before the discount.
    pub unit_price: Decimal,
    /// Discount in percent.
    pub discount: Decimal,
    /// What one comes to.
    pub net: Decimal,
    /// How it came about.
    pub why: Why,
    /// Whether the line says something else.
    pub differs: bool,
}
