//! Price lists: which price a customer gets for a product, and why.
//!
//! Section 6 of the behaviour map.
pub mod choose;
pub mod combo;
pub mod cycle;
mod evaluate;
pub mod manual;
pub mod price;
mod select;
pub mod variants;
pub mod why;

use crate::{
    fiscal::place::CountryGroup,
    ids::{CategoryId, PriceListId, PriceRuleId, ProductId, VariantId},
    money::{Currency, step::Step},
    refusal::pricing::PricingRefusal,
    units::Unit,
};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A price list: rules that make prices for chosen customers, in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceList {
    /// Which list.
    pub id: PriceListId,
    /// Its place among the lists.
    pub sequence: i32,
    /// The currency of its prices, surcharges and margins.
    pub currency: Currency,
    /// Whether it may be chosen.
    pub active: bool,
    /// The customers it is for by country; empty for all.
    pub country_groups: Vec<CountryGroup>,
    /// Its rules, in any order.
    pub rules: Vec<PriceRule>,
}

/// A rule of a price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRule {
    /// Which rule; of two equal ones the later applies.
    pub id: PriceRuleId,
    /// What it is for.
    pub scope: Scope,
    /// From this quantity on, in the product's own unit; zero for any.
    pub min_quantity: Decimal,
    /// From when, within.
    pub from: Option<NaiveDateTime>,
    /// Until when, within.
    pub until: Option<NaiveDateTime>,
    /// How the price comes about.
    pub kind: RuleKind,
}

/// What a rule is for. The narrower comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "scope", content = "id", rename_all = "snake_case")]
pub enum Scope {
    /// One variant.
    Variant(VariantId),
    /// A product with all its variants.
    Product(ProductId),
    /// A category with those under it.
    Category(CategoryId),
    /// Everything.
    All,
}

/// How a price comes about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RuleKind {
    /// A price for one of the product's unit.
    Fixed {
        /// The price.
        price: Decimal,
    },
    /// So many percent off, shown as a discount; negative is on top and is not shown.
    Percentage {
        /// Percent off.
        percent: Decimal,
        /// Off what.
        base: PriceBase,
    },
    /// Worked out step by step; never shown as a discount.
    Formula(Formula),
}

/// A price worked out step by step: discount, rounding, surcharge, margins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    /// Where it starts.
    pub base: PriceBase,
    /// Percent off; negative is a markup.
    pub discount: Decimal,
    /// Round to a multiple of this; 10 with a surcharge of −0.01 ends in 9.99.
    pub round_to: Option<Step>,
    /// Added after rounding, for one of the product's unit.
    pub surcharge: Decimal,
    /// At least the base and this much; none for no limit.
    pub min_margin: Option<Decimal>,
    /// At most the base and this much; none for no limit.
    pub max_margin: Option<Decimal>,
}

/// What a rule starts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "base", content = "list", rename_all = "snake_case")]
pub enum PriceBase {
    /// The product's sales price with the extras of its attributes.
    #[default]
    ListPrice,
    /// What it costs us.
    Cost,
    /// What another list says.
    List(PriceListId),
}

/// What is priced: a product, or one of its variants, with what lists can start from. Amounts are without tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The product.
    pub product: ProductId,
    /// Its variant; none where the product has several and none is chosen yet.
    pub variant: Option<VariantId>,
    /// Its category and those above it, nearest first.
    pub categories: Vec<CategoryId>,
    /// The unit its price is for.
    pub unit: Unit,
    /// Sales price of one unit.
    pub list_price: Decimal,
    /// What the chosen attribute values add to the sales price.
    pub extras: Decimal,
    /// Currency of sales price and extras.
    pub currency: Currency,
    /// Cost of one unit.
    pub cost: Decimal,
    /// Currency of the cost.
    pub cost_currency: Currency,
}

impl PriceRule {
    /// Whether it may be kept.
    /// # Errors
    /// [`PricingRefusal::DatesReversed`], [`PricingRefusal::MarginsReversed`].
    pub fn check(&self) -> Result<(), PricingRefusal> {
        if self.from.zip(self.until).is_some_and(|(from, until)| from >= until) {
            return Err(PricingRefusal::DatesReversed);
        }
        match &self.kind {
            RuleKind::Formula(Formula { min_margin: Some(least), max_margin: Some(most), .. }) if least > most => {
                Err(PricingRefusal::MarginsReversed)
            }
            _ => Ok(()),
        }
    }
}
