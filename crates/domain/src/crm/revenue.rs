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
    let monthly = recurring / Decimal::from(months.max(1));
    Weighted {
        expected: share(expected),
        monthly: round(monthly, 2),
        monthly_weighted: share(monthly),
        recurring: share(recurring),
    }
}
