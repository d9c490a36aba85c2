//! What a document says of its payment: how much is due when, counted from the invoice, whose day nobody knows yet.
use super::{PaymentTerms, due::Due};
use crate::{
    money::{Currency, step::Step},
    quotes::totals::Totals,
    refusal::pricing::PricingRefusal,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The instalments of a document with their amounts, and what is paid when the early discount is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The instalments in their order; together they come to the total.
    pub parts: Vec<Scheduled>,
    /// Paying early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early: Option<EarlyPayment>,
}

/// An instalment with its amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheduled {
    /// How much, with tax.
    pub amount: Decimal,
    /// When, from the invoice.
    pub due: Due,
}

/// What is paid within so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyPayment {
    /// How much, with tax.
    pub amount: Decimal,
    /// Days from the invoice.
    pub days: u32,
}

impl PaymentTerms {
    /// What a document with these totals says. Nothing where the terms' own sentence says it all (one instalment and no
    /// discount), and nothing where fixed instalments leave nothing for the last one: such a schedule helps nobody.
    ///
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn schedule(&self, totals: &Totals, currency: Currency) -> Result<Option<Schedule>, PricingRefusal> {
        if self.instalments.len() < 2 && self.early.is_none() || !self.fits(totals.gross, currency)? {
            return Ok(None);
        }
        let step = Step::of(currency);
        let amounts = self.amounts_of(totals.gross, step)?;
        let parts = self.instalments.iter().zip(amounts);
        let parts = parts.map(|(instalment, amount)| Scheduled { amount, due: instalment.due }).collect();
        let early = match &self.early {
            Some(early) => {
                Some(EarlyPayment { amount: early.to_pay(totals.net, totals.gross, step)?, days: early.days })
            }
            None => None,
        };
        Ok(Some(Schedule { parts, early }))
    }

    /// Whether a total leaves something for the last instalment.
    ///
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn fits(&self, total: Decimal, currency: Currency) -> Result<bool, PricingRefusal> {
        let amounts = self.amounts_of(total, Step::of(currency))?;
        Ok(total > Decimal::ZERO && amounts.last().is_some_and(|last| *last > Decimal::ZERO))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        ids::PaymentTermsId,
        terms::{
            Instalment, Part,
            early::{EarlyDiscount, EarlyTaxes},
        },
    };
    use uuid::Uuid;

    const NOW: Due = Due::DaysAfter { days: 0 };
    const LATER: Due = Due::DaysAfter { days: 14 };

    fn terms(instalments: &[(Part, Due)], early: Option<EarlyDiscount>) -> PaymentTerms {
        let instalments = instalments.iter().map(|(part, due)| Instalment { part: *part, due: *due }).collect();
        PaymentTerms { id: PaymentTermsId(Uuid::nil()), instalments, early }
    }

    fn totals() -> Totals {
        let (net, tax) = (Decimal::from(1000), Decimal::from(255));
        Totals { net, tax, gross: net + tax, ..Totals::default() }
    }

    #[test]
    fn a_third_now_and_the_rest_later_come_to_the_total() {
        let percent = |percent: i64| Part::Percent(Decimal::from(percent));
        let terms = terms(&[(percent(30), NOW), (percent(70), LATER)], None);
        let schedule = terms.schedule(&totals(), Currency::EUR).unwrap().unwrap();
        let expected = [(Decimal::new(37_650, 2), NOW), (Decimal::new(87_850, 2), LATER)];
        assert_eq!(schedule.parts, expected.map(|(amount, due)| Scheduled { amount, due }));
    }

    #[test]
    fn what_the_sentence_says_already_is_not_said_again() {
        let whole = [(Part::Percent(Decimal::ONE_HUNDRED), LATER)];
        assert_eq!(terms(&whole, None).schedule(&totals(), Currency::EUR), Ok(None));
        let early = EarlyDiscount { percent: Decimal::TWO, days: 7, taxes: EarlyTaxes::Reduced };
        let schedule = terms(&whole, Some(early)).schedule(&totals(), Currency::EUR).unwrap().unwrap();
        assert_eq!(schedule.early, Some(EarlyPayment { amount: Decimal::new(122_990, 2), days: 7 }));
    }

    #[test]
    fn a_fixed_part_that_takes_everything_leaves_no_schedule() {
        let parts = [(Part::Fixed(Decimal::from(2000)), NOW), (Part::Percent(Decimal::ONE_HUNDRED), LATER)];
        assert_eq!(terms(&parts, None).schedule(&totals(), Currency::EUR), Ok(None));
        assert_eq!(terms(&parts, None).fits(Decimal::from(2001), Currency::EUR), Ok(true));
    }
}
