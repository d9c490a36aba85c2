//! Approval where the customer may choose: it looks at the worst of the choices they may make.
//!
//! The rule: a line that may be taken is judged as if it were, whatever is preselected. The discount on the whole and the
//! margin of the whole are judged for the choice that makes each of them worst: of every group what is taken, what is
//! left, and how much, an open end counting as a thousand times what is offered. A discount on the whole follows the choice
//! as it does on the customer's page: a percentage stays one; an amount stays when more is taken, and shrinks in
//! proportion when less is; where choices are too many to look at each, such an amount is judged a little too strictly
//! rather than too mildly. The map's program judges nothing of the kind; it would let a seller hide a giveaway in an
//! option that is not ticked.
use super::{ApprovalLimits, ApprovalReason, Given, JudgedLine, approval, given};
use crate::{
    money::checked::{less, over, plus, times, without_percent},
    refusal::pricing::PricingRefusal,
};
use rust_decimal::Decimal;

/// Most steps until the worst choice is found; each makes it worse, and a few are enough.
const STEPS: usize = 60;
/// Most choices of which each is looked at.
const MOST_CHOICES: usize = 512;

/// A decision of the customer: exactly one of these is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What may be taken, each as the lines it is; no lines where nothing may be.
    pub ways: Vec<Vec<JudgedLine>>,
    /// Which of them the seller has preselected.
    pub preselected: usize,
}

impl Decision {
    /// What is sold in any case.
    pub fn fixed(lines: Vec<JudgedLine>) -> Decision {
        Decision { ways: vec![lines], preselected: 0 }
    }
}

/// A discount on the whole, without tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WholeDiscount {
    /// What it takes off the preselection.
    pub amount: Decimal,
    /// Whether it is a percentage of whatever is taken.
    pub percent: bool,
}

/// What is judged of a quotation whose customer may choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JudgedChoices {
    /// The decisions, those with a single way among them.
    pub decisions: Vec<Decision>,
    /// The discount on the whole.
    pub whole: WholeDiscount,
}

/// What is made worst.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Discount,
    Margin,
}

impl JudgedChoices {
    /// Why the quotation needs approval; see [`approval`] for what is judged of each choice.
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn reasons(&self, limits: &ApprovalLimits) -> Result<Vec<ApprovalReason>, PricingRefusal> {
        let of_lines = ApprovalLimits { total_discount: None, total_margin: None, ..*limits };
        let mut reasons = approval(&of_lines, &self.every_line(), Decimal::ZERO)?;
        let whole = self.of_whole()?;
        let too_much = limits.total_discount.zip(whole.total_discount).filter(|(limit, given)| given > limit);
        reasons.extend(too_much.map(|(limit, given)| ApprovalReason::TotalDiscount { given, limit }));
        let too_little = limits.total_margin.zip(whole.total_margin).filter(|(limit, left)| left < limit);
        reasons.extend(too_little.map(|(limit, left)| ApprovalReason::TotalMargin { left, limit }));
        Ok(reasons)
    }

    /// The worst figures of any choice: what an approval stands for.
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`].
    pub fn given(&self) -> Result<Given, PricingRefusal> {
        let lines = given(&self.every_line(), Decimal::ZERO)?;
        let Given { total_discount, total_margin, .. } = self.of_whole()?;
        Ok(Given { total_discount, total_margin, ..lines })
    }

    /// The worst figures of the whole.
    ///
    /// An amount that shrinks but does not grow takes off the lesser of two, so what is left is the greater of two
    /// quotients, and its least need not be where either is least. Where the choices are few each is looked at; where they
    /// are many the greater of both least ones stands for it, below which no choice can be.
    fn of_whole(&self) -> Result<Given, PricingRefusal> {
        let mut worst = Given::default();
        for (lines, whole) in self.candidates()? {
            let one = given(&lines, whole)?;
            worst.total_discount = [worst.total_discount, one.total_discount].into_iter().flatten().max();
            worst.total_margin = [worst.total_margin, one.total_margin].into_iter().flatten().min();
        }
        if self.shrinks() && self.count().is_none() {
            let bound = |measure| -> Result<Option<Decimal>, PricingRefusal> {
                let least = [self.worst(measure, false)?, self.worst(measure, true)?];
                Ok(least.into_iter().flatten().map(|(_, least)| least).max())
            };
            if let Some(kept) = bound(Measure::Discount)? {
                let given = less(Decimal::ONE_HUNDRED, times(kept, Decimal::ONE_HUNDRED)?)?;
                worst.total_discount = worst.total_discount.max(Some(given));
            }
            if let Some(left) = bound(Measure::Margin)? {
                worst.total_margin = [worst.total_margin, Some(left)].into_iter().flatten().min();
            }
        }
        Ok(worst)
    }

    /// Whether the discount on the whole is an amount, which stays when more is taken and shrinks when less is.
    fn shrinks(&self) -> bool {
        !self.whole.percent && !self.whole.amount.is_zero()
    }

    /// How many choices there are; nothing where they are too many to look at each.
    fn count(&self) -> Option<usize> {
        let ways = self.decisions.iter().map(|decision| decision.ways.len().max(1));
        ways.into_iter().try_fold(1usize, |all, ways| all.checked_mul(ways).filter(|all| *all <= MOST_CHOICES))
    }

    /// Every choice there is, by the way taken of each decision.
    fn every_choice(&self) -> Vec<Vec<usize>> {
        self.decisions.iter().fold(vec![Vec::new()], |found, decision| {
            let with = |choice: &Vec<usize>| {
                let choice = choice.clone();
                (0..decision.ways.len().max(1)).map(move |way| [choice.as_slice(), &[way]].concat())
            };
            found.iter().flat_map(with).collect()
        })
    }

    /// Each line that may be taken, once.
    fn every_line(&self) -> Vec<JudgedLine> {
        let mut lines: Vec<JudgedLine> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for line in self.decisions.iter().flat_map(|decision| decision.ways.iter().flatten()) {
            if seen.insert(line.line) {
                lines.push(*line);
            }
        }
        lines
    }

    /// The preselection and the choices that may be worst, or all of them, each with what the discount on the whole takes off it.
    fn candidates(&self) -> Result<Vec<(Vec<JudgedLine>, Decimal)>, PricingRefusal> {
        let preselected: Vec<usize> = self.decisions.iter().map(|decision| decision.preselected).collect();
        let mut choices = vec![preselected.clone()];
        if self.shrinks() && self.count().is_some() {
            choices = self.every_choice();
        } else if self.decisions.iter().any(|decision| decision.ways.len() > 1) {
            for measure in [Measure::Discount, Measure::Margin] {
                for in_proportion in [true, false] {
                    choices.extend(self.worst(measure, in_proportion)?.map(|(choice, _)| choice));
                }
            }
        }
        let offered = self.net(&self.lines_of(&preselected))?;
        let with_whole = |choice: &Vec<usize>| {
            let lines = self.lines_of(choice);
            let whole = self.whole_of(self.net(&lines)?, offered)?;
            Ok((lines, whole))
        };
        choices.iter().map(with_whole).collect()
    }

    fn lines_of(&self, choice: &[usize]) -> Vec<JudgedLine> {
        let ways = self.decisions.iter().zip(choice).filter_map(|(decision, way)| decision.ways.get(*way));
        ways.flatten().copied().collect()
    }

    fn net(&self, lines: &[JudgedLine]) -> Result<Decimal, PricingRefusal> {
        lines
            .iter()
            .try_fold(Decimal::ZERO, |sum, line| plus(sum, without_percent(line.before_discount, line.discount)?))
    }

    /// What the discount on the whole takes off so much, where it was made for what is offered.
    fn whole_of(&self, net: Decimal, offered: Decimal) -> Result<Decimal, PricingRefusal> {
        let grows = self.whole.percent || net < offered;
        if !grows || offered.is_zero() {
            return Ok(self.whole.amount);
        }
        over(times(self.whole.amount, net.max(Decimal::ZERO))?, offered)
    }

    /// The choice that makes a measure worst. Both are a quotient of sums, which is least where no decision can make
    /// `above − quotient × below` any less; each step comes nearer (Dinkelbach). With that quotient; nothing where it
    /// cannot be judged.
    fn worst(&self, measure: Measure, in_proportion: bool) -> Result<Option<(Vec<usize>, Decimal)>, PricingRefusal> {
        let mut choice: Vec<usize> = self.decisions.iter().map(|decision| decision.preselected).collect();
        let offered = self.net(&self.lines_of(&choice))?;
        let share = if in_proportion && !offered.is_zero() { over(self.whole.amount, offered)? } else { Decimal::ZERO };
        // What a way adds above and below the line of the quotient; nothing where a cost is not known.
        let sums = |lines: &[JudgedLine]| -> Result<Option<(Decimal, Decimal)>, PricingRefusal> {
            let off = times(self.net(lines)?, share)?;
            match measure {
                Measure::Discount => {
                    let before = lines.iter().try_fold(Decimal::ZERO, |sum, line| plus(sum, line.listed))?;
                    Ok(Some((plus(self.net(lines)?, -off)?, before)))
                }
                Measure::Margin => {
                    let known: Option<Vec<_>> = lines.iter().map(|line| line.margin).collect();
                    let Some(known) = known else { return Ok(None) };
                    let sum = crate::margin::Margin::of_document(known)?;
                    Ok(Some((plus(sum.margin, -off)?, plus(sum.net, -off)?)))
                }
            }
        };
        let mut ways = Vec::with_capacity(self.decisions.len());
        for decision in &self.decisions {
            let judged = decision.ways.iter().map(|way| sums(way)).collect::<Result<Vec<_>, _>>()?;
            if judged.iter().all(Option::is_none) {
                return Ok(None);
            }
            ways.push(judged);
        }
        let fixed = if in_proportion { Decimal::ZERO } else { self.whole.amount };
        let quotient = |choice: &[usize]| -> Result<Option<Decimal>, PricingRefusal> {
            let (mut above, mut below) = (-fixed, if measure == Measure::Margin { -fixed } else { Decimal::ZERO });
            for (judged, way) in ways.iter().zip(choice) {
                let Some((over_it, under_it)) = judged.get(*way).copied().flatten() else { return Ok(None) };
                above = plus(above, over_it)?;
                below = plus(below, under_it)?;
            }
            if below > Decimal::ZERO { over(above, below).map(Some) } else { Ok(None) }
        };
        let mut best = quotient(&choice)?;
        for _ in 0..STEPS {
            let at = best.unwrap_or(Decimal::ONE);
            let mut next = Vec::with_capacity(ways.len());
            for judged in &ways {
                let mut least: Option<(Decimal, usize)> = None;
                for (way, sums) in judged.iter().enumerate() {
                    let Some((above, below)) = *sums else { continue };
                    let figure = plus(above, -times(at, below)?)?;
                    if least.is_none_or(|(known, _)| figure < known) {
                        least = Some((figure, way));
                    }
                }
                next.push(least.map_or(0, |(_, way)| way));
            }
            let found = quotient(&next)?;
            match (found, best) {
                (Some(found), Some(known)) if found >= known => break,
                (None, Some(_)) => break,
                (None, None) => return Ok(None),
                (Some(_), _) => (choice, best) = (next, found),
            }
        }
        Ok(best.map(|least| (choice, least)))
    }
}

#[cfg(test)]
#[path = "worst_tests.rs"]
mod tests;
