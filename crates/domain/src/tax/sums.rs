//! What a document comes to in one currency, down to each line's tax.
use crate::{
    few::Few,
    ids::{TaxGroupId, TaxId},
    tax::{TaxGroup, block},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A document in one currency; all amounts rounded to its step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Without tax: exactly the sum of the lines.
    pub untaxed: Decimal,
    /// All taxes: exactly the sum of the lines' taxes, and of the rows of the block.
    pub tax: Decimal,
    /// What rounding to payable coins adds as an amount of its own.
    pub cash_rounding: Decimal,
    /// What there is to pay: untaxed, tax and cash rounding.
    pub total: Decimal,
    /// Each line, in the document's order.
    pub lines: Vec<LineSums>,
    /// Each tax, ordered by its id; a reverse charge and what takes it back are two entries.
    pub taxes: Vec<TaxSums>,
    /// The totals block.
    pub subtotals: Vec<block::Subtotal>,
}

/// A line in one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSums {
    /// Without tax, including `untaxed_delta`.
    pub untaxed: Decimal,
    /// What the document's rounding added to the line's own rounded amount, usually nothing or a cent.
    pub untaxed_delta: Decimal,
    /// Its taxes.
    pub taxes: Vec<LineTax>,
}

/// A tax of a line in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineTax {
    /// Which tax.
    pub tax: TaxId,
    /// The row of the block it is shown in.
    pub group: Option<TaxGroupId>,
    /// Whether it takes back a reverse charge.
    pub reversal: bool,
    /// What it is computed on.
    pub base: Decimal,
    /// The tax, including `delta`.
    pub amount: Decimal,
    /// What the document's rounding added to the line's own rounded tax.
    pub delta: Decimal,
    /// The base people expect to see: none for a fixed tax, the price with tax for a division that is included.
    pub shown_base: Option<Decimal>,
}

/// A tax of the document in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxSums {
    /// Which tax.
    pub tax: TaxId,
    /// Whether it takes back a reverse charge.
    pub reversal: bool,
    /// Sum of its bases.
    pub base: Decimal,
    /// Sum of its amounts.
    pub amount: Decimal,
}

impl LineSums {
    /// All taxes of the line.
    pub fn tax(&self) -> Decimal {
        self.taxes.iter().map(|tax| tax.amount).sum()
    }

    /// The line with tax.
    pub fn total(&self) -> Decimal {
        self.untaxed + self.tax()
    }

    fn negated(&self) -> LineSums {
        let taxes = self.taxes.iter().map(|tax| LineTax {
            base: -tax.base,
            amount: -tax.amount,
            delta: -tax.delta,
            shown_base: tax.shown_base.map(|base| -base),
            ..tax.clone()
        });
        LineSums { untaxed: -self.untaxed, untaxed_delta: -self.untaxed_delta, taxes: taxes.collect() }
    }
}

impl Sums {
    /// Adds up settled lines.
    pub(super) fn of(lines: Vec<LineSums>, groups: &[TaxGroup]) -> Sums {
        let sums = Sums::without_block(lines);
        let subtotals = block::subtotals(&sums.lines, sums.untaxed, groups);
        Sums { subtotals, ..sums }
    }

    /// Adds up settled lines, without the totals block.
    pub(super) fn without_block(lines: Vec<LineSums>) -> Sums {
        let mut by_tax: Few<(TaxId, bool), (Decimal, Decimal)> = Few::new();
        let mut sums = Sums::default();
        for line in &lines {
            sums.untaxed += line.untaxed;
            for tax in &line.taxes {
                sums.tax += tax.amount;
                let entry = by_tax.of((tax.tax, tax.reversal));
                entry.0 += tax.base;
                entry.1 += tax.amount;
            }
        }
        sums.total = sums.untaxed + sums.tax;
        sums.taxes = by_tax
            .into_iter()
            .map(|((tax, reversal), (base, amount))| TaxSums { tax, reversal, base, amount })
            .collect();
        sums.lines = lines;
        sums
    }

    /// These and the other lines as one document; cash rounding is left out.
    pub fn and(&self, other: &Sums, groups: &[TaxGroup]) -> Sums {
        Sums::of(self.lines.iter().chain(&other.lines).cloned().collect(), groups)
    }

    /// These with the other lines taken back; cash rounding is left out.
    pub fn less(&self, other: &Sums, groups: &[TaxGroup]) -> Sums {
        let taken = other.lines.iter().map(LineSums::negated);
        Sums::of(self.lines.iter().cloned().chain(taken).collect(), groups)
    }
}
