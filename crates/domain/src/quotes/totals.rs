//! What a quotation comes to: net, tax per rate, gross.
use super::{
    choice,
    group::{self, Part},
    line::{Line, ProductLine},
};
use crate::{
    few::Few,
    formats::plain,
    ids::TaxId,
    money::{AMOUNT_LIMIT, Currency, step::Step},
    refusal::Refusal,
    tax::{
        Tax, TaxKind, TotalsRules,
        book::TaxBook,
        document::{self, DocumentLine},
        line::{Amounts, Reading, compute},
        notes::LegalNote,
    },
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, cmp::Reverse};

/// The tax of one rate, or of one tax that is no percentage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTotal {
    /// The rate in percent; zero for a fixed amount.
    pub percent: Decimal,
    /// Sum of the nets taxed at this rate.
    pub base: Decimal,
    /// The tax on it.
    pub tax: Decimal,
    /// What it is called, where the rate alone does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Why there is no tax, where the law wants that said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LegalNote>,
}

impl TaxTotal {
    /// What tells its row from the others on a page: rate and name.
    pub fn key(&self) -> String {
        let mut key = plain(self.percent);
        key.push(' ');
        key.push_str(&self.name);
        key
    }
}

/// What a quotation comes to. All amounts in the document's currency, rounded to its smallest unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Sum of the lines without tax, before discounts of lines and on the whole.
    pub before_discounts: Decimal,
    /// What the discounts take off (zero or positive for a sale).
    pub discounts: Decimal,
    /// Sum of the lines' nets.
    pub net: Decimal,
    /// One entry per rate, highest rate first.
    pub taxes: Vec<TaxTotal>,
    /// Sum of the taxes.
    pub tax: Decimal,
    /// Net and tax: what there is to pay.
    pub gross: Decimal,
}

impl Totals {
    /// What the document must say about its taxes, each reason once.
    pub fn notes(&self) -> Vec<LegalNote> {
        let mut notes: Vec<LegalNote> = self.taxes.iter().filter_map(|tax| tax.note).collect();
        notes.sort_unstable();
        notes.dedup();
        notes
    }
}

/// The totals and what each line comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reckoning {
    /// What the document comes to.
    pub totals: Totals,
    /// Each line without tax, in the document's order; zero for headings and remarks. Those that count add up to the
    /// net.
    pub nets: Vec<Decimal>,
    /// Which lines count: those of groups only where they are preselected.
    pub counted: Vec<bool>,
}

/// Adds up a quotation by the tax engine.
///
/// A line's amount is rounded before it is taxed, so that it is what people get from quantity × price, and the lines
/// add up to the net (EN 16931 BT-131, BR-CO-10). The map's program (section 9.4) rounds the sum of the exact lines
/// instead, and a cent may separate its total from the lines one sees. The tax of a rate is then computed once on
/// the sum of its nets and rounded, or line by line where the company rounds so. Amounts per unit keep the quantity.
///
/// # Errors
/// [`Refusal::AmountTooLarge`] when a line or the document passes [`AMOUNT_LIMIT`].
pub fn reckon(lines: &[Line], currency: &Currency, book: &TaxBook) -> Result<Reckoning, Refusal> {
    let parts: Vec<Part> = group::parts(lines);
    let counted = choice::counted(&parts);
    let counts = |at: usize| counted.get(at).copied().unwrap_or_default();
    let sold = lines.iter().enumerate().filter(|(at, _)| counts(*at));
    // A combo costs nothing and bears no tax: its items do.
    let products: Vec<&ProductLine> =
        sold.filter_map(|(_, line)| product(line)).filter(|line| !line.role.is_combo()).collect();
    let taxes: Vec<Cow<'_, Tax>> = products.iter().map(|line| book.of_line(line.tax, line.tax_percent)).collect();
    let rules = TotalsRules { rounding: book.rounding, ..TotalsRules::with_step(Step::of(*currency)) };
    let mut document = Vec::with_capacity(products.len());
    let mut discounts = Decimal::ZERO;
    for (line, tax) in products.iter().zip(&taxes) {
        let before = line.gross_of_discount(currency);
        if before.abs() > AMOUNT_LIMIT {
            return Err(Refusal::AmountTooLarge);
        }
        if !line.discount.get().is_zero() {
            discounts += without_tax(before, line, tax, &rules)? - line_net(line, currency, book);
        }
        document.push(DocumentLine::new(amounts(line, tax, currency), std::slice::from_ref(tax.as_ref())));
    }
    let sums = document::sums(&document, &rules).map_err(|_| Refusal::AmountTooLarge)?;
    let whole = products.iter().zip(&sums.lines).filter(|(line, _)| line.role.is_discount());
    discounts -= whole.map(|(_, line)| line.untaxed).sum::<Decimal>();
    let before_discounts = sums.untaxed + discounts;
    if before_discounts.abs() > AMOUNT_LIMIT {
        return Err(Refusal::AmountTooLarge);
    }
    let mut of_products = sums.lines.iter().map(|line| line.untaxed);
    let net = |(at, line): (usize, &Line)| match product(line) {
        Some(line) if line.role.is_combo() => Decimal::ZERO,
        Some(_) if counts(at) => of_products.next().unwrap_or_default(),
        Some(line) => line_net(line, currency, book),
        None => Decimal::ZERO,
    };
    let nets = lines.iter().enumerate().map(net).collect();
    let totals = Totals {
        before_discounts,
        discounts,
        net: sums.untaxed,
        taxes: tax_rows(&sums.lines, &taxes, book),
        tax: sums.tax,
        gross: sums.total,
    };
    Ok(Reckoning { totals, nets, counted })
}

/// What a quotation comes to; see [`reckon`].
/// # Errors
/// [`Refusal::AmountTooLarge`].
pub fn totals(lines: &[Line], currency: &Currency, book: &TaxBook) -> Result<Totals, Refusal> {
    reckon(lines, currency, book).map(|reckoning| reckoning.totals)
}

/// What one line comes to without tax, by itself. The document may move a cent where the price contains tax.
pub fn line_net(line: &ProductLine, currency: &Currency, book: &TaxBook) -> Decimal {
    let tax = book.of_line(line.tax, line.tax_percent);
    if !tax.is_included() {
        return line.net(currency);
    }
    let step = Step::of(*currency);
    let taxed = compute(
        amounts(line, &tax, currency),
        std::slice::from_ref(tax.as_ref()),
        book.rounding,
        step,
        Reading::AsPriced,
    );
    taxed.map(|taxed| step.round(taxed.total_excluded)).unwrap_or_default()
}

const fn product(line: &Line) -> Option<&ProductLine> {
    match line {
        Line::Product(line) => Some(line),
        Line::Section { .. } | Line::Note { .. } => None,
    }
}

/// The line as the engine takes it: its rounded amount, or what an amount per unit needs.
pub(super) fn amounts(line: &ProductLine, tax: &Tax, currency: &Currency) -> Amounts {
    if tax.has(Tax::is_fixed) {
        let (price_unit, quantity) = (line.unit_price.get(), line.quantity.get());
        Amounts { price_unit, quantity, discount: line.discount.get() }
    } else {
        Amounts::one(line.net(currency))
    }
}

/// An amount before the discount, without what tax it contains.
fn without_tax(before: Decimal, line: &ProductLine, tax: &Tax, rules: &TotalsRules) -> Result<Decimal, Refusal> {
    if !tax.is_included() {
        return Ok(before);
    }
    let step = rules.step.unwrap_or(Step::CENT);
    let amounts = Amounts { price_unit: line.unit_price.get(), quantity: line.quantity.get(), discount: Decimal::ZERO };
    let taxed = compute(amounts, std::slice::from_ref(tax), rules.rounding, step, Reading::AsPriced);
    taxed.map(|taxed| step.round(taxed.total_excluded)).map_err(|_| Refusal::AmountTooLarge)
}

/// What tells the rows of taxes apart: highest rate first.
type RowKey = (Reverse<Decimal>, Option<LegalNote>, String);

fn tax_rows(lines: &[crate::tax::sums::LineSums], taxes: &[Cow<'_, Tax>], book: &TaxBook) -> Vec<TaxTotal> {
    let mut keys: Few<TaxId, RowKey> = Few::new();
    for tax in taxes {
        name_parts(tax, None, book, &mut keys);
    }
    let mut rows: Few<RowKey, (Decimal, Decimal)> = Few::new();
    for tax in lines.iter().flat_map(|line| &line.taxes) {
        let Some(key) = keys.get(&tax.tax) else { continue };
        let (base, amount) = rows.of(key.clone());
        *amount += tax.amount;
        if !tax.reversal {
            *base += tax.base;
        }
    }
    let row = |((Reverse(percent), note, name), (base, tax)): (RowKey, _)| TaxTotal { percent, base, tax, name, note };
    rows.into_iter().map(row).collect()
}

/// The rows of a tax, or of its parts.
fn name_parts(tax: &Tax, whole: Option<LegalNote>, book: &TaxBook, keys: &mut Few<TaxId, RowKey>) {
    let booked = book.find(tax.id);
    let note = booked.and_then(|booked| booked.note).or(whole);
    if let TaxKind::Group(parts) = &tax.kind {
        return parts.iter().for_each(|part| name_parts(part, note, book, keys));
    }
    if keys.contains_key(&tax.id) {
        return;
    }
    let key = match tax.kind {
        TaxKind::Percent(percent) => (Reverse(percent.normalize()), note, String::new()),
        TaxKind::Division(percent) => (Reverse(percent.normalize()), note, name_of(booked)),
        _ => (Reverse(Decimal::ZERO), note, name_of(booked)),
    };
    keys.insert(tax.id, key);
}

fn name_of(booked: Option<&crate::tax::book::BookedTax>) -> String {
    booked.map(|booked| booked.name.clone()).unwrap_or_default()
}

/// The sum of each section with its subsections, by the heading's index.
pub fn section_nets(lines: &[Line], reckoning: &Reckoning) -> Few<usize, Decimal> {
    group::sums(&group::parts(lines), &reckoning.nets, &reckoning.counted)
}

#[cfg(test)]
#[path = "totals_tests.rs"]
mod tests;
