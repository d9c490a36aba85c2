//! The taxes of one line, exact or rounded per line.
use super::{Tax, TaxKind, TaxRounding, flatten::flatten};
use crate::{
    money::{
        checked::{Exact, less, over, percent_of, plus, sum, times, without_percent},
        step::Step,
    },
    refusal::pricing::PricingRefusal,
};
use rust_decimal::Decimal;
use std::ops::Range;

/// What a line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amounts {
    /// Price of one unit, as the taxes have it: with those that are included.
    pub price_unit: Decimal,
    /// How many; negative takes back, zero costs nothing.
    pub quantity: Decimal,
    /// Discount in percent, off the price before any tax is computed.
    pub discount: Decimal,
}

impl Amounts {
    /// One unit at a price.
    pub const fn one(price_unit: Decimal) -> Amounts {
        Amounts { price_unit, quantity: Decimal::ONE, discount: Decimal::ZERO }
    }

    /// Price of one unit after the discount.
    pub(crate) fn discounted(&self) -> Exact {
        if self.discount.is_zero() { Ok(self.price_unit) } else { without_percent(self.price_unit, self.discount) }
    }
}

/// How the price is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// With the taxes that say they are included.
    #[default]
    AsPriced,
    /// Without any tax: what is included elsewhere comes on top too.
    WithoutTax,
}

/// One tax of a line: what it is computed on, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxAmount<'a> {
    /// The tax.
    pub tax: &'a Tax,
    /// What it is computed on.
    pub base: Decimal,
    /// What it comes to; below zero where it takes back.
    pub amount: Decimal,
    /// Whether the line's price contains it.
    pub included: bool,
    /// Whether this takes back a reverse charge.
    pub reversal: bool,
    /// Taxes computed together share a batch.
    pub batch: usize,
}

/// What a line comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTaxes<'a> {
    /// Without tax.
    pub total_excluded: Decimal,
    /// With tax.
    pub total_included: Decimal,
    /// Each tax in order of application; a reverse charge is followed by what takes it back.
    pub taxes: Vec<TaxAmount<'a>>,
}

/// A tax on its way to an amount.
struct Slot<'a> {
    tax: &'a Tax,
    included: bool,
    batch: Range<usize>,
    amount: Option<Decimal>,
    extra_for_amount: Decimal,
    extra_for_base: Decimal,
}

/// Computes the taxes of one line (section 9.3 of the behaviour map).
///
/// With [`TaxRounding::PerLine`] the base and every tax are rounded to `step` as they are computed; otherwise
/// nothing is rounded.
///
/// ```
/// use domain::{ids::TaxId, money::step::Step, tax::{Tax, TaxRounding, line::{Amounts, Reading, compute}}};
/// use rust_decimal::Decimal;
/// let vat = [Tax::percent(TaxId(uuid::Uuid::nil()), Decimal::new(255, 1)).included()];
/// let line = compute(Amounts::one(Decimal::new(12550, 2)), &vat, TaxRounding::PerLine, Step::CENT, Reading::AsPriced);
/// assert_eq!(line.unwrap().total_excluded, Decimal::from(100));
/// ```
///
/// # Errors
/// [`PricingRefusal::AmountTooLarge`], [`PricingRefusal::TaxGroupsTooDeep`].
pub fn compute<'a>(
    amounts: Amounts,
    taxes: &'a [Tax],
    rounding: TaxRounding,
    step: Step,
    reading: Reading,
) -> Result<LineTaxes<'a>, PricingRefusal> {
    let round = |amount: Decimal| match rounding {
        TaxRounding::PerLine => step.round(amount),
        TaxRounding::PerDocument => amount,
    };
    let price = amounts.discounted()?;
    let raw = round(times(price, amounts.quantity)?);
    let mut slots = slots(flatten(taxes)?, reading);
    let count = slots.len();
    // Fixed taxes first, as they may stand in the base of an included one; then included taxes from the last to
    // the first; then those on top from the first to the last.
    let fixed = (0..count).rev().filter(|at| slots[*at].tax.is_fixed());
    let included = (0..count).rev().filter(|at| !slots[*at].tax.is_fixed() && slots[*at].included);
    let on_top = (0..count).filter(|at| !slots[*at].tax.is_fixed() && !slots[*at].included);
    let order: Vec<usize> = fixed.chain(included).chain(on_top).collect();
    for at in order {
        let amount = round(amount(&slots, at, raw, price, amounts.quantity)?);
        slots[at].amount = Some(amount);
        propagate(&mut slots, at, amount)?;
    }
    collect(&slots, raw)
}

/// Lays out the taxes with their batches: neighbours of the same kind that share a base.
fn slots(taxes: Vec<&Tax>, reading: Reading) -> Vec<Slot<'_>> {
    let included = |tax: &Tax| reading == Reading::AsPriced && tax.price_included && !tax.reverse_charge;
    let joins = |earlier: &Tax, later: &Tax| {
        std::mem::discriminant(&earlier.kind) == std::mem::discriminant(&later.kind)
            && included(earlier) == included(later)
            && earlier.affects_later == later.affects_later
            && !(earlier.affects_later && later.affected_by_earlier)
    };
    let mut slots: Vec<Slot<'_>> = Vec::with_capacity(taxes.len());
    let mut start = 0;
    for end in 1..=taxes.len() {
        if end < taxes.len() && joins(taxes[end - 1], taxes[end]) {
            continue;
        }
        slots.extend(taxes[start..end].iter().map(|tax| Slot {
            tax,
            included: included(tax),
            batch: start..end,
            amount: None,
            extra_for_amount: Decimal::ZERO,
            extra_for_base: Decimal::ZERO,
        }));
        start = end;
    }
    slots
}

/// The amount of one tax from what is known of its base (section 9.2 of the behaviour map).
fn amount(slots: &[Slot<'_>], at: usize, raw: Decimal, price: Decimal, quantity: Decimal) -> Exact {
    let slot = &slots[at];
    let base = plus(raw, slot.extra_for_amount)?;
    let percents = || {
        sum(slots[slot.batch.clone()].iter().map(|slot| match slot.tax.kind {
            TaxKind::Percent(percent) | TaxKind::Division(percent) => percent,
            _ => Decimal::ZERO,
        }))
    };
    match (&slot.tax.kind, slot.included) {
        (TaxKind::Fixed(amount), _) => {
            let signed = if price.is_sign_negative() && !price.is_zero() { -*amount } else { *amount };
            times(signed, quantity)
        }
        (TaxKind::Percent(percent), true) => {
            let whole = plus(Decimal::ONE_HUNDRED, percents()?)?;
            if whole.is_zero() { Ok(Decimal::ZERO) } else { over(times(base, *percent)?, whole) }
        }
        (TaxKind::Percent(percent), false) | (TaxKind::Division(percent), true) => percent_of(base, *percent),
        (TaxKind::Division(percent), false) => {
            let rest = less(Decimal::ONE_HUNDRED, percents()?)?;
            let rest = if rest.is_zero() { Decimal::ONE_HUNDRED } else { rest };
            over(times(base, *percent)?, rest)
        }
        (TaxKind::Group(_), _) => Ok(Decimal::ZERO),
    }
}

/// Tells the other batches what this tax does to their base.
fn propagate(slots: &mut [Slot<'_>], at: usize, amount: Decimal) -> Result<(), PricingRefusal> {
    let (batch, included, affects) = (slots[at].batch.clone(), slots[at].included, slots[at].tax.affects_later);
    for (other, slot) in slots.iter_mut().enumerate() {
        let change = if batch.contains(&other) {
            continue;
        } else if other < batch.start {
            if !included {
                continue;
            }
            -amount
        } else {
            let within = affects && slot.tax.affected_by_earlier;
            match (included, within) {
                (true, false) => -amount,
                (false, true) => amount,
                (true, true) | (false, false) => continue,
            }
        };
        if slot.amount.is_none() {
            slot.extra_for_amount = plus(slot.extra_for_amount, change)?;
        }
        slot.extra_for_base = plus(slot.extra_for_base, change)?;
    }
    Ok(())
}

fn collect<'a>(slots: &[Slot<'a>], raw: Decimal) -> Result<LineTaxes<'a>, PricingRefusal> {
    let mut taxes = Vec::with_capacity(slots.len());
    for slot in slots {
        let amount = slot.amount.unwrap_or_default();
        let mut base = plus(raw, slot.extra_for_base)?;
        if slot.included {
            let batch = slots[slot.batch.clone()].iter().map(|slot| slot.amount.unwrap_or_default());
            base = less(base, sum(batch)?)?;
        }
        let tax = TaxAmount {
            tax: slot.tax,
            base,
            amount,
            included: slot.included,
            reversal: false,
            batch: slot.batch.start,
        };
        if slot.tax.reverse_charge {
            taxes.push(tax.clone());
            taxes.push(TaxAmount { amount: -amount, reversal: true, ..tax });
        } else {
            taxes.push(tax);
        }
    }
    let total_excluded = taxes.first().map_or(raw, |tax| tax.base);
    let total_included = plus(total_excluded, sum(taxes.iter().map(|tax| tax.amount))?)?;
    Ok(LineTaxes { total_excluded, total_included, taxes })
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
