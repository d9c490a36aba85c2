//! A share of a document with its taxes, as lines per set of taxes: a discount on the whole, a down payment.
use super::{
    Tax, TotalsRules,
    document::{DocumentLine, DocumentTotals, add_up, raws},
    line::{Amounts, Reading, compute},
    settle::{Raw, settle},
    spread::spread,
    sums::{LineSums, LineTax, Sums},
};
use crate::{
    few::Few,
    ids::TaxId,
    money::{
        AMOUNT_LIMIT,
        checked::{over, times},
        step::Step,
    },
    refusal::pricing::PricingRefusal,
};
use rust_decimal::Decimal;

/// How large the share is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portion {
    /// So many percent of the total with tax.
    Percent(Decimal),
    /// So much of the total with tax, in the document's currency.
    Amount(Decimal),
}

/// What becomes of taxes that are a fixed amount for each unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixedTaxes {
    /// They are no part of what is shared: a discount does not touch an environmental fee.
    LeftOut,
    /// They are shared as if they were price, so that a down payment of 30 % is 30 % of the total.
    IntoBase,
}

/// A share of a document. Its lines come one for each set of taxes, in the order of `sets`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The taxes of each line; a set whose amounts are all nothing has no line.
    pub sets: Vec<Vec<TaxId>>,
    /// The share's amounts.
    pub totals: DocumentTotals,
}

/// Takes a share of a document (sections 7 and 10.3 of the behaviour map).
///
/// The total of the share is rounded once, each tax of it once; its untaxed amount is the difference. Cents that
/// the sets' own roundings leave over go to the largest sets.
///
/// # Errors
/// [`PricingRefusal::NothingToShare`] for an amount of a document that comes to nothing;
/// [`PricingRefusal::AmountTooLarge`].
pub fn share(
    lines: &[DocumentLine<'_>],
    rules: &TotalsRules,
    portion: Portion,
    fixed: FixedTaxes,
) -> Result<Shared, PricingRefusal> {
    let exact = without_fixed(raws(lines, rules)?, rules, fixed)?;
    let whole = add_up(&exact, rules)?;
    let (part, of) = ratio(portion, whole.document.total)?;
    let (mut order, members) = sets(&exact);
    let mut document = parts(&whole.document, &members, rules.step(), part, of)?;
    let mut company = match (&whole.company, rules.company) {
        (Some(sums), Some(currency)) => Some(parts(sums, &members, currency.step, part, of)?),
        _ => None,
    };
    let kept: Vec<bool> = (0..order.len())
        .map(|at| !empty(&document, at) || company.as_ref().is_some_and(|company| !empty(company, at)))
        .collect();
    retain(&mut document, &kept);
    company.iter_mut().for_each(|company| retain(company, &kept));
    retain(&mut order, &kept);
    let totals = DocumentTotals {
        document: Sums::of(document, &rules.groups),
        company: company.map(|lines| Sums::of(lines, &rules.groups)),
    };
    Ok(Shared { sets: order, totals })
}

/// As [`share`], in the document's currency alone and without a totals block: the taxes of each line, and the amounts.
///
/// # Errors
/// As [`share`].
pub fn sums(
    lines: &[DocumentLine<'_>],
    rules: &TotalsRules,
    portion: Portion,
    fixed: FixedTaxes,
) -> Result<(Vec<Vec<TaxId>>, Sums), PricingRefusal> {
    let exact = without_fixed(raws(lines, rules)?, rules, fixed)?;
    let whole = Sums::without_block(settle(&exact, rules.step()));
    let (part, of) = ratio(portion, whole.total)?;
    let (mut order, members) = sets(&exact);
    let mut document = parts(&whole, &members, rules.step(), part, of)?;
    let kept: Vec<bool> = (0..order.len()).map(|at| !empty(&document, at)).collect();
    retain(&mut document, &kept);
    retain(&mut order, &kept);
    Ok((order, Sums::without_block(document)))
}

/// The share as a fraction.
fn ratio(portion: Portion, total: Decimal) -> Result<(Decimal, Decimal), PricingRefusal> {
    Ok(match portion {
        Portion::Percent(percent) => (percent, Decimal::ONE_HUNDRED),
        Portion::Amount(amount) if amount.is_zero() => (Decimal::ZERO, Decimal::ONE),
        Portion::Amount(_) if total.is_zero() => return Err(PricingRefusal::NothingToShare),
        Portion::Amount(amount) => (amount, total),
    })
}

/// The sets of taxes in the order in which they come, and the lines of each.
fn sets(exact: &[Raw<'_>]) -> (Vec<Vec<TaxId>>, Vec<Vec<usize>>) {
    let mut sets: Vec<Vec<TaxId>> = Vec::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut places: Few<Vec<TaxId>, usize> = Few::new();
    for (at, raw) in exact.iter().enumerate() {
        let set = raw.set();
        let place = places.get(&set).copied().unwrap_or(sets.len());
        if place == sets.len() {
            places.insert(set.clone(), place);
            sets.push(set);
            members.push(Vec::new());
        }
        members[place].push(at);
    }
    (sets, members)
}

fn empty(lines: &[LineSums], at: usize) -> bool {
    lines[at].untaxed.is_zero() && lines[at].taxes.iter().all(|tax| tax.amount.is_zero() && tax.base.is_zero())
}

fn retain<T>(items: &mut Vec<T>, kept: &[bool]) {
    let mut flags = kept.iter();
    items.retain(|_| flags.next().copied().unwrap_or(true));
}

/// The lines without their fixed taxes.
fn without_fixed<'a>(
    exact: Vec<Raw<'a>>,
    rules: &TotalsRules,
    fixed: FixedTaxes,
) -> Result<Vec<Raw<'a>>, PricingRefusal> {
    let mut lines = Vec::with_capacity(exact.len());
    for mut raw in exact {
        if raw.taxes.iter().any(|tax| tax.tax.is_fixed()) {
            match fixed {
                FixedTaxes::LeftOut => raw = recomputed(&raw, rules)?,
                FixedTaxes::IntoBase => {
                    for tax in raw.taxes.iter().filter(|tax| tax.tax.is_fixed()) {
                        raw.untaxed += tax.amount;
                    }
                    raw.taxes.retain(|tax| !tax.tax.is_fixed());
                }
            }
        }
        lines.push(raw);
    }
    Ok(lines)
}

/// The line as it were if its fixed taxes did not exist: the others on its untaxed amount.
fn recomputed<'a>(raw: &Raw<'a>, rules: &TotalsRules) -> Result<Raw<'a>, PricingRefusal> {
    let others: Vec<&'a Tax> =
        raw.taxes.iter().filter(|tax| !tax.reversal && !tax.tax.is_fixed()).map(|tax| tax.tax).collect();
    let owned: Vec<Tax> = others.iter().map(|tax| Tax { sequence: 0, ..(*tax).clone() }).collect();
    let line = compute(Amounts::one(raw.untaxed), &owned, rules.rounding, rules.step(), Reading::WithoutTax)?;
    let mut taxes = Vec::with_capacity(line.taxes.len());
    for computed in &line.taxes {
        let same = raw.taxes.iter().find(|tax| tax.tax.id == computed.tax.id && tax.reversal == computed.reversal);
        if let Some(same) = same {
            taxes.push(super::settle::RawTax { base: computed.base, amount: computed.amount, ..same.clone() });
        }
    }
    Ok(Raw { untaxed: raw.untaxed, taxes })
}

/// `part / of` of one currency's sums, one line for each set.
fn parts(
    whole: &Sums,
    members: &[Vec<usize>],
    step: Step,
    part: Decimal,
    of: Decimal,
) -> Result<Vec<LineSums>, PricingRefusal> {
    let portion = |amount: Decimal| {
        let portion = step.round(over(times(amount, part)?, of)?);
        if portion.abs() > AMOUNT_LIMIT { Err(PricingRefusal::AmountTooLarge) } else { Ok(portion) }
    };
    let mut lines = Vec::with_capacity(members.len());
    for set in members {
        lines.push(part_of_set(whole, set, &portion)?);
    }
    for tax in &whole.taxes {
        let places: Vec<(usize, usize)> = lines
            .iter()
            .enumerate()
            .flat_map(|(at, line)| line.taxes.iter().enumerate().map(move |(place, found)| (at, place, found)))
            .filter(|(_, _, found)| found.tax == tax.tax && found.reversal == tax.reversal)
            .map(|(at, place, _)| (at, place))
            .collect();
        let figures = |lines: &[LineSums], of: fn(&LineTax) -> Decimal| -> Vec<Decimal> {
            places.iter().map(|(at, place)| of(&lines[*at].taxes[*place])).collect()
        };
        let (amounts, bases) = (figures(&lines, |tax| tax.amount), figures(&lines, |tax| tax.base));
        let delta = portion(tax.amount)? - amounts.iter().sum::<Decimal>();
        let delta_base = portion(tax.base)? - bases.iter().sum::<Decimal>();
        let shares = spread(delta, step, &amounts).into_iter().zip(spread(delta_base, step, &bases));
        for ((at, place), (share, share_base)) in places.iter().zip(shares) {
            let tax = &mut lines[*at].taxes[*place];
            tax.amount += share;
            tax.delta += share;
            tax.base += share_base;
            tax.shown_base = tax.shown_base.map(|base| base + share_base);
        }
    }
    let tax: Decimal = lines.iter().map(LineSums::tax).sum();
    let untaxed: Vec<Decimal> = lines.iter().map(|line| line.untaxed).collect();
    let delta = portion(whole.total)? - tax - untaxed.iter().sum::<Decimal>();
    for (line, share) in lines.iter_mut().zip(spread(delta, step, &untaxed)) {
        line.untaxed += share;
        line.untaxed_delta += share;
    }
    Ok(lines)
}

fn part_of_set(
    whole: &Sums,
    set: &[usize],
    portion: &impl Fn(Decimal) -> Result<Decimal, PricingRefusal>,
) -> Result<LineSums, PricingRefusal> {
    let untaxed: Decimal = set.iter().map(|at| whole.lines[*at].untaxed).sum();
    let first = set.first().map(|at| whole.lines[*at].taxes.as_slice()).unwrap_or_default();
    let mut taxes = Vec::with_capacity(first.len());
    for (place, tax) in first.iter().enumerate() {
        let (mut base, mut amount, mut shown) = (Decimal::ZERO, Decimal::ZERO, None);
        for other in set.iter().filter_map(|at| whole.lines[*at].taxes.get(place)) {
            base += other.base;
            amount += other.amount;
            shown = other.shown_base.map(|base| base + shown.unwrap_or_default());
        }
        let shown_base = shown.map(portion).transpose()?;
        taxes.push(LineTax {
            base: portion(base)?,
            amount: portion(amount)?,
            delta: Decimal::ZERO,
            shown_base,
            ..tax.clone()
        });
    }
    Ok(LineSums { untaxed: portion(untaxed)?, untaxed_delta: Decimal::ZERO, taxes })
}

#[cfg(test)]
#[path = "share_tests.rs"]
mod tests;
