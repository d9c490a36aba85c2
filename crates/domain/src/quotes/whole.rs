//! A discount on the whole quotation as lines: one for each tax, replaced as a set, and told when the lines under it
//! have moved away from it.
use super::{
    choice,
    group::{self, Offer},
    line::{Line, Percent, ProductLine, Quantity, UnitPrice},
    role::{LineRole, Wish},
    totals::{Totals, amounts, totals},
};
use crate::{
    few::order,
    ids::{LineId, TaxId},
    money::{Currency, step::Step},
    refusal::{Refusal, pricing::PricingRefusal},
    tax::{Tax, TaxKind, TotalsRules, book::TaxBook, document::DocumentLine, share::Portion},
};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// What a discount on the whole makes of a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Its lines, one for each tax; none where nothing is taken off.
    pub lines: Vec<WholeLine>,
    /// What the quotation comes to without it.
    pub before: Totals,
    /// What it comes to with it.
    pub after: Totals,
}

/// One tax's part of a discount on the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholeLine {
    /// The tax it bears.
    pub tax: TaxId,
    /// Its rate.
    pub tax_percent: Percent,
    /// Its price: below nothing.
    pub unit_price: UnitPrice,
}

/// What a discount on the whole comes to now, in lines (section 7 of the behaviour map).
///
/// Discount lines that are there already are left out: they give way to the new ones. Fees that are a fixed amount for
/// each unit are not lowered. Every other line counts, a delivery too.
///
/// Where the map's program keeps hand-made tax amounts on its discount lines, these lines are taxed like all others, so
/// that the document adds up by the rates it shows (EN 16931 BR-CO-17). Few amounts with tax cannot be met to the cent
/// by any amount without tax; the nearest one stands then, and [`Whole::after`] says what it is.
///
/// # Errors
/// `too_large` for more than there is, `nothing_to_share`'s [`Refusal::NotAChoice`] where the lines come to nothing,
/// [`Refusal::AmountTooLarge`].
pub fn discount(lines: &[Line], currency: &Currency, book: &TaxBook, wish: Wish) -> Result<Whole, Refusal> {
    let wish = wish.check()?;
    let counted = choice::counted(&group::parts(lines));
    let counts = |(line, counts): &(&Line, bool)| !is_discount(line) && (*counts || product(line).is_none());
    let kept: Vec<Line> = lines.iter().zip(counted).filter(counts).map(|(line, _)| line.clone()).collect();
    let before = totals(&kept, currency, book)?;
    let most = before.gross.max(Decimal::ZERO);
    let portion = match wish {
        Wish::Percent(percent) => Portion::Percent(percent),
        Wish::Amount(amount) if amount > most => return Err(Refusal::TooLarge { most }),
        Wish::Amount(amount) => Portion::Amount(amount),
        Wish::Total(total) if total > most => return Err(Refusal::TooLarge { most }),
        Wish::Total(total) => Portion::Amount(before.gross - total),
    };
    let products: Vec<&ProductLine> = kept.iter().filter_map(product).filter(|line| !line.role.is_combo()).collect();
    let taxes: Vec<Cow<'_, Tax>> = products.iter().map(|line| book.of_line(line.tax, line.tax_percent)).collect();
    let rules = TotalsRules { rounding: book.rounding, ..TotalsRules::with_step(Step::of(*currency)) };
    let document: Vec<DocumentLine<'_>> = products
        .iter()
        .zip(&taxes)
        .map(|(line, tax)| DocumentLine::new(amounts(line, tax, currency), std::slice::from_ref(tax.as_ref())))
        .collect();
    let (sets, shared) = crate::discount::sums(&document, &rules, portion).map_err(refused)?;
    let mut made = Vec::new();
    for (set, sums) in sets.iter().zip(&shared.lines) {
        let (tax, tax_percent) = products
            .iter()
            .zip(&taxes)
            .find_map(|(line, tax)| bearing(set, line, tax, book))
            .ok_or(Refusal::NotAChoice)?;
        let included = book.of_line(tax, tax_percent).is_included();
        let price = if included { sums.untaxed + sums.tax() } else { sums.untaxed };
        made.push(WholeLine { tax, tax_percent, unit_price: UnitPrice::new(-price)? });
    }
    let wanted = match wish {
        Wish::Percent(_) => None,
        _ => Some(before.gross - shared.total),
    };
    nearest(kept, made, (before, wanted), currency, book)
}

/// Moves a line by cents until the total with tax is the one that is wanted, as near as it can. A percentage stays what
/// it is of the amounts without tax.
fn nearest(
    kept: Vec<Line>,
    made: Vec<WholeLine>,
    (before, wanted): (Totals, Option<Decimal>),
    currency: &Currency,
    book: &TaxBook,
) -> Result<Whole, Refusal> {
    let count = kept.len();
    let mut lines = kept;
    lines.extend(
        made.iter().map(|line| Line::Product(line.line(LineId(uuid::Uuid::nil()), Wish::Total(Decimal::ZERO)))),
    );
    let step = Step::of(*currency).get();
    let mut best = (made.clone(), totals(&lines, currency, book)?);
    let Some(wanted) = wanted else { return Ok(Whole { lines: best.0, before, after: best.1 }) };
    // The largest line first: there a cent shows least.
    let largest = order(made.len(), &|a, b| made[a].unit_price.get().cmp(&made[b].unit_price.get()));
    for (at, by) in largest.into_iter().flat_map(|at| [-1, 1, -2, 2].map(|by| (at, by))) {
        if best.1.gross == wanted {
            break;
        }
        let price = UnitPrice::new(made[at].unit_price.get() + step * Decimal::from(by))?;
        put_price(&mut lines, count + at, price);
        let found = totals(&lines, currency, book)?;
        if (found.gross - wanted).abs() < (best.1.gross - wanted).abs() {
            best = (made.clone(), found);
            best.0[at].unit_price = price;
        }
        put_price(&mut lines, count + at, made[at].unit_price);
    }
    Ok(Whole { lines: best.0, before, after: best.1 })
}

fn put_price(lines: &mut [Line], at: usize, price: UnitPrice) {
    if let Some(Line::Product(line)) = lines.get_mut(at) {
        line.unit_price = price;
    }
}

/// The discount on the whole that stands on a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What was asked for.
    pub wish: Wish,
    /// What its lines come to, with tax.
    pub now: Decimal,
    /// What it would make now; none where it cannot be made any more.
    pub whole: Option<Whole>,
    /// Whether its lines are those it would make now.
    pub right: bool,
}

/// The discount on the whole that stands on a quotation, and whether it still fits the lines under it.
pub fn standing(lines: &[Line], currency: &Currency, book: &TaxBook) -> Option<Standing> {
    let there: Vec<&ProductLine> = lines.iter().filter_map(product).filter(|line| line.role.is_discount()).collect();
    let wish = there.first()?.role.wish()?;
    let whole = discount(lines, currency, book, wish).ok();
    let has: Vec<WholeLine> = there
        .iter()
        .map(|line| WholeLine { tax: line.tax, tax_percent: line.tax_percent, unit_price: line.unit_price })
        .collect();
    let plain = there.iter().all(|line| line.quantity == Quantity::ONE && line.discount == Percent::ZERO);
    let wants = whole.as_ref().map(|whole| whole.lines.as_slice()).unwrap_or_default();
    let with = totals(lines, currency, book).map(|totals| totals.gross).unwrap_or_default();
    let without: Vec<Line> = lines.iter().filter(|line| !is_discount(line)).cloned().collect();
    let without = totals(&without, currency, book).map(|totals| totals.gross).unwrap_or_default();
    Some(Standing {
        wish,
        now: without - with,
        right: plain && whole.is_some() && ordered(&has) == ordered(wants),
        whole,
    })
}

/// The lines by tax and price, in whatever order they stand.
fn ordered(lines: &[WholeLine]) -> Vec<WholeLine> {
    let by = |line: &WholeLine| (line.tax, line.unit_price.get());
    order(lines.len(), &|a, b| by(&lines[a]).cmp(&by(&lines[b]))).into_iter().map(|at| lines[at]).collect()
}

impl WholeLine {
    /// It as a line of the quotation, without words.
    pub fn line(&self, id: LineId, wish: Wish) -> ProductLine {
        ProductLine {
            id,
            product: None,
            name: String::new(),
            description: String::new(),
            quantity: Quantity::ONE,
            unit: String::new(),
            unit_price: self.unit_price,
            discount: Percent::ZERO,
            tax: self.tax,
            tax_percent: self.tax_percent,
            offer: Offer::default(),
            role: LineRole::Discount { wish },
        }
    }
}

const fn product(line: &Line) -> Option<&ProductLine> {
    match line {
        Line::Product(line) => Some(line),
        Line::Section { .. } | Line::Note { .. } => None,
    }
}

fn is_discount(line: &Line) -> bool {
    product(line).is_some_and(|line| line.role.is_discount())
}

/// The tax a discount line of a set bears: that of a line with just these taxes; where the line has fees besides, the
/// one tax that is left without them.
fn bearing(set: &[TaxId], line: &ProductLine, tax: &Tax, book: &TaxBook) -> Option<(TaxId, Percent)> {
    let mut parts = Vec::new();
    leaves(tax, &mut parts);
    let others: Vec<TaxId> = parts.iter().filter(|tax| !tax.is_fixed()).map(|tax| tax.id).collect();
    if others != set {
        return None;
    }
    if others.len() == parts.len() {
        return Some((line.tax, line.tax_percent));
    }
    match set {
        [one] => book.find(*one).map(|booked| (*one, booked.percent())),
        // Nothing but fees: what is taken off the price bears no tax.
        [] => book
            .taxes
            .iter()
            .find(|booked| matches!(booked.tax.kind, TaxKind::Percent(percent) if percent.is_zero()))
            .map(|booked| (booked.tax.id, Percent::ZERO)),
        _ => None,
    }
}

fn leaves<'a>(tax: &'a Tax, into: &mut Vec<&'a Tax>) {
    match &tax.kind {
        TaxKind::Group(parts) => parts.iter().for_each(|part| leaves(part, into)),
        _ => into.push(tax),
    }
}

fn refused(refusal: PricingRefusal) -> Refusal {
    match refusal {
        PricingRefusal::AmountTooLarge => Refusal::AmountTooLarge,
        PricingRefusal::PercentOutOfRange { .. } => Refusal::TooLarge { most: Decimal::ONE_HUNDRED },
        _ => Refusal::NotAChoice,
    }
}

#[cfg(test)]
#[path = "whole_tests.rs"]
mod tests;
