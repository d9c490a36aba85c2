//! The account of a price: every rule and figure that led to it, in order. The sentences are made elsewhere.
use super::Scope;
use crate::{
    ids::{PriceListId, PriceRuleId, UnitId},
    money::Currency,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One step towards a price; `price` is what it has become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum WhyStep {
    /// The product's sales price, for one of its unit.
    ListPrice {
        /// The price.
        price: Decimal,
        /// Its currency.
        currency: Currency,
    },
    /// What chosen attribute values add.
    Extras {
        /// What they add.
        amount: Decimal,
        /// The price with them.
        price: Decimal,
    },
    /// What the product costs us, for one of its unit.
    Cost {
        /// The cost.
        price: Decimal,
        /// Its currency.
        currency: Currency,
    },
    /// Brought to another unit.
    Unit {
        /// From this unit.
        from: UnitId,
        /// To this one.
        to: UnitId,
        /// The price for one of it.
        price: Decimal,
    },
    /// Brought to another currency.
    Currency {
        /// From this currency.
        from: Currency,
        /// To this one.
        to: Currency,
        /// Units of the new one for one of the old.
        rate: Decimal,
        /// The price in it.
        price: Decimal,
    },
    /// A list was asked and no rule of it fits.
    NoRule {
        /// The list.
        list: PriceListId,
    },
    /// The rule of a list that applies.
    Rule {
        /// The list.
        list: PriceListId,
        /// The rule.
        rule: PriceRuleId,
        /// What it is for.
        scope: Scope,
        /// From which quantity on, in the product's unit.
        min_quantity: Decimal,
    },
    /// The rule's fixed price, in the line's unit.
    Fixed {
        /// The price.
        price: Decimal,
    },
    /// A percentage off (negative: on top).
    Percentage {
        /// Percent off.
        percent: Decimal,
        /// The price after it.
        price: Decimal,
    },
    /// Rounded to a multiple.
    Rounded {
        /// The multiple.
        to: Decimal,
        /// The price after it.
        price: Decimal,
    },
    /// A surcharge.
    Surcharge {
        /// What it adds, in the line's unit.
        amount: Decimal,
        /// The price after it.
        price: Decimal,
    },
    /// Raised to the minimum margin over the base.
    MinMargin {
        /// The margin, in the line's unit.
        margin: Decimal,
        /// The price after it.
        price: Decimal,
    },
    /// Lowered to the maximum margin over the base.
    MaxMargin {
        /// The margin, in the line's unit.
        margin: Decimal,
        /// The price after it.
        price: Decimal,
    },
    /// Shown as a price with a discount.
    ShownAsDiscount {
        /// The price before it.
        before: Decimal,
        /// The discount in percent.
        discount: Decimal,
    },
}

/// The account of a price, from where it starts to what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Why(pub Vec<WhyStep>);

impl Why {
    pub(super) fn add(&mut self, step: WhyStep) {
        self.0.push(step);
    }
}
