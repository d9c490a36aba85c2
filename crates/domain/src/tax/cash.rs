//! Rounding a total to what can be paid in coins.
use super::{TotalsRules, block, document::DocumentTotals, sums::Sums};
use crate::money::step::{Direction, Step};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How a total is rounded to coins (section 9.5 of the behaviour map). In Finland five cents, to the nearer,
/// when paid in cash (Act on rounding 890/2000).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashRounding {
    /// The smallest coin.
    pub step: Step,
    /// Which way.
    pub direction: Direction,
    /// Where the difference goes.
    pub strategy: CashStrategy,
}

/// Where the difference of a cash rounding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CashStrategy {
    /// An amount of its own between the taxes and the total.
    AddLine,
    /// Into the row of the block with the largest tax; a document without tax stays as it is.
    BiggestTax,
}

pub(super) fn apply(totals: &mut DocumentTotals, cash: &CashRounding, rules: &TotalsRules) {
    let before = totals.document.total;
    let difference = cash.step.round_towards(before, cash.direction) - before;
    if difference.is_zero() {
        return;
    }
    if let (Some(company), Some(currency)) = (&mut totals.company, rules.company) {
        // At the rate the totals themselves have, as the stored rate may round differently.
        let converted = difference.checked_mul(company.total).and_then(|amount| amount.checked_div(before));
        add(company, cash.strategy, currency.step.round(converted.unwrap_or_default()));
    }
    add(&mut totals.document, cash.strategy, difference);
}

fn add(sums: &mut Sums, strategy: CashStrategy, difference: Decimal) {
    match strategy {
        CashStrategy::AddLine => sums.cash_rounding += difference,
        CashStrategy::BiggestTax => {
            let rows = sums.subtotals.iter().enumerate();
            let rows = rows.flat_map(|(at, subtotal)| subtotal.groups.iter().enumerate().map(move |row| (at, row)));
            // The first of equal ones.
            let Some((at, (row, _))) = rows.rev().max_by_key(|(_, (_, row))| row.tax) else { return };
            sums.subtotals[at].groups[row].tax += difference;
            sums.subtotals[at].tax += difference;
            sums.tax += difference;
            block::run(&mut sums.subtotals, sums.untaxed);
        }
    }
    sums.total = sums.untaxed + sums.tax + sums.cash_rounding;
}
