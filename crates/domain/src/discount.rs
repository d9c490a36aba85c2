//! Discounts: of a line, on the whole quotation, and whether somebody must approve them.
use crate::{
    ids::LineId,
    margin::Margin,
    money::checked::{Exact, less, over, plus, times, without_percent},
    refusal::pricing::PricingRefusal,
    tax::{
        TotalsRules,
        document::DocumentLine,
        share::{FixedTaxes, Portion, Shared, share},
    },
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A discount on the whole quotation, in lines of one set of taxes each; the amounts are what is taken off.
///
/// A percentage is of the total with tax; an amount makes the total with tax fall by exactly that. Fees that are a
/// fixed amount for each unit are left out. A later discount takes the lines of the earlier ones along, so it works
/// on what is left (section 7 of the behaviour map).
///
/// # Errors
/// [`PricingRefusal::PercentOutOfRange`] above 100 % or below 0, [`PricingRefusal::NothingToShare`],
/// [`PricingRefusal::AmountTooLarge`].
pub fn on_the_whole(
    lines: &[DocumentLine<'_>],
    rules: &TotalsRules,
    discount: Portion,
) -> Result<Shared, PricingRefusal> {
    if let Portion::Percent(percent) = discount {
        in_range(percent)?;
    }
    share(lines, rules, discount, FixedTaxes::LeftOut)
}

/// A percentage that may be taken off.
/// # Errors
/// [`PricingRefusal::PercentOutOfRange`].
pub fn in_range(percent: Decimal) -> Result<Decimal, PricingRefusal> {
    if percent < Decimal::ZERO || percent > Decimal::ONE_HUNDRED {
        Err(PricingRefusal::PercentOutOfRange { percent })
    } else {
        Ok(percent)
    }
}

/// A net before its discount: `net × 100 / (100 − discount)`; at 100 % it is `full`, quantity × price.
/// # Errors
/// [`PricingRefusal::AmountTooLarge`].
pub fn before_discount(net: Decimal, discount: Decimal, full: Decimal) -> Exact {
    let left = less(Decimal::ONE_HUNDRED, discount)?;
    if left.is_zero() { Ok(full) } else { over(times(net, Decimal::ONE_HUNDRED)?, left) }
}

/// What somebody may give without asking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalLimits {
    /// Most percent off a line.
    pub line_discount: Option<Decimal>,
    /// Most percent off the whole, all discounts together.
    pub total_discount: Option<Decimal>,
    /// Least margin of a line as a part of its net: 0.2 is 20 %.
    pub line_margin: Option<Decimal>,
    /// Least margin of the whole.
    pub total_margin: Option<Decimal>,
}

/// What of a line counts for approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JudgedLine {
    /// The line.
    pub line: LineId,
    /// Its discount in percent.
    pub discount: Decimal,
    /// Quantity × price.
    pub before_discount: Decimal,
    /// Its margin; none where the cost is not known.
    pub margin: Option<Margin>,
}

/// Why somebody must approve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum ApprovalReason {
    /// A line's discount, in percent.
    LineDiscount {
        /// The line.
        line: LineId,
        /// What is given.
        given: Decimal,
        /// What may be given.
        limit: Decimal,
    },
    /// The discount on the whole, in percent.
    TotalDiscount {
        /// What is given.
        given: Decimal,
        /// What may be given.
        limit: Decimal,
    },
    /// A line's margin, as a part of its net.
    LineMargin {
        /// The line.
        line: LineId,
        /// What is left.
        left: Decimal,
        /// What must be left.
        limit: Decimal,
    },
    /// The margin of the whole.
    TotalMargin {
        /// What is left.
        left: Decimal,
        /// What must be left.
        limit: Decimal,
    },
}

/// Why a quotation needs approval; no reason means that it does not.
///
/// `whole_discount` is what discounts on the whole take off besides, without tax. A limit that is just reached is
/// kept. The margin of the whole is judged only where every line's cost is known.
///
/// # Errors
/// [`PricingRefusal::AmountTooLarge`].
pub fn approval(
    limits: &ApprovalLimits,
    lines: &[JudgedLine],
    whole_discount: Decimal,
) -> Result<Vec<ApprovalReason>, PricingRefusal> {
    let mut reasons = Vec::new();
    let (mut before, mut net) = (Decimal::ZERO, -whole_discount);
    let mut margins = Some(Margin { net: -whole_discount, margin: -whole_discount });
    for line in lines {
        if let Some(limit) = limits.line_discount.filter(|limit| line.discount > *limit) {
            reasons.push(ApprovalReason::LineDiscount { line: line.line, given: line.discount, limit });
        }
        before = plus(before, line.before_discount)?;
        net = plus(net, without_percent(line.before_discount, line.discount)?)?;
        margins = match (margins, line.margin) {
            (Some(sum), Some(margin)) => {
                let left = margin.ratio()?;
                if let Some(limit) = limits.line_margin.filter(|limit| !margin.net.is_zero() && left < *limit) {
                    reasons.push(ApprovalReason::LineMargin { line: line.line, left, limit });
                }
                Some(Margin::of_document([sum, margin])?)
            }
            _ => None,
        };
    }
    if !before.is_zero() {
        let given = less(Decimal::ONE_HUNDRED, over(times(net, Decimal::ONE_HUNDRED)?, before)?)?;
        if let Some(limit) = limits.total_discount.filter(|limit| given > *limit) {
            reasons.push(ApprovalReason::TotalDiscount { given, limit });
        }
    }
    if let Some(margin) = margins.filter(|margin| !margin.net.is_zero()) {
        let left = margin.ratio()?;
        if let Some(limit) = limits.total_margin.filter(|limit| left < *limit) {
            reasons.push(ApprovalReason::TotalMargin { left, limit });
        }
    }
    Ok(reasons)
}

#[cfg(test)]
#[path = "discount_tests.rs"]
mod tests;
