//! The instalments of a total.
use super::{Part, PaymentTerms};
use crate::{
    money::{
        checked::{less, percent_of},
        step::Step,
    },
    refusal::pricing::PricingRefusal,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An instalment of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueAmount {
    /// When; none beyond the calendar.
    pub on: Option<NaiveDate>,
    /// How much, with tax.
    pub amount: Decimal,
}

impl PaymentTerms {
    /// The instalments of a total from a date on. Each percentage is of the whole total and rounded by itself; the
    /// last instalment takes the balance, whatever it says, so that they always come to the total.
    ///
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn instalments_of(
        &self,
        total: Decimal,
        date: NaiveDate,
        step: Step,
    ) -> Result<Vec<DueAmount>, PricingRefusal> {
        let amounts = self.amounts_of(total, step)?;
        let due = self.instalments.iter().zip(amounts);
        Ok(due.map(|(instalment, amount)| DueAmount { on: instalment.due.from(date), amount }).collect())
    }

    /// How much each instalment of a total is, whenever it is due.
    ///
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn amounts_of(&self, total: Decimal, step: Step) -> Result<Vec<Decimal>, PricingRefusal> {
        let mut left = total;
        let mut amounts = Vec::with_capacity(self.instalments.len());
        for (at, instalment) in self.instalments.iter().enumerate() {
            let amount = match instalment.part {
                _ if at + 1 == self.instalments.len() => left,
                Part::Percent(percent) => step.round(percent_of(total, percent)?),
                Part::Fixed(amount) => step.round(amount),
            };
            left = less(left, amount)?;
            amounts.push(amount);
        }
        Ok(amounts)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        ids::PaymentTermsId,
        terms::{
            Instalment,
            due::Due,
            early::{EarlyDiscount, EarlyTaxes},
        },
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    fn terms(percents: &[i64]) -> PaymentTerms {
        let one = |percent: &i64| Instalment {
            part: Part::Percent(Decimal::from(*percent)),
            due: Due::DaysAfter { days: 14 },
        };
        PaymentTerms { id: PaymentTermsId(Uuid::nil()), instalments: percents.iter().map(one).collect(), early: None }
    }

    #[test]
    fn terms_that_cannot_be_kept_are_refused() {
        assert_eq!(terms(&[30, 70]).check(), Ok(()));
        assert_eq!(terms(&[50]).check(), Err(PricingRefusal::InstalmentsNotWhole { sum: Decimal::from(50) }));
        assert_eq!(terms(&[]).check(), Err(PricingRefusal::NoInstalments));
        let early = Some(EarlyDiscount { percent: Decimal::TWO, days: 10, taxes: EarlyTaxes::Reduced });
        assert_eq!(
            PaymentTerms { early, ..terms(&[30, 70]) }.check(),
            Err(PricingRefusal::EarlyDiscountNeedsOneInstalment)
        );
        assert_eq!(PaymentTerms { early, ..terms(&[100]) }.check(), Ok(()));
    }

    proptest! {
        #[test]
        fn instalments_come_to_the_total(total in -99_999_999i64..99_999_999, first in 0i64..=100, second in 0i64..=100) {
            let total = Decimal::new(total, 2);
            let due = terms(&[first, second, 1]).instalments_of(total, "2026-11-23".parse().unwrap(), Step::CENT).unwrap();
            prop_assert_eq!(due.iter().map(|due| due.amount).sum::<Decimal>(), total);
        }
    }
}
