//! The price of a product for a customer.
use super::{
    Item, PriceList,
    evaluate::Question,
    why::{Why, WhyStep},
};
use crate::{
    ids::PriceListId,
    money::{
        Currency,
        checked::{less, over, times},
        rates::Rates,
        step::Step,
    },
    refusal::pricing::PricingRefusal,
    units::Unit,
};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What prices are looked up in.
#[derive(Clone, Copy, Debug)]
pub struct PriceBook<'a> {
    /// The customer's list and those it is based on.
    pub lists: &'a [PriceList],
    /// The exchange rates.
    pub rates: &'a Rates,
    /// Whether percentage rules are shown as a discount of the line.
    pub show_discounts: bool,
}

/// How it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How many; nothing is priced as one.
    pub quantity: Decimal,
    /// In this unit.
    pub unit: Unit,
    /// In this currency.
    pub currency: Currency,
    /// When: the order's date, in the company's local time.
    pub at: NaiveDateTime,
}

/// A price with its account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priced {
    /// Price of one unit before `discount`, unrounded.
    pub unit_price: Decimal,
    /// Discount in percent, two decimals.
    pub discount: Decimal,
    /// What one unit comes to, unrounded.
    pub net: Decimal,
    /// How it came about.
    pub why: Why,
}

/// Prices a product (sections 6.1 to 6.4 of the behaviour map).
///
/// Without a list, or when no rule of it fits, the sales price. The result is not rounded; a line's net is.
///
/// # Errors
/// [`PricingRefusal::UnitsUnrelated`], [`PricingRefusal::NoExchangeRate`], [`PricingRefusal::ListMissing`],
/// [`PricingRefusal::ListCycle`], [`PricingRefusal::AmountTooLarge`].
pub fn price(
    book: &PriceBook<'_>,
    list: Option<PriceListId>,
    item: &Item,
    wanted: &Wanted,
) -> Result<Priced, PricingRefusal> {
    let mut question = Question { book, item, wanted, why: Why::default() };
    let Some(list) = list else {
        let net = question.list_price(wanted.currency)?;
        return Ok(Priced { unit_price: net, discount: Decimal::ZERO, net, why: question.why });
    };
    let (found, currency) = question.list(list, 0)?;
    let net = question.currency_step(found.price, currency, wanted.currency)?;
    let mut priced = Priced { unit_price: net, discount: Decimal::ZERO, net, why: Why::default() };
    if book.show_discounts && found.percentage && !found.before.is_zero() {
        let share = over(less(found.before, found.price)?, found.before)?;
        let discount = Step::CENT.round(times(share, Decimal::ONE_HUNDRED)?);
        if discount > Decimal::ZERO {
            let before = book.rates.convert(found.before, currency, wanted.currency, wanted.at.date())?;
            question.why.add(WhyStep::ShownAsDiscount { before, discount });
            priced.unit_price = before;
            priced.discount = discount;
        }
    }
    priced.why = question.why;
    Ok(priced)
}

#[cfg(test)]
#[path = "price_tests.rs"]
mod tests;
