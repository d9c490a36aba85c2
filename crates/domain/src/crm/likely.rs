//! What opportunities are likely to bring together: a middle, and a range around it.
//!
//! Each opportunity is won, with its chance, or it is not, whatever becomes of the others. So what all of them bring has a
//! mean, the sum of each one's expected revenue times its chance, and a variance, the sum of what each strays from its own:
//! `v² · p · (1 − p)`, which is `w · (v − w)` for an expected revenue `v` that weighs `w = v · p`. The range reaches as far
//! on both sides of the middle as a sum of many independent things is found within eight times of ten (1.2816 standard
//! deviations), and never below nothing or beyond everything. All of it is whole-number arithmetic: the same opportunities
//! have the same range everywhere.
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

/// The square of how many standard deviations hold eight of ten, in ten-thousandths: 1.2816².
const EIGHT_OF_TEN_SQUARED: u128 = 16_425;
/// What the halves are parted at that the database adds up.
const PARTED: i64 = 1_000_000;

/// How far a sum may stray, as its variance in whole units of the currency, squared. Those of independent sums add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Spread(Decimal);

impl Spread {
    /// Of one opportunity: what it is expected to bring, and that weighted by its chance. Parts of a unit are left out.
    pub fn of(expected: Decimal, weighted: Decimal) -> Spread {
        let won = weighted.trunc().max(Decimal::ZERO);
        let lost = (expected - weighted).trunc().max(Decimal::ZERO);
        Spread(won.checked_mul(lost).unwrap_or(Decimal::MAX))
    }

    /// Of many, as a database adds them up that has 64 bits for a sum: `w` and `v − w` of each are parted into millions
    /// and the rest, and the products of millions, those of one with the other, and those of rests are summed.
    pub fn summed(millions: i64, mixed: i64, rests: i64) -> Spread {
        let part = Decimal::from(PARTED);
        let sum = Decimal::from(millions)
            .checked_mul(part)
            .and_then(|sum| sum.checked_add(Decimal::from(mixed)))
            .and_then(|sum| sum.checked_mul(part))
            .and_then(|sum| sum.checked_add(Decimal::from(rests)));
        Spread(sum.unwrap_or(Decimal::MAX).max(Decimal::ZERO))
    }

    /// Of both together: whatever becomes of one, the other ends as it will, so that variances add up.
    #[must_use]
    pub fn and(self, other: Spread) -> Spread {
        Spread(self.0.checked_add(other.0).unwrap_or(Decimal::MAX))
    }

    /// Of what is left without something that was part of it.
    #[must_use]
    pub fn without(self, other: Spread) -> Spread {
        Spread((self.0 - other.0).max(Decimal::ZERO))
    }

    /// Where what is summed ends up eight times of ten: around its middle, from nothing to everything. In thousandths of
    /// a unit at the finest.
    ///
    /// ```
    /// use domain::crm::likely::Spread;
    /// use rust_decimal::Decimal;
    /// // Sixteen of 1,000 each, as likely won as not: 8,000, and 2,000 is one standard deviation.
    /// let each = Spread::of(Decimal::from(1_000), Decimal::from(500));
    /// let all = (0..16).fold(Spread::default(), |sum, _| sum.and(each));
    /// let (low, high) = all.range(Decimal::from(8_000), Decimal::from(16_000));
    /// assert_eq!((low.round(), high.round()), (Decimal::from(5_437), Decimal::from(10_563)));
    /// ```
    pub fn range(self, middle: Decimal, everything: Decimal) -> (Decimal, Decimal) {
        // Thousandths of the half: the root of the variance times 1.2816² times 1,000².
        let variance = self.0.trunc().to_u128().unwrap_or_default();
        let half = variance.saturating_mul(EIGHT_OF_TEN_SQUARED * 100).isqrt();
        let half = i64::try_from(half).map_or(everything, |half| Decimal::new(half, 3));
        let low = (middle - half).max(Decimal::ZERO).min(middle);
        let high = middle.checked_add(half).unwrap_or(everything).min(everything).max(middle);
        (low.normalize(), high.normalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An opportunity: whole units, and a chance in percent.
    fn deal() -> impl Strategy<Value = (i64, i64)> {
        (0..2_000_000_000_i64, 0..=100_i64)
    }

    fn weighted((expected, chance): (i64, i64)) -> i64 {
        i64::try_from(i128::from(expected) * i128::from(chance) / 100).unwrap_or(i64::MAX)
    }

    fn spread(deal: (i64, i64)) -> Spread {
        Spread::of(Decimal::from(deal.0), Decimal::from(weighted(deal)))
    }

    fn of_all(deals: &[(i64, i64)]) -> (Spread, Decimal, Decimal) {
        let sum = deals.iter().fold(Spread::default(), |sum, one| sum.and(spread(*one)));
        let middle = deals.iter().map(|one| Decimal::from(weighted(*one))).sum();
        (sum, middle, deals.iter().map(|one| Decimal::from(one.0)).sum())
    }

    proptest! {
        #[test]
        fn a_range_holds_its_middle_and_never_leaves_what_is_possible(deals in prop::collection::vec(deal(), 0..30)) {
            let (sum, middle, all) = of_all(&deals);
            let (low, high) = sum.range(middle, all);
            prop_assert!(Decimal::ZERO <= low && low <= middle && middle <= high && high <= all.max(middle));
        }

        #[test]
        fn what_the_database_adds_up_in_halves_is_the_same(deals in prop::collection::vec(deal(), 0..30)) {
            let (sum, ..) = of_all(&deals);
            let (mut millions, mut mixed, mut rests) = (0, 0, 0);
            for one in &deals {
                let (won, lost) = (weighted(*one), one.0 - weighted(*one));
                millions += (won / PARTED) * (lost / PARTED);
                mixed += (won / PARTED) * (lost % PARTED) + (won % PARTED) * (lost / PARTED);
                rests += (won % PARTED) * (lost % PARTED);
            }
            prop_assert_eq!(Spread::summed(millions, mixed, rests), sum);
        }

        #[test]
        fn one_more_opens_the_range_and_taking_it_out_closes_it_again(
            deals in prop::collection::vec(deal(), 0..20), more in deal(),
        ) {
            let (sum, ..) = of_all(&deals);
            let with = sum.and(spread(more));
            prop_assert!(with.0 >= sum.0);
            prop_assert_eq!(with.without(spread(more)), sum);
        }

        #[test]
        fn what_is_certain_has_no_range(expected in 0..2_000_000_000_i64, won in any::<bool>()) {
            let (sum, middle, all) = of_all(&[(expected, if won { 100 } else { 0 })]);
            prop_assert_eq!(sum.range(middle, all), (middle, middle));
        }
    }

    #[test]
    fn of_forty_coins_eight_of_ten_throws_are_within() {
        let (sum, middle, all) = of_all(&[(100, 50); 40]);
        let (low, high) = sum.range(middle, all);
        // How many of the 2^40 ways to win some of forty end within, counted one by one.
        let (mut within, mut ways) = (0_u64, 1_u64);
        for won in 0..=40_u64 {
            let brings = Decimal::from(won * 100);
            if low <= brings && brings <= high {
                within += ways;
            }
            ways = u64::try_from(u128::from(ways) * u128::from(40 - won) / u128::from(won + 1)).unwrap_or_default();
        }
        let percent = within / ((1_u64 << 40) / 100);
        assert!((75..=88).contains(&percent), "{percent}");
    }

    #[test]
    fn absurd_amounts_are_no_fault() {
        let absurd = Spread::of(Decimal::MAX, Decimal::MAX / Decimal::TWO);
        let (low, high) = absurd.and(absurd).range(Decimal::ONE, Decimal::TEN);
        assert_eq!((low, high), (Decimal::ZERO, Decimal::TEN));
        assert_eq!(Spread::summed(i64::MAX, i64::MAX, i64::MAX).range(Decimal::ONE, Decimal::TEN).0, Decimal::ZERO);
    }
}
