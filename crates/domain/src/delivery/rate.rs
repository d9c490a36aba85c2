//! What a delivery costs, and why.
use super::{
    DeliveryKind, DeliveryMethod, DeliveryRule,
    availability::Unavailable,
    load::{Load, LoadLine},
};
use crate::{
    fiscal::place::Address,
    money::{
        self, Currency,
        checked::{plus, times},
    },
    refusal::pricing::PricingRefusal,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a delivery costs on a document, with the account of how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryPrice {
    /// What is charged, in the document's currency, as the product's taxes have it, unrounded.
    pub price: Decimal,
    /// What it would cost were it not free.
    pub without_gift: Decimal,
    /// How it came about.
    pub steps: Vec<DeliveryStep>,
}

/// A step towards a delivery's price; `price` is what it has become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum DeliveryStep {
    /// The product's price on the customer's list.
    Product {
        /// The price.
        price: Decimal,
    },
    /// The rule at this place fits.
    Rule {
        /// Its place.
        at: u32,
        /// What the order measures by the rule's factor.
        measured: Decimal,
        /// The price.
        price: Decimal,
    },
    /// The price under the taxes of the fiscal position.
    Repriced {
        /// The price.
        price: Decimal,
    },
    /// The method's margins.
    Margin {
        /// The price.
        price: Decimal,
    },
    /// Brought to the document's currency.
    Currency {
        /// Units of it for one of the company's.
        rate: Decimal,
        /// The price.
        price: Decimal,
    },
    /// The order is large enough for free delivery.
    Free {
        /// From which total on.
        from: Decimal,
    },
}

/// The rule that fits, with its place.
pub(super) fn fitting<'a>(rules: &'a [DeliveryRule], load: &Load) -> Option<(usize, &'a DeliveryRule)> {
    rules.iter().enumerate().find(|(_, rule)| rule.operator.holds(load.measure(rule.variable), rule.value))
}

impl DeliveryMethod {
    /// What it costs (section 11.2 of the behaviour map).
    ///
    /// `product_price` is the price of its product on the customer's list, in the document's currency; `rate` is
    /// units of the document's currency for one of the company's; `reprice` brings a price under the taxes of the
    /// fiscal position (see [`crate::fiscal::reprice::reprice`]).
    ///
    /// Where the map's program gives free delivery with fixed prices only, here rules can be free too (its section
    /// 23 names that a weakness).
    ///
    /// # Errors
    /// [`PricingRefusal::NoDeliveryRule`], [`PricingRefusal::AmountTooLarge`], whatever `reprice` refuses.
    pub fn price(
        &self,
        product_price: Decimal,
        load: &Load,
        rate: Decimal,
        reprice: impl Fn(Decimal) -> Result<Decimal, PricingRefusal>,
    ) -> Result<DeliveryPrice, PricingRefusal> {
        let mut steps = Vec::new();
        let mut price = match &self.kind {
            DeliveryKind::Fixed => {
                steps.push(DeliveryStep::Product { price: product_price });
                product_price
            }
            DeliveryKind::Rules { rules } => {
                let (at, rule) = fitting(rules, load).ok_or(PricingRefusal::NoDeliveryRule)?;
                let measured = load.measure(rule.factor);
                let price = plus(rule.base_price, times(rule.factor_price, measured)?)?;
                steps.push(DeliveryStep::Rule { at: u32::try_from(at).unwrap_or(u32::MAX), measured, price });
                price
            }
        };
        let repriced = reprice(price)?;
        if repriced != price {
            price = repriced;
            steps.push(DeliveryStep::Repriced { price });
        }
        if matches!(self.kind, DeliveryKind::Rules { .. }) {
            if !self.margin.is_zero() || !self.fixed_margin.is_zero() {
                price = plus(times(price, plus(Decimal::ONE, self.margin)?)?, self.fixed_margin)?;
                steps.push(DeliveryStep::Margin { price });
            }
            if rate != Decimal::ONE {
                price = times(price, rate)?;
                steps.push(DeliveryStep::Currency { rate, price });
            }
        }
        let without_gift = price;
        if let Some(from) = self.free_from.filter(|from| load.price >= *from) {
            price = Decimal::ZERO;
            steps.push(DeliveryStep::Free { from });
        }
        Ok(DeliveryPrice { price, without_gift, steps })
    }

    /// What an order is offered: the price as it stands on a line, rounded to the currency, or why the method is not for
    /// it. The method and `product_price` are in the document's currency.
    ///
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn offer(
        &self,
        product_price: Decimal,
        address: &Address,
        (load, lines): (&Load, &[LoadLine<'_>]),
        currency: &Currency,
    ) -> Result<Result<DeliveryPrice, Unavailable>, PricingRefusal> {
        match self.elsewhere(address) {
            Some(why) => Ok(Err(why)),
            None => self.charge(product_price, (load, lines), currency),
        }
    }

    /// As [`DeliveryMethod::offer`], wherever it goes.
    ///
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn charge(
        &self,
        product_price: Decimal,
        (load, lines): (&Load, &[LoadLine<'_>]),
        currency: &Currency,
    ) -> Result<Result<DeliveryPrice, Unavailable>, PricingRefusal> {
        if let Some(why) = self.unfit(load, lines) {
            return Ok(Err(why));
        }
        let found = self.price(product_price, load, Decimal::ONE, Ok)?;
        Ok(Ok(DeliveryPrice { price: money::round(found.price, currency.decimals()), ..found }))
    }
}

#[cfg(test)]
#[path = "rate_tests.rs"]
mod tests;
