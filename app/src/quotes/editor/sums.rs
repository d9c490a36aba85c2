//! What the lines on the page come to, by the rules themselves.
use super::{desk::Row, keys::Kind};
use domain::{
    ids::LineId,
    money::Currency,
    quotes::{
        line::Line,
        totals::{Totals, reckon, section_nets},
    },
    tax::book::TaxBook,
};
use leptos::prelude::*;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

/// What the lines come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sums {
    /// The document's totals; the last ones that were right when the amount is too large.
    pub totals: Totals,
    /// Whether the amount passes what can be kept.
    pub too_large: bool,
    /// Net of each section.
    pub sections: HashMap<LineId, Decimal>,
    /// Lines one may choose that are left out of the total.
    pub left_out: HashSet<LineId>,
    /// Cells that hold what cannot be read, and lines without a name.
    pub wrong: usize,
}

/// Adds up the lines as they stand; `before` stays where an amount is too large.
pub fn add_up(rows: &[Row], (currency, book): (&Currency, &TaxBook), before: Option<&Sums>) -> Sums {
    let mut wrong = 0;
    let lines: Vec<Line> = rows
        .iter()
        .map(|row| {
            row.data.with_untracked(|data| {
                wrong += data.wrong.len() + usize::from(data.lacks_name());
                data.figures()
            })
        })
        .collect();
    let Ok(reckoning) = reckon(&lines, currency, book) else {
        return Sums { too_large: true, wrong, ..before.cloned().unwrap_or_default() };
    };
    let sections = section_nets(&lines, &reckoning).into_iter();
    let sections = sections.filter_map(|(at, net)| rows.get(at).map(|row| (row.id, net))).collect();
    let left_out = rows.iter().zip(&reckoning.counted).filter(|(row, counts)| !**counts && row.kind == Kind::Product);
    let left_out = left_out.map(|(row, _)| row.id).collect();
    Sums { totals: reckoning.totals, too_large: false, sections, left_out, wrong }
}
