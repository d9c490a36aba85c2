//! Arithmetic that refuses what can no longer be kept exactly, instead of stopping the program.
use crate::refusal::pricing::PricingRefusal;
use rust_decimal::Decimal;

/// What every step of a computation answers.
pub(crate) type Exact = Result<Decimal, PricingRefusal>;

/// `a + b`.
pub(crate) fn plus(a: Decimal, b: Decimal) -> Exact {
    a.checked_add(b).ok_or(PricingRefusal::AmountTooLarge)
}

/// `a − b`.
pub(crate) fn less(a: Decimal, b: Decimal) -> Exact {
    plus(a, -b)
}

/// `a × b`.
pub(crate) fn times(a: Decimal, b: Decimal) -> Exact {
    a.checked_mul(b).ok_or(PricingRefusal::AmountTooLarge)
}

/// `a ÷ b`; dividing by nothing is refused too.
pub(crate) fn over(a: Decimal, b: Decimal) -> Exact {
    a.checked_div(b).ok_or(PricingRefusal::AmountTooLarge)
}

/// The sum of many.
pub(crate) fn sum(amounts: impl IntoIterator<Item = Decimal>) -> Exact {
    amounts.into_iter().try_fold(Decimal::ZERO, plus)
}

/// `percent` hundredths of `amount`.
pub(crate) fn percent_of(amount: Decimal, percent: Decimal) -> Exact {
    over(times(amount, percent)?, Decimal::ONE_HUNDRED)
}

/// What is left of `amount` after `percent` hundredths are taken off.
pub(crate) fn without_percent(amount: Decimal, percent: Decimal) -> Exact {
    over(times(amount, less(Decimal::ONE_HUNDRED, percent)?)?, Decimal::ONE_HUNDRED)
}
