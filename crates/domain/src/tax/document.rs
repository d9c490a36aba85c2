//! What a document comes to, in its own currency and the company's.
use super::{
    Tax, TaxRounding, TotalsRules, cash,
    line::{Amounts, LineTaxes, Reading, compute},
    settle::{Raw, settle},
    sums::Sums,
};
use crate::{money::AMOUNT_LIMIT, refusal::pricing::PricingRefusal};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A line as the document is added up.
#[derive(Clone, Copy, Debug)]
pub struct DocumentLine<'a> {
    /// Price, quantity, discount.
    pub amounts: Amounts,
    /// Its taxes.
    pub taxes: &'a [Tax],
    /// How the price is to be read.
    pub reading: Reading,
}

impl<'a> DocumentLine<'a> {
    /// A line whose price contains the taxes that say so.
    pub const fn new(amounts: Amounts, taxes: &'a [Tax]) -> DocumentLine<'a> {
        DocumentLine { amounts, taxes, reading: Reading::AsPriced }
    }
}

/// What a document comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentTotals {
    /// In the document's currency.
    pub document: Sums,
    /// In the company's, where it differs.
    pub company: Option<Sums>,
}

/// Adds up a document.
///
/// The sum of the lines is the total to the cent, and the order of the lines changes no total. The company's
/// amounts are computed beside the document's from the same exact figures, with the rate the document holds
/// (section 9.4 of the behaviour map).
///
/// ```
/// use domain::{ids::TaxId, tax::{Tax, TotalsRules, document::{DocumentLine, totals}, line::Amounts}};
/// use rust_decimal::Decimal;
/// let tax = [Tax::percent(TaxId(uuid::Uuid::nil()), Decimal::from(15))];
/// let line = DocumentLine::new(Amounts::one(Decimal::new(670, 2)), &tax);
/// let totals = totals(&[line, line], &TotalsRules::default()).unwrap();
/// assert_eq!(totals.document.total, Decimal::new(1541, 2));
/// ```
///
/// # Errors
/// [`PricingRefusal::AmountTooLarge`] when a line or the document passes [`AMOUNT_LIMIT`];
/// [`PricingRefusal::TaxGroupsTooDeep`].
pub fn totals(lines: &[DocumentLine<'_>], rules: &TotalsRules) -> Result<DocumentTotals, PricingRefusal> {
    let raws = raws(lines, rules)?;
    let mut totals = add_up(&raws, rules)?;
    if let Some(cash) = &rules.cash {
        cash::apply(&mut totals, cash, rules);
    }
    if totals.document.total.abs() > AMOUNT_LIMIT {
        return Err(PricingRefusal::AmountTooLarge);
    }
    Ok(totals)
}

/// As [`totals`], in the document's currency alone, without rounding to coins and without a totals block.
///
/// # Errors
/// As [`totals`].
pub fn sums(lines: &[DocumentLine<'_>], rules: &TotalsRules) -> Result<Sums, PricingRefusal> {
    let sums = Sums::without_block(settle(&raws(lines, rules)?, rules.step()));
    if sums.total.abs() > AMOUNT_LIMIT { Err(PricingRefusal::AmountTooLarge) } else { Ok(sums) }
}

/// The exact figures of each line in the document's currency.
pub(super) fn raws<'a>(lines: &[DocumentLine<'a>], rules: &TotalsRules) -> Result<Vec<Raw<'a>>, PricingRefusal> {
    let mut raws = Vec::with_capacity(lines.len());
    for line in lines {
        let computed = compute(line.amounts, line.taxes, rules.rounding, rules.step(), line.reading)?;
        within_limit(&computed)?;
        raws.push(Raw::of(&computed));
    }
    Ok(raws)
}

fn within_limit(line: &LineTaxes<'_>) -> Result<(), PricingRefusal> {
    let taxes = line.taxes.iter().flat_map(|tax| [tax.base, tax.amount]);
    if taxes.chain([line.total_excluded, line.total_included]).all(|amount| amount.abs() <= AMOUNT_LIMIT) {
        Ok(())
    } else {
        Err(PricingRefusal::AmountTooLarge)
    }
}

/// The figures of each line in the company's currency.
fn company_raws<'a>(raws: &[Raw<'a>], rules: &TotalsRules) -> Result<Option<Vec<Raw<'a>>>, PricingRefusal> {
    let Some(company) = rules.company else { return Ok(None) };
    let round = |amount: Decimal| match rules.rounding {
        TaxRounding::PerLine => company.step.round(amount),
        TaxRounding::PerDocument => amount,
    };
    raws.iter().map(|raw| raw.converted(company.rate, round)).collect::<Result<_, _>>().map(Some)
}

pub(super) fn add_up(raws: &[Raw<'_>], rules: &TotalsRules) -> Result<DocumentTotals, PricingRefusal> {
    let document = Sums::of(settle(raws, rules.step()), &rules.groups);
    let company = match (company_raws(raws, rules)?, rules.company) {
        (Some(raws), Some(company)) => Some(Sums::of(settle(&raws, company.step), &rules.groups)),
        _ => None,
    };
    Ok(DocumentTotals { document, company })
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
