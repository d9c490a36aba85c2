//! Rounding a document: each tax once, each set of taxes once, and the cents that differ handed to the lines.
use super::{
    Tax, TaxKind,
    line::LineTaxes,
    spread::spread,
    sums::{LineSums, LineTax},
};
use crate::{
    few::{Few, order},
    ids::TaxId,
    money::{
        AMOUNT_LIMIT,
        checked::{Exact, over},
        step::Step,
    },
    refusal::pricing::PricingRefusal,
};
use rust_decimal::Decimal;

/// A line's exact figures in one currency.
pub(super) struct Raw<'a> {
    pub untaxed: Decimal,
    pub taxes: Vec<RawTax<'a>>,
}

/// A tax's exact figures in one currency.
#[derive(Clone)]
pub(super) struct RawTax<'a> {
    pub tax: &'a Tax,
    pub included: bool,
    pub reversal: bool,
    pub batch: usize,
    pub base: Decimal,
    pub amount: Decimal,
}

impl<'a> Raw<'a> {
    /// The figures of a computed line.
    pub fn of(line: &LineTaxes<'a>) -> Raw<'a> {
        let taxes = line.taxes.iter().map(|tax| RawTax {
            tax: tax.tax,
            included: tax.included,
            reversal: tax.reversal,
            batch: tax.batch,
            base: tax.base,
            amount: tax.amount,
        });
        Raw { untaxed: line.total_excluded, taxes: taxes.collect() }
    }

    /// The same in another currency: every figure times `rate`, then through `round`.
    /// # Errors
    /// [`PricingRefusal::AmountTooLarge`] where a figure grows beyond what is kept exactly.
    pub fn converted(&self, rate: Decimal, round: impl Fn(Decimal) -> Decimal) -> Result<Raw<'a>, PricingRefusal> {
        let convert = |amount: Decimal| -> Exact {
            let converted = round(over(amount, rate)?);
            if converted.abs() > AMOUNT_LIMIT { Err(PricingRefusal::AmountTooLarge) } else { Ok(converted) }
        };
        let mut taxes = Vec::with_capacity(self.taxes.len());
        for tax in &self.taxes {
            taxes.push(RawTax { base: convert(tax.base)?, amount: convert(tax.amount)?, ..tax.clone() });
        }
        Ok(Raw { untaxed: convert(self.untaxed)?, taxes })
    }

    /// Whether all its taxes are contained in the price, and there is one.
    fn all_included(&self) -> bool {
        !self.taxes.is_empty() && self.taxes.iter().all(|tax| tax.included)
    }

    /// Which taxes the line has.
    pub fn set(&self) -> Vec<TaxId> {
        self.taxes.iter().filter(|tax| !tax.reversal).map(|tax| tax.tax.id).collect()
    }
}

type Places = Vec<(usize, usize)>;

/// Rounds the lines of a document in one currency (section 9.4 of the behaviour map).
///
/// Each tax is rounded once over the document. Then each set of taxes: its untaxed amount is rounded once, or,
/// when all its taxes are contained in the price, its amount with tax is, so that a price people see stays what it
/// is. The map's program rounds the untaxed amount over all sets together; per set, the bases of the rates add up
/// to the untaxed amount, as EN 16931 (BR-S-08, BR-CO-13) wants it.
pub(super) fn settle(raws: &[Raw<'_>], step: Step) -> Vec<LineSums> {
    let mut lines: Vec<LineSums> = raws.iter().map(|raw| rounded(raw, step)).collect();
    let mut by_tax: Few<(TaxId, bool, bool), Places> = Few::new();
    let mut by_set: Few<Vec<TaxId>, Vec<usize>> = Few::new();
    let sets: Vec<Vec<TaxId>> = raws.iter().map(Raw::set).collect();
    for (at, raw) in raws.iter().enumerate() {
        by_set.of(sets[at].clone()).push(at);
        for (place, tax) in raw.taxes.iter().enumerate() {
            by_tax.of((tax.tax.id, tax.reversal, tax.included)).push((at, place));
        }
    }
    // Among equal amounts the set decides who gets a cent, so that the order of lines does not.
    for ((_, _, included), places) in by_tax.iter() {
        let ordered = order(places.len(), &|a, b| sets[places[a].0].cmp(&sets[places[b].0]));
        let places = ordered.into_iter().map(|at| places[at]).collect();
        settle_tax(raws, &mut lines, &places, *included, step);
    }
    for (_, members) in by_set.iter() {
        settle_set(raws, &mut lines, members, step);
    }
    for (line, raw) in lines.iter_mut().zip(raws) {
        show_bases(line, raw);
    }
    lines
}

fn rounded(raw: &Raw<'_>, step: Step) -> LineSums {
    let taxes = raw.taxes.iter().map(|tax| LineTax {
        tax: tax.tax.id,
        group: tax.tax.group,
        reversal: tax.reversal,
        base: step.round(tax.base),
        amount: step.round(tax.amount),
        delta: Decimal::ZERO,
        shown_base: None,
    });
    LineSums { untaxed: step.round(raw.untaxed), untaxed_delta: Decimal::ZERO, taxes: taxes.collect() }
}

fn settle_tax(raws: &[Raw<'_>], lines: &mut [LineSums], places: &Places, included: bool, step: Step) {
    let (mut raw_amount, mut raw_base) = (Decimal::ZERO, Decimal::ZERO);
    let (mut amount, mut base) = (Decimal::ZERO, Decimal::ZERO);
    for (at, place) in places {
        let (raw, tax) = (&raws[*at].taxes[*place], &lines[*at].taxes[*place]);
        raw_amount += raw.amount;
        raw_base += raw.base;
        amount += tax.amount;
        base += tax.base;
    }
    let target = step.round(raw_amount);
    let target_base: Decimal = if included { step.round(raw_base + raw_amount) - target } else { step.round(raw_base) };
    let weights: Vec<Decimal> = places.iter().map(|(at, place)| lines[*at].taxes[*place].amount).collect();
    hand_out(target - amount, step, &weights, places, lines, |tax, share| {
        tax.amount += share;
        tax.delta += share;
    });
    let weights: Vec<Decimal> = places.iter().map(|(at, place)| lines[*at].taxes[*place].base).collect();
    hand_out(target_base - base, step, &weights, places, lines, |tax, share| tax.base += share);
}

fn hand_out(
    delta: Decimal,
    step: Step,
    weights: &[Decimal],
    places: &Places,
    lines: &mut [LineSums],
    give: impl Fn(&mut LineTax, Decimal),
) {
    if delta.is_zero() {
        return;
    }
    for ((at, place), share) in places.iter().zip(spread(delta, step, weights)) {
        give(&mut lines[*at].taxes[*place], share);
    }
}

fn settle_set(raws: &[Raw<'_>], lines: &mut [LineSums], members: &[usize], step: Step) {
    let raw: Decimal = members.iter().map(|at| raws[*at].untaxed).sum();
    let untaxed: Decimal = members.iter().map(|at| lines[*at].untaxed).sum();
    let included = members.first().is_some_and(|at| raws[*at].all_included());
    let target = if included {
        let raw_tax: Decimal = members.iter().flat_map(|at| &raws[*at].taxes).map(|tax| tax.amount).sum();
        let tax: Decimal = members.iter().map(|at| lines[*at].tax()).sum();
        step.round(raw + raw_tax) - tax
    } else {
        step.round(raw)
    };
    if target != untaxed {
        let weights: Vec<Decimal> = members.iter().map(|at| lines[*at].untaxed).collect();
        for (at, share) in members.iter().zip(spread(target - untaxed, step, &weights)) {
            lines[*at].untaxed += share;
            lines[*at].untaxed_delta += share;
        }
    }
}

fn show_bases(line: &mut LineSums, raw: &Raw<'_>) {
    for at in 0..line.taxes.len() {
        let shown = match (&raw.taxes[at].tax.kind, raw.taxes[at].included) {
            (TaxKind::Fixed(_), _) => None,
            (TaxKind::Division(_), true) => {
                let batch = line.taxes.iter().zip(&raw.taxes).filter(|(_, tax)| tax.batch == raw.taxes[at].batch);
                Some(line.taxes[at].base + batch.map(|(tax, _)| tax.amount).sum::<Decimal>())
            }
            _ => Some(line.taxes[at].base),
        };
        line.taxes[at].shown_base = shown;
    }
}
