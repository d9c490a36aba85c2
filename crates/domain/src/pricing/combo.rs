//! The price of a combo, shared over what is chosen in it.
use crate::{
    money::{
        checked::{Exact, less, over, plus, sum, times},
        step::Step,
    },
    refusal::pricing::PricingRefusal,
};
use rust_decimal::Decimal;

/// One choice of a combo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComboChoice {
    /// The sales price of the choice's cheapest item, in the document's currency.
    pub base: Decimal,
    /// What the chosen item costs on top.
    pub extra: Decimal,
}

/// Shares the price of a combo over its choices by their bases; the last one takes what rounding leaves. The
/// combo's own line costs nothing (section 5.3 of the behaviour map).
///
/// ```
/// use domain::{money::step::Step, pricing::combo::{ComboChoice, prices}};
/// use rust_decimal::Decimal;
/// let choice = ComboChoice { base: Decimal::from(100), extra: Decimal::ZERO };
/// let shares = prices(Decimal::TEN, &[choice; 3], Step::CENT).unwrap();
/// assert_eq!(shares, [Decimal::new(333, 2), Decimal::new(333, 2), Decimal::new(334, 2)]);
/// ```
///
/// # Errors
/// [`PricingRefusal::AmountTooLarge`].
pub fn prices(price: Decimal, choices: &[ComboChoice], step: Step) -> Result<Vec<Decimal>, PricingRefusal> {
    let whole = sum(choices.iter().map(|choice| choice.base))?;
    let count = Decimal::from(choices.len() as u64);
    let share = |choice: &ComboChoice| -> Exact {
        // Without any base, equal parts.
        let exact = if whole.is_zero() { over(price, count)? } else { over(times(price, choice.base)?, whole)? };
        Ok(step.round(exact))
    };
    let mut shares = choices.iter().map(share).collect::<Result<Vec<_>, _>>()?;
    let left = less(price, sum(shares.iter().copied())?)?;
    if let Some(last) = shares.last_mut() {
        *last = plus(*last, left)?;
    }
    shares.iter().zip(choices).map(|(share, choice)| plus(*share, choice.extra)).collect()
}
