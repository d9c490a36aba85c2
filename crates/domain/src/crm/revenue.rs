//! What an opportunity is worth: once, and month by month, weighted by its chance.
use crate::money::round;
use rust_decimal::Decimal;

/// The figures of an opportunity (section 1.1 of the behaviour map), in the company's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighted {
    /// Expected revenue times the chance.
    pub expected: Decimal,
    /// Recurring revenue of a month.
    pub monthly: Decimal,
    /// That times the chance.
    pub monthly_weighted: Decimal,
    /// Recurring revenue of its whole plan times the chance.
    pub recurring: Decimal,
}

/// Weighs revenue by a chance in percent; `months` is the length of the plan, and none counts as one.
///
/// ```
/// use domain::crm::revenue::weighted;
/// use rust_decimal::Decimal;
/// let figures = weighted(Decimal::from(1000), Decimal::from(1200), 12, Decimal::from(35));
/// assert_eq!((figures.expected, figures.monthly), (Decimal::from(350), Decimal::from(100)));
/// ```
pub fn weighted(expected: Decimal, recurring: Decimal, months: u32, chance: Decimal) -> Weighted {
    let share = |amount: Decimal| round(amount * chance / Decimal::ONE_HUNDRED, 2);
    let exact = recurring / Decimal::from(months.max(1));
    Weighted {
        expected: share(expected),
        monthly: monthly(recurring, months, 2),
        monthly_weighted: share(exact),
        recurring: share(recurring),
    }
}

/// What comes in a month of an amount that stands for so many, rounded to so many decimals; none counts as one.
///
/// ```
/// use domain::crm::revenue::monthly;
/// use rust_decimal::Decimal;
/// assert_eq!(monthly(Decimal::from(100), 3, 2), Decimal::new(3333, 2));
/// ```
pub fn monthly(recurring: Decimal, months: u32, decimals: u32) -> Decimal {
    round(recurring / Decimal::from(months.max(1)), decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_months_of_a_plan_bring_what_was_typed_but_for_the_rounding_of_each(
            coins in 0_i64..1_000_000_000_000, months in 1_u32..=600, chance in 0_u32..=100,
        ) {
            let recurring = Decimal::new(coins, 2);
            let month = monthly(recurring, months, 2);
            let off = (month * Decimal::from(months) - recurring).abs();
            // Half a cent in each month at most.
            proptest::prop_assert!(off <= Decimal::new(5, 3) * Decimal::from(months), "{off}");
            proptest::prop_assert_eq!(monthly(recurring, 1, 2), recurring);
            let figures = weighted(Decimal::ZERO, recurring, months, Decimal::from(chance));
            proptest::prop_assert!(figures.monthly == month && figures.monthly_weighted <= month);
            proptest::prop_assert!(figures.recurring <= recurring);
        }
    }
}
