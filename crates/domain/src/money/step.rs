//! Rounding to a step: a cent, five cents, a whole unit.
use crate::{money::Currency, refusal::pricing::PricingRefusal};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// Decimals past which a difference is noise of a division, not a figure.
///
/// A third of a cent times three must be a cent: amounts are brought to this many decimals before they are
/// rounded to their step (section 0 of the behaviour map: "half away from zero with tiny epsilon").
const NOISE: u32 = 15;

/// The smallest difference between two amounts: 0.01, 0.05, 1; always above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Step(Decimal);

/// Which way an amount between two steps goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To the nearer step, half away from zero: the commercial rounding.
    #[default]
    HalfUp,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

impl Step {
    /// A hundredth, 0.01: the smallest unit of the euro and of most currencies.
    pub const CENT: Step = Step(Decimal::from_parts(1, 0, 0, false, 2));
    /// A whole unit, 1: of currencies without a smaller one, and of things counted whole.
    pub const ONE: Step = Step(Decimal::ONE);

    /// Reads a step.
    /// # Errors
    /// [`PricingRefusal::StepNotPositive`] when it is zero or below.
    pub fn new(step: Decimal) -> Result<Step, PricingRefusal> {
        if step > Decimal::ZERO { Ok(Step(step.normalize())) } else { Err(PricingRefusal::StepNotPositive) }
    }

    /// The step of a currency's smallest unit.
    pub fn of(currency: Currency) -> Step {
        Step::decimals(currency.decimals())
    }

    /// The step with this many decimals.
    pub fn decimals(decimals: u32) -> Step {
        Step(Decimal::new(1, decimals.min(12)))
    }

    /// The step as a figure.
    pub const fn get(self) -> Decimal {
        self.0
    }

    /// Rounds to the nearest multiple, half away from zero.
    ///
    /// ```
    /// use domain::money::step::Step;
    /// use rust_decimal::Decimal;
    /// let five_cents = Step::new(Decimal::new(5, 2)).unwrap();
    /// assert_eq!(five_cents.round(Decimal::new(4812, 2)), Decimal::new(4810, 2));
    /// assert_eq!(Step::CENT.round(Decimal::new(-2675, 3)), Decimal::new(-268, 2));
    /// ```
    pub fn round(self, amount: Decimal) -> Decimal {
        self.round_towards(amount, Direction::HalfUp)
    }

    /// Rounds to a multiple in the given direction.
    pub fn round_towards(self, amount: Decimal, direction: Direction) -> Decimal {
        let strategy = match direction {
            Direction::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Direction::Up => RoundingStrategy::AwayFromZero,
            Direction::Down => RoundingStrategy::ToZero,
        };
        let amount = amount.round_dp_with_strategy(NOISE, RoundingStrategy::MidpointAwayFromZero);
        // A power of ten is a number of decimals: no division, no noise.
        let mut rounded = if self.0.mantissa() == 1 {
            amount.round_dp_with_strategy(self.0.scale(), strategy)
        } else {
            match amount.checked_div(self.0).map(|steps| steps.round_dp_with_strategy(0, strategy)) {
                Some(steps) => steps.checked_mul(self.0).unwrap_or(amount),
                None => amount,
            }
        };
        if rounded.scale() < self.0.scale() {
            rounded.rescale(self.0.scale());
        }
        rounded
    }

    /// How many steps the (rounded) amount has, without its sign; as many as fit in 64 bits.
    pub(crate) fn count(self, amount: Decimal) -> u64 {
        let steps = amount.abs().checked_div(self.0).unwrap_or_default();
        u64::try_from(steps.round().mantissa()).unwrap_or(u64::MAX)
    }
}

impl TryFrom<Decimal> for Step {
    type Error = PricingRefusal;
    fn try_from(step: Decimal) -> Result<Self, PricingRefusal> {
        Step::new(step)
    }
}

impl From<Step> for Decimal {
    fn from(step: Step) -> Decimal {
        step.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn figure(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_go_to_their_step() {
        for (step, amount, rounded) in [
            ("0.01", "2.675", "2.68"),
            ("0.01", "-2.675", "-2.68"),
            ("0.05", "48.12", "48.10"),
            ("0.05", "48.125", "48.15"),
            ("1", "1742.5", "1743"),
            ("10", "1745", "1750"),
            ("0.01", "0.0049999999999999999999", "0.01"),
        ] {
            assert_eq!(Step::new(figure(step)).unwrap().round(figure(amount)), figure(rounded), "{amount} by {step}");
        }
        let five = Step::new(figure("0.05")).unwrap();
        assert_eq!(five.round_towards(figure("48.11"), Direction::Up), figure("48.15"));
        assert_eq!(five.round_towards(figure("-48.14"), Direction::Down), figure("-48.10"));
        assert_eq!(Step::new(Decimal::ZERO), Err(PricingRefusal::StepNotPositive));
    }

    proptest! {
        #[test]
        fn rounding_twice_is_rounding_once(amount in -9_999_999_999i64..9_999_999_999, step in prop::sample::select(vec!["0.01", "0.05", "0.25", "1", "10"])) {
            let step = Step::new(figure(step)).unwrap();
            let once = step.round(Decimal::new(amount, 5));
            prop_assert_eq!(step.round(once), once);
            prop_assert!((once - Decimal::new(amount, 5)).abs() * Decimal::TWO <= step.get());
            prop_assert_eq!(step.round(-Decimal::new(amount, 5)), -once);
        }
    }
}
