//! Discounts: of a line, on the whole quotation, and whether somebody must approve them.
pub mod worst;

use crate::{
    ids::{LineId, TaxId},
    margin::Margin,
    money::checked::{Exact, less, over, plus, times, without_percent},
    refusal::pricing::PricingRefusal,
    tax::{
        TotalsRules,
        document::DocumentLine,
        share::{self, FixedTaxes, Portion, Shared, share},
        sums::Sums,
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

/// As [`on_the_whole`], in the document's currency alone and without a totals block: the taxes of each line, and the
/// amounts.
///
/// # Errors
/// As [`on_the_whole`].
pub fn sums(
    lines: &[DocumentLine<'_>],
    rules: &TotalsRules,
    discount: Portion,
) -> Result<(Vec<Vec<TaxId>>, Sums), PricingRefusal> {
    if let Portion::Percent(percent) = discount {
        in_range(percent)?;
    }
    share::sums(lines, rules, discount, FixedTaxes::LeftOut)
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

/// The worst figures of a quotation, by the same measures as the limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Most percent off a line.
    pub line_discount: Option<Decimal>,
    /// Percent off the whole.
    pub total_discount: Option<Decimal>,
    /// Least margin of a line.
    pub line_margin: Option<Decimal>,
    /// Margin of the whole.
    pub total_margin: Option<Decimal>,
}

impl ApprovalLimits {
    /// Limits that nothing as good as what was approved passes: who approved 12 % need not approve 11 % again.
    pub fn raised_to(self, approved: &Given) -> ApprovalLimits {
        let most = |limit: Option<Decimal>, given: Option<Decimal>| {
            limit.map(|limit| given.map_or(limit, |given| limit.max(given)))
        };
        let least = |limit: Option<Decimal>, given: Option<Decimal>| {
            limit.map(|limit| given.map_or(limit, |given| limit.min(given)))
        };
        ApprovalLimits {
            line_discount: most(self.line_discount, approved.line_discount),
            total_discount: most(self.total_discount, approved.total_discount),
            line_margin: least(self.line_margin, approved.line_margin),
            total_margin: least(self.total_margin, approved.total_margin),
        }
    }
}

/// The worst figures of a quotation: what an approval of it stands for.
/// # Errors
/// [`PricingRefusal::AmountTooLarge`].
pub fn given(lines: &[JudgedLine], whole_discount: Decimal) -> Result<Given, PricingRefusal> {
    // Everything passes limits that nothing can keep: the reasons then name every figure.
    let none = ApprovalLimits {
        line_discount: Some(Decimal::MIN),
        total_discount: Some(Decimal::MIN),
        line_margin: Some(Decimal::MAX),
        total_margin: Some(Decimal::MAX),
    };
    let mut given = Given::default();
    let worse = |known: Option<Decimal>, figure: Decimal, most: bool| {
        Some(known.map_or(figure, |known| if most { known.max(figure) } else { known.min(figure) }))
    };
    for reason in approval(&none, lines, whole_discount)? {
        match reason {
            ApprovalReason::LineDiscount { given: figure, .. } => {
                given.line_discount = worse(given.line_discount, figure, true)
            }
            ApprovalReason::TotalDiscount { given: figure, .. } => given.total_discount = Some(figure),
            ApprovalReason::LineMargin { left, .. } => given.line_margin = worse(given.line_margin, left, false),
            ApprovalReason::TotalMargin { left, .. } => given.total_margin = Some(left),
        }
    }
    Ok(given)
}

/// What of a line counts for approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JudgedLine {
    /// The line.
    pub line: LineId,
    /// Its discount in percent.
    pub discount: Decimal,
    /// Percent that it gives away: its discount, or more where its price is below the price list's; see [`given_away`].
    pub given: Decimal,
    /// Quantity × price.
    pub before_discount: Decimal,
    /// Quantity × the price list's price where that is the higher one; else as `before_discount`.
    pub listed: Decimal,
    /// Its margin; none where the cost is not known.
    pub margin: Option<Margin>,
}

/// Percent that one of a line gives away at `price` less `discount` percent, where the price list says `listed` for one:
/// a lower price that was typed gives away no less than a discount. Without a price above nothing in the list, and where
/// the line's price is the higher one, the discount.
///
/// # Errors
/// [`PricingRefusal::AmountTooLarge`].
///
/// ```
/// use domain::discount::given_away;
/// use rust_decimal::Decimal;
/// let listed = Some(Decimal::ONE_HUNDRED);
/// assert_eq!(given_away(Decimal::from(80), Decimal::TEN, listed), Ok(Decimal::from(28)));
/// assert_eq!(given_away(Decimal::from(120), Decimal::TEN, listed), Ok(Decimal::TEN));
/// assert_eq!(given_away(Decimal::from(80), Decimal::ZERO, None), Ok(Decimal::ZERO));
/// ```
pub fn given_away(price: Decimal, discount: Decimal, listed: Option<Decimal>) -> Exact {
    let Some(listed) = listed.filter(|listed| *listed > Decimal::ZERO) else { return Ok(discount) };
    let kept = over(times(without_percent(price, discount)?, Decimal::ONE_HUNDRED)?, listed)?;
    Ok(discount.max(less(Decimal::ONE_HUNDRED, kept)?))
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
/// A discount is judged against what the price list says where that is more than what stands on the line.
/// `whole_discount` is what discounts on the whole take off besides, without tax. A limit that is just reached is
/// kept. The margin of a line is judged where its cost is known, that of the whole only where every line's is: so the
/// order of the lines does not matter.
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
        if let Some(limit) = limits.line_discount.filter(|limit| line.given > *limit) {
            reasons.push(ApprovalReason::LineDiscount { line: line.line, given: line.given, limit });
        }
        before = plus(before, line.listed)?;
        net = plus(net, without_percent(line.before_discount, line.discount)?)?;
        if let Some(margin) = line.margin {
            let left = margin.ratio()?;
            if let Some(limit) = limits.line_margin.filter(|limit| !margin.net.is_zero() && left < *limit) {
                reasons.push(ApprovalReason::LineMargin { line: line.line, left, limit });
            }
        }
        margins = match (margins, line.margin) {
            (Some(sum), Some(margin)) => Some(Margin::of_document([sum, margin])?),
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
