//! Delivery methods: for whom they are, and what they cost.
//!
//! Section 11 of the behaviour map.
pub mod availability;
pub mod lead;
pub mod load;
pub mod rate;

use crate::{
    fiscal::place::Country,
    ids::{DeliveryMethodId, TagId},
    money::rates::FrozenRate,
    refusal::pricing::PricingRefusal,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A way of delivering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryMethod {
    /// Which method.
    pub id: DeliveryMethodId,
    /// How its price comes about.
    pub kind: DeliveryKind,
    /// Added to the price of rules as a part of it: 0.1 is 10 %; at least −1.
    pub margin: Decimal,
    /// Added to the price of rules, in the company's currency.
    pub fixed_margin: Decimal,
    /// Free when the order comes to this, with tax, in the company's currency.
    pub free_from: Option<Decimal>,
    /// For whom and what it is.
    pub limits: Limits,
}

/// How a delivery's price comes about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DeliveryKind {
    /// The price of its product on the customer's price list; margins do not change it.
    Fixed,
    /// The first rule that fits, in the company's currency.
    Rules {
        /// The rules, in their order.
        rules: Vec<DeliveryRule>,
    },
}

/// A price for orders of some size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryRule {
    /// What is compared.
    pub variable: Measure,
    /// How.
    pub operator: Comparison,
    /// With what.
    pub value: Decimal,
    /// The price.
    pub base_price: Decimal,
    /// On top, for one of `factor`.
    pub factor_price: Decimal,
    /// What the price on top is for.
    pub factor: Measure,
}

/// A measure of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Weight of all goods.
    #[default]
    Weight,
    /// Volume of all goods.
    Volume,
    /// Weight × volume × quantity of each line, added up.
    WeightVolume,
    /// The order's total with tax, without deliveries, in the company's currency.
    Price,
    /// Quantity of all goods, in their own units.
    Quantity,
}

/// How a measure is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// `=`
    #[serde(rename = "=")]
    Equal,
    /// `<=`
    #[serde(rename = "<=")]
    AtMost,
    /// `<`
    #[serde(rename = "<")]
    Below,
    /// `>=`
    #[serde(rename = ">=")]
    AtLeast,
    /// `>`
    #[serde(rename = ">")]
    Above,
}

/// For whom and what a method is; everything that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Only to these countries; empty for all.
    pub countries: Vec<Country>,
    /// Only to these regions; empty for all.
    pub regions: Vec<String>,
    /// Only to postcodes that start with one of these; empty for all.
    pub postcode_prefixes: Vec<String>,
    /// At most this weight.
    pub max_weight: Option<Decimal>,
    /// At most this volume.
    pub max_volume: Option<Decimal>,
    /// Some product carries one of these, or is in one of these categories; empty for no such demand.
    pub must_have_tags: Vec<TagId>,
    /// No product carries any of these, or is in one of these categories.
    pub excluded_tags: Vec<TagId>,
}

impl DeliveryMethod {
    /// The same prices with the margins within the rules: what is added on top is nobody's business but the seller's. None
    /// where a figure becomes too large.
    pub fn with_margins_within(mut self) -> Option<DeliveryMethod> {
        let factor = Decimal::ONE.checked_add(self.margin)?;
        if let DeliveryKind::Rules { rules } = &mut self.kind {
            for rule in rules {
                rule.base_price = rule.base_price.checked_mul(factor)?.checked_add(self.fixed_margin)?.normalize();
                rule.factor_price = rule.factor_price.checked_mul(factor)?.normalize();
            }
        }
        (self.margin, self.fixed_margin) = (Decimal::ZERO, Decimal::ZERO);
        Some(self)
    }

    /// The method for an order in another currency: every amount of it at the order's rate. A price on top for one of the
    /// order's price is a share, and stays.
    ///
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn in_currency(mut self, rate: &FrozenRate) -> Result<DeliveryMethod, PricingRefusal> {
        self.fixed_margin = rate.converted(self.fixed_margin)?;
        self.free_from = self.free_from.map(|from| rate.converted(from)).transpose()?;
        if let DeliveryKind::Rules { rules } = &mut self.kind {
            for rule in rules {
                rule.base_price = rate.converted(rule.base_price)?;
                if rule.variable == Measure::Price {
                    rule.value = rate.converted(rule.value)?;
                }
                if rule.factor != Measure::Price {
                    rule.factor_price = rate.converted(rule.factor_price)?;
                }
            }
        }
        Ok(self)
    }
}

impl Comparison {
    /// Reads a sign: `=`, `==`, `<=`, `<`, `>=` or `>`; none for anything else.
    pub fn parse(sign: &str) -> Option<Comparison> {
        Some(match sign {
            "=" | "==" => Comparison::Equal,
            "<=" => Comparison::AtMost,
            "<" => Comparison::Below,
            ">=" => Comparison::AtLeast,
            ">" => Comparison::Above,
            _ => return None,
        })
    }

    /// Whether it holds.
    pub fn holds(self, measured: Decimal, value: Decimal) -> bool {
        match self {
            Comparison::Equal => measured == value,
            Comparison::AtMost => measured <= value,
            Comparison::Below => measured < value,
            Comparison::AtLeast => measured >= value,
            Comparison::Above => measured > value,
        }
    }
}

impl DeliveryMethod {
    /// Whether it may be kept.
    /// # Errors
    /// [`PricingRefusal::MarginTooLow`].
    pub fn check(&self) -> Result<(), PricingRefusal> {
        if self.margin < Decimal::NEGATIVE_ONE { Err(PricingRefusal::MarginTooLow) } else { Ok(()) }
    }
}
