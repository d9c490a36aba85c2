//! Payment terms: instalments, due dates, a discount for paying early.
//!
//! Section 12 of the behaviour map.
pub mod due;
pub mod early;
pub mod instalments;
pub mod schedule;

use crate::{ids::PaymentTermsId, refusal::pricing::PricingRefusal};
use due::Due;
use early::EarlyDiscount;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// When and in what parts is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentTerms {
    /// Which terms.
    pub id: PaymentTermsId,
    /// The instalments in order; the last takes the balance.
    pub instalments: Vec<Instalment>,
    /// A discount for paying early.
    pub early: Option<EarlyDiscount>,
}

/// A part of the total with its due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// How much.
    pub part: Part,
    /// When.
    pub due: Due,
}

/// How much an instalment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", content = "value", rename_all = "snake_case")]
pub enum Part {
    /// So many percent of the total with tax.
    Percent(Decimal),
    /// So much in the document's currency.
    Fixed(Decimal),
}

impl PaymentTerms {
    /// Whether they may be kept.
    ///
    /// # Errors
    /// [`PricingRefusal::NoInstalments`], [`PricingRefusal::PercentOutOfRange`],
    /// [`PricingRefusal::InstalmentsNotWhole`] when the percentages do not come to 100,
    /// [`PricingRefusal::DayOutOfRange`], [`PricingRefusal::EarlyDiscountNeedsOneInstalment`],
    /// [`PricingRefusal::EarlyDiscountNotPositive`].
    pub fn check(&self) -> Result<(), PricingRefusal> {
        if self.instalments.is_empty() {
            return Err(PricingRefusal::NoInstalments);
        }
        let mut sum = Decimal::ZERO;
        for instalment in &self.instalments {
            if let Part::Percent(percent) = instalment.part {
                sum += crate::discount::in_range(percent)?;
            }
            if matches!(instalment.due, Due::OnDayOfNextMonth { day, .. } if day > 31) {
                return Err(PricingRefusal::DayOutOfRange);
            }
        }
        if sum != Decimal::ONE_HUNDRED {
            return Err(PricingRefusal::InstalmentsNotWhole { sum });
        }
        match &self.early {
            Some(_) if self.instalments.len() > 1 => Err(PricingRefusal::EarlyDiscountNeedsOneInstalment),
            Some(early) => early.check(),
            None => Ok(()),
        }
    }
}
