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

/// Whether what a chosen value adds is part of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adds {
    /// It is.
    Yes,
    /// The variant has a price of its own, which the values it is made of do not change.
    OwnPrice,
    /// The price starts from something else than the sales price.
    Ruled,
}

impl Why {
    pub(super) fn add(&mut self, step: WhyStep) {
        self.0.push(step);
    }

    /// Whether a chosen value adds to this price: one that makes a variant or not, of values that add `all` together.
    pub fn adds(&self, makes_variant: bool, all: Decimal) -> Adds {
        if !self.0.iter().any(|step| matches!(step, WhyStep::ListPrice { .. })) {
            return Adds::Ruled;
        }
        let counted = self.0.iter().find_map(|step| match step {
            WhyStep::Extras { amount, .. } => Some(*amount),
            _ => None,
        });
        if makes_variant && counted.unwrap_or_default() != all { Adds::OwnPrice } else { Adds::Yes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_adds_only_where_the_price_starts_from_the_sales_price() {
        let list = |extras: Option<i64>| {
            let start = WhyStep::ListPrice { price: Decimal::from(90), currency: Currency::EUR };
            let extras = extras
                .map(|amount| WhyStep::Extras { amount: Decimal::from(amount), price: Decimal::from(90 + amount) });
            Why(std::iter::once(start).chain(extras).collect())
        };
        let all = Decimal::from(11);
        assert_eq!(list(Some(11)).adds(true, all), Adds::Yes);
        // A variant with a price of its own: only what makes no variant adds.
        assert_eq!(list(Some(3)).adds(true, all), Adds::OwnPrice);
        assert_eq!(list(Some(3)).adds(false, all), Adds::Yes);
        assert_eq!(list(None).adds(true, Decimal::from(8)), Adds::OwnPrice);
        assert_eq!(list(None).adds(true, Decimal::ZERO), Adds::Yes);
        let fixed = Why(vec![WhyStep::Fixed { price: Decimal::from(70) }]);
        assert_eq!(fixed.adds(false, all), Adds::Ruled);
        assert_eq!(Why::default().adds(true, all), Adds::Ruled, "an account that may not be told says no more");
    }
}
