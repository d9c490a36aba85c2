//! Units of measure: kg and t, pcs and dozen; quantities and prices from one to the other.
pub mod seeds;
pub mod written;

use crate::{
    ids::{UnitCategoryId, UnitId},
    money::{
        checked::{Exact, over, times},
        step::{Direction, Step},
    },
    refusal::pricing::PricingRefusal,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A unit. Units of one category convert into each other (section 8 of the behaviour map).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Which unit.
    pub id: UnitId,
    /// What it measures: mass, time, pieces.
    pub category: UnitCategoryId,
    /// How many of its category's reference units one of it is: a dozen is 12 pieces. Above zero.
    pub ratio: Decimal,
    /// Its smallest quantity: what an amount is brought to when it comes from another unit.
    pub rounding: Step,
}

/// Decimals of a quantity, and the way it is rounded when its unit changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuantityRounding {
    /// The smallest difference.
    pub step: Step,
    /// Which way.
    pub direction: Direction,
}

impl QuantityRounding {
    /// Two decimals, upwards: nobody gets less than was asked for.
    pub const UP: QuantityRounding = QuantityRounding { step: Step::CENT, direction: Direction::Up };
    /// Two decimals, to the nearer.
    pub const HALF_UP: QuantityRounding = QuantityRounding { step: Step::CENT, direction: Direction::HalfUp };
}

impl Unit {
    /// Rounding to the unit's smallest quantity, upwards: nobody gets less than was asked for.
    pub const fn up(&self) -> QuantityRounding {
        QuantityRounding { step: self.rounding, direction: Direction::Up }
    }

    /// Whether it may be kept.
    /// # Errors
    /// [`PricingRefusal::RatioNotPositive`].
    pub fn check(&self) -> Result<(), PricingRefusal> {
        if self.ratio > Decimal::ZERO { Ok(()) } else { Err(PricingRefusal::RatioNotPositive) }
    }

    fn related(&self, other: &Unit) -> Result<(), PricingRefusal> {
        self.check()?;
        other.check()?;
        if self.category == other.category { Ok(()) } else { Err(PricingRefusal::UnitsUnrelated) }
    }

    /// So many of this unit in another one.
    ///
    /// ```
    /// use domain::{ids::{UnitCategoryId, UnitId}, money::step::Step, units::{QuantityRounding, Unit}};
    /// use rust_decimal::Decimal;
    /// let category = UnitCategoryId(uuid::Uuid::nil());
    /// let unit = |id, ratio| Unit { id: UnitId(uuid::Uuid::from_u128(id)), category, ratio, rounding: Step::CENT };
    /// let (piece, dozen) = (unit(1, Decimal::ONE), unit(2, Decimal::from(12)));
    /// assert_eq!(dozen.quantity(Decimal::TWO, &piece, QuantityRounding::UP), Ok(Decimal::from(24)));
    /// assert_eq!(dozen.price(Decimal::from(24), &piece), Ok(Decimal::TWO));
    /// ```
    ///
    /// # Errors
    /// [`PricingRefusal::UnitsUnrelated`] across categories.
    pub fn quantity(&self, quantity: Decimal, to: &Unit, rounding: QuantityRounding) -> Exact {
        self.related(to)?;
        if self.ratio == to.ratio {
            return Ok(quantity);
        }
        let exact = over(times(quantity, self.ratio)?, to.ratio)?;
        Ok(rounding.step.round_towards(exact, rounding.direction))
    }

    /// A price for one of this unit as the price for one of another, unrounded.
    /// # Errors
    /// [`PricingRefusal::UnitsUnrelated`] across categories.
    pub fn price(&self, price: Decimal, to: &Unit) -> Exact {
        self.related(to)?;
        if self.ratio == to.ratio { Ok(price) } else { over(times(price, to.ratio)?, self.ratio) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn unit(category: u128, ratio: Decimal) -> Unit {
        Unit {
            id: UnitId(Uuid::nil()),
            category: UnitCategoryId(Uuid::from_u128(category)),
            ratio,
            rounding: Step::CENT,
        }
    }

    #[test]
    fn hours_are_no_kilograms() {
        let (hour, kilogram) = (unit(1, Decimal::ONE), unit(2, Decimal::ONE));
        assert_eq!(hour.quantity(Decimal::ONE, &kilogram, QuantityRounding::UP), Err(PricingRefusal::UnitsUnrelated));
        assert_eq!(hour.price(Decimal::ONE, &kilogram), Err(PricingRefusal::UnitsUnrelated));
        assert_eq!(unit(1, Decimal::ZERO).price(Decimal::ONE, &hour), Err(PricingRefusal::RatioNotPositive));
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_amount(price in 0i64..99_999_999, ratio in 1i64..100_000) {
            let (one, many) = (unit(1, Decimal::ONE), unit(1, Decimal::new(ratio, 3)));
            let price = Decimal::new(price, 4);
            let back = one.price(price, &many).and_then(|price| many.price(price, &one));
            prop_assert_eq!(back.map(|price| crate::money::round(price, 10)), Ok(crate::money::round(price, 10)));
        }
    }
}
