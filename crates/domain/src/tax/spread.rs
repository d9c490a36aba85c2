//! Handing out a difference of a few cents over several amounts.
use crate::{few::order, money::step::Step};
use rust_decimal::Decimal;

/// Shares `delta` (a whole number of steps) out in steps: the largest weight first, each about its share, until
/// nothing is left. Equal weights keep the order in which they are given.
///
/// ```
/// use domain::{money::step::Step, tax::spread::spread};
/// use rust_decimal::Decimal;
/// let cents = |cents| Decimal::new(cents, 2);
/// let shares = spread(cents(-3), Step::CENT, &[cents(100), cents(900), cents(200)]);
/// assert_eq!(shares, [cents(0), cents(-3), cents(0)]);
/// ```
pub fn spread(delta: Decimal, step: Step, weights: &[Decimal]) -> Vec<Decimal> {
    let mut shares = vec![Decimal::ZERO; weights.len()];
    let steps = step.count(delta);
    if steps == 0 || weights.is_empty() {
        return shares;
    }
    let order = order(weights.len(), &|a, b| weights[b].abs().cmp(&weights[a].abs()));
    let all: Decimal = weights.iter().map(Decimal::abs).sum();
    let unit = if delta.is_sign_negative() { -step.get() } else { step.get() };
    let mut left = steps;
    for at in order {
        if left == 0 {
            break;
        }
        let share = if all.is_zero() {
            steps.div_ceil(weights.len() as u64)
        } else {
            let exact = weights[at].abs().checked_mul(Decimal::from(steps)).and_then(|part| part.checked_div(all));
            exact.and_then(|part| u64::try_from(part.ceil().mantissa()).ok()).unwrap_or(left)
        };
        // The largest takes at least one, whatever the weights.
        let share = share.max(1).min(left);
        left -= share;
        shares[at] = unit * Decimal::from(share);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_is_lost(cents in -500i64..500, weights in prop::collection::vec(-9_999i64..9_999, 1..30)) {
            let weights: Vec<Decimal> = weights.into_iter().map(|w| Decimal::new(w, 2)).collect();
            let shares = spread(Decimal::new(cents, 2), Step::CENT, &weights);
            prop_assert_eq!(shares.iter().sum::<Decimal>(), Decimal::new(cents, 2));
        }
    }
}
