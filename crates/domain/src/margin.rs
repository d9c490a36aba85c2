//! What is earned: margin of a line and of a document.
use crate::{
    money::checked::{Exact, less, over, plus, times},
    refusal::pricing::PricingRefusal,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A margin with what it is measured against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margin {
    /// Net sales, without tax.
    pub net: Decimal,
    /// Net sales less cost.
    pub margin: Decimal,
}

impl Margin {
    /// The margin of a line: its net less cost × quantity, the cost in the document's currency and the line's unit
    /// (section 10.4 of the behaviour map).
    ///
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn of_line(net: Decimal, cost: Decimal, quantity: Decimal) -> Result<Margin, PricingRefusal> {
        Ok(Margin { net, margin: less(net, times(cost, quantity)?)? })
    }

    /// The margin of a document: the sum of its lines.
    ///
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn of_document(lines: impl IntoIterator<Item = Margin>) -> Result<Margin, PricingRefusal> {
        lines.into_iter().try_fold(Margin::default(), |sum, line| {
            Ok(Margin { net: plus(sum.net, line.net)?, margin: plus(sum.margin, line.margin)? })
        })
    }

    /// The margin as a part of net sales: 0.4 is 40 %. Nothing where nothing is sold.
    ///
    /// ```
    /// use domain::margin::Margin;
    /// use rust_decimal::Decimal;
    /// let line = Margin::of_line(Decimal::from(300), Decimal::from(50), Decimal::from(3)).unwrap();
    /// assert_eq!(line.ratio(), Ok(Decimal::new(5, 1)));
    /// ```
    ///
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn ratio(&self) -> Exact {
        if self.net.is_zero() { Ok(Decimal::ZERO) } else { over(self.margin, self.net) }
    }
}
