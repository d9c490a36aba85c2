//! A discount for paying early.
use crate::{
    money::{
        checked::{Exact, less, percent_of, without_percent},
        step::Step,
    },
    refusal::pricing::PricingRefusal,
};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// So many percent off when paid within so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyDiscount {
    /// Percent off.
    pub percent: Decimal,
    /// Days from the document's date.
    pub days: u32,
    /// Off what.
    pub taxes: EarlyTaxes,
}

/// What becomes of the tax when the discount is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EarlyTaxes {
    /// The tax falls too: the discount is off the total with tax. The usual way, and Finland's.
    #[default]
    Reduced,
    /// The tax stays: the discount is off the untaxed amount only (Netherlands).
    Kept,
    /// The tax is always that of the reduced amount, whether or not the discount is taken (Belgium).
    AlwaysReduced,
}

impl EarlyDiscount {
    /// Whether it may be kept.
    /// # Errors
    /// [`PricingRefusal::EarlyDiscountNotPositive`], [`PricingRefusal::PercentOutOfRange`].
    pub fn check(&self) -> Result<(), PricingRefusal> {
        if self.percent <= Decimal::ZERO || self.days == 0 {
            return Err(PricingRefusal::EarlyDiscountNotPositive);
        }
        crate::discount::in_range(self.percent).map(|_| ())
    }

    /// The last day it holds.
    pub fn until(&self, date: NaiveDate) -> Option<NaiveDate> {
        date.checked_add_days(Days::new(self.days.into()))
    }

    /// What is paid when it is taken. With [`EarlyTaxes::AlwaysReduced`], `total` holds the reduced tax already.
    ///
    /// ```
    /// use domain::{money::step::Step, terms::early::{EarlyDiscount, EarlyTaxes}};
    /// use rust_decimal::Decimal;
    /// let early = |taxes| EarlyDiscount { percent: Decimal::TEN, days: 10, taxes };
    /// let (untaxed, total) = (Decimal::from(1000), Decimal::from(1150));
    /// assert_eq!(early(EarlyTaxes::Reduced).to_pay(untaxed, total, Step::CENT), Ok(Decimal::from(1035)));
    /// assert_eq!(early(EarlyTaxes::Kept).to_pay(untaxed, total, Step::CENT), Ok(Decimal::from(1050)));
    /// ```
    ///
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn to_pay(&self, untaxed: Decimal, total: Decimal, step: Step) -> Exact {
        let exact = match self.taxes {
            EarlyTaxes::Reduced => without_percent(total, self.percent)?,
            EarlyTaxes::Kept | EarlyTaxes::AlwaysReduced => less(total, percent_of(untaxed, self.percent)?)?,
        };
        Ok(step.round(exact))
    }
}
