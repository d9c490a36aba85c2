//! The totals block: untaxed amount, a row for each group of taxes, subtotals between them.
use super::{TaxGroup, sums::LineSums};
use crate::ids::TaxGroupId;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A subtotal with the rows under it (section 9.5 of the behaviour map).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subtotal {
    /// Its name; none for the first, the untaxed amount.
    pub label: Option<String>,
    /// The amount so far: untaxed, and the taxes of the subtotals above.
    pub base: Decimal,
    /// The taxes of its rows.
    pub tax: Decimal,
    /// Its rows.
    pub groups: Vec<GroupTotal>,
}

/// A row of the totals block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupTotal {
    /// Which group of taxes; none for taxes without one.
    pub group: Option<TaxGroupId>,
    /// What its taxes are computed on; a line counts once, by its first tax of the group.
    pub base: Decimal,
    /// Its taxes.
    pub tax: Decimal,
    /// The base to show; none where all its taxes are fixed amounts.
    pub shown_base: Option<Decimal>,
}

#[derive(Default)]
struct Row {
    base: Decimal,
    tax: Decimal,
    shown: Option<Decimal>,
}

pub(super) fn subtotals(lines: &[LineSums], untaxed: Decimal, groups: &[TaxGroup]) -> Vec<Subtotal> {
    let mut rows: BTreeMap<Option<TaxGroupId>, Row> = BTreeMap::new();
    for line in lines {
        for (at, tax) in line.taxes.iter().enumerate() {
            let row = rows.entry(tax.group).or_default();
            row.tax += tax.amount;
            let same = |other: &&super::sums::LineTax| other.group == tax.group;
            if !line.taxes[..at].iter().any(|other| other.group == tax.group) {
                row.base += tax.base;
                let shown = line.taxes[at..].iter().filter(same).find_map(|tax| tax.shown_base);
                if let Some(shown) = shown {
                    row.shown = Some(row.shown.unwrap_or_default() + shown);
                }
            }
        }
    }
    let known = |id: &Option<TaxGroupId>| groups.iter().find(|group| Some(group.id) == *id);
    let mut ordered: Vec<_> = rows.into_iter().collect();
    ordered.sort_by_key(|(id, _)| known(id).map_or((1, 0), |group| (0, group.sequence)));
    let mut subtotals = vec![Subtotal { label: None, base: untaxed, tax: Decimal::ZERO, groups: Vec::new() }];
    for (id, row) in ordered {
        let label = known(&id).and_then(|group| group.preceding_subtotal.clone());
        let total = GroupTotal { group: id, base: row.base, tax: row.tax, shown_base: row.shown };
        match subtotals.iter_mut().find(|subtotal| subtotal.label == label) {
            Some(subtotal) => {
                subtotal.tax += total.tax;
                subtotal.groups.push(total);
            }
            None => subtotals.push(Subtotal { label, base: Decimal::ZERO, tax: total.tax, groups: vec![total] }),
        }
    }
    run(&mut subtotals, untaxed);
    subtotals
}

/// Lets each subtotal start where the one above ends.
pub(super) fn run(subtotals: &mut [Subtotal], untaxed: Decimal) {
    let mut so_far = untaxed;
    for subtotal in subtotals {
        subtotal.base = so_far;
        so_far += subtotal.tax;
    }
}
