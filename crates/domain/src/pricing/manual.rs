//! Prices set by hand, which no recomputation may overwrite.
use crate::money::step::Step;
use rust_decimal::Decimal;

/// Whether a line's price was set by hand: it differs, at the currency's precision, from the price that was last
/// computed for it. A line for which none was computed has its price by hand too.
///
/// Such a price stays when product, unit or quantity change (section 5.3 of the behaviour map); only "update
/// prices" replaces it.
///
/// ```
/// use domain::{money::step::Step, pricing::manual::by_hand};
/// use rust_decimal::Decimal;
/// assert!(!by_hand(Decimal::new(8_2499, 4), Some(Decimal::new(825, 2)), Step::CENT));
/// assert!(by_hand(Decimal::new(80, 1), Some(Decimal::new(825, 2)), Step::CENT));
/// ```
pub fn by_hand(price: Decimal, computed: Option<Decimal>, step: Step) -> bool {
    computed.is_none_or(|computed| step.round(price) != step.round(computed))
}
