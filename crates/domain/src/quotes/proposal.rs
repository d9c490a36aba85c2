//! What a customer would rather have than what is offered, and what it comes to: other quantities, other prices, lines
//! left out, another day of delivery. A choice stays within what is offered; a proposal is for what a choice does not allow.
pub mod past;
mod typed;

pub use typed::{DELIVERY, Open, Typed, open, out_field, price_field, quantity_field};

use super::{
    chosen::follow,
    line::{Line, LineInput, ProductLineInput, read_lines},
    quantity_from::QuantityFrom,
    totals::{Reckoning, Totals, reckon},
};
use crate::{
    ids::LineId,
    margin::Margin,
    money::{self, Currency},
    refusal::{FieldRefusal, Fields, Refusal},
    tax::book::TaxBook,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing a customer would rather have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    /// More or less of a line.
    Quantity {
        /// Which line.
        line: LineId,
        /// How much.
        to: Decimal,
    },
    /// Another price of one unit, with nothing taken off it any more.
    Price {
        /// Which line.
        line: LineId,
        /// The price.
        to: Decimal,
    },
    /// A line left out.
    LeaveOut {
        /// Which line.
        line: LineId,
    },
    /// Another day of start or delivery.
    Delivery {
        /// The day.
        on: NaiveDate,
    },
}

impl Ask {
    /// The stored name of its kind.
    pub const fn code(&self) -> &'static str {
        match self {
            Ask::Quantity { .. } => "quantity",
            Ask::Price { .. } => "price",
            Ask::LeaveOut { .. } => "leave_out",
            Ask::Delivery { .. } => "delivery",
        }
    }

    /// The line it is about.
    pub const fn line(&self) -> Option<LineId> {
        match self {
            Ask::Quantity { line, .. } | Ask::Price { line, .. } | Ask::LeaveOut { line } => Some(*line),
            Ask::Delivery { .. } => None,
        }
    }
}

/// What the seller said to one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It shall be so.
    Accepted,
    /// It stays as it was.
    Refused,
    /// Neither the one nor the other: something between is offered.
    Countered,
}

impl Answer {
    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Answer::Accepted => "accepted",
            Answer::Refused => "refused",
            Answer::Countered => "countered",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Answer> {
        [Answer::Accepted, Answer::Refused, Answer::Countered].into_iter().find(|answer| answer.code() == code)
    }
}

/// The price of one unit that is paid: what the discount of the line leaves of its price.
pub fn price_paid(unit_price: Decimal, discount: Decimal) -> Decimal {
    if discount.is_zero() {
        return unit_price;
    }
    money::round(unit_price * (Decimal::ONE_HUNDRED - discount) / Decimal::ONE_HUNDRED, 6).normalize()
}

/// The working lines with what was asked for, at the rates of a book.
///
/// A price that was agreed upon is one set by hand. A quantity beyond the bounds that the customer may choose within
/// widens them. A discount on the whole follows the lines by the rule of choices, so that no one can leave out the goods
/// and keep what was taken off them. What is asked about lines that are not there changes nothing.
///
/// # Errors
/// Refusals by field (`lines.3.quantity`), as for typed lines; [`Refusal::AmountTooLarge`].
pub fn apply(
    lines: &[LineInput],
    asks: &[Ask],
    currency: &Currency,
    book: &TaxBook,
) -> Result<Vec<LineInput>, Vec<FieldRefusal>> {
    let before = rated(lines, book);
    let mut after = before.clone();
    for ask in asks {
        match *ask {
            Ask::Quantity { line, to } => change(&mut after, line, |line| {
                (line.quantity, line.quantity_from) = (to, QuantityFrom::Proposal);
                line.offer.least = line.offer.least.map(|least| least.min(to));
                line.offer.most = line.offer.most.map(|most| most.max(to));
            }),
            Ask::Price { line, to } => change(&mut after, line, |line| {
                (line.unit_price, line.discount, line.price_by_hand) = (to, Decimal::ZERO, true);
            }),
            Ask::LeaveOut { line } => after.retain(|known| known.id() != line),
            Ask::Delivery { .. } => {}
        }
    }
    let (old, new) = (read(&before)?, read(&after)?);
    let followed = follow(&old, new, (currency, book)).map_err(|refusal| vec![FieldRefusal::at("", refusal)])?;
    Ok(with_discounts(after, &followed))
}

fn change(lines: &mut [LineInput], id: LineId, change: impl FnOnce(&mut ProductLineInput)) {
    let found = lines.iter_mut().find_map(|line| match line {
        LineInput::Product(line) if line.id == id => Some(line),
        _ => None,
    });
    if let Some(line) = found {
        change(line);
    }
}

/// The lines at a book's rates.
fn rated(lines: &[LineInput], book: &TaxBook) -> Vec<LineInput> {
    let mut lines = lines.to_vec();
    for line in &mut lines {
        if let LineInput::Product(line) = line
            && let Some(booked) = book.find(line.tax)
        {
            line.tax_percent = booked.percent().get();
        }
    }
    lines
}

fn read(lines: &[LineInput]) -> Result<Vec<Line>, Vec<FieldRefusal>> {
    let mut fields = Fields::new();
    let read = read_lines(lines, &mut fields);
    let refusals = fields.into_refusals();
    if refusals.is_empty() { Ok(read) } else { Err(refusals) }
}

/// The typed lines with the lines of the discount on the whole as they came out.
fn with_discounts(typed: Vec<LineInput>, followed: &[Line]) -> Vec<LineInput> {
    let is_discount = |line: &LineInput| matches!(line, LineInput::Product(line) if line.role.is_discount());
    let Some(at) = typed.iter().position(is_discount) else { return typed };
    let (old, mut out): (Vec<LineInput>, Vec<LineInput>) = typed.into_iter().partition(is_discount);
    let old: Vec<ProductLineInput> = old
        .into_iter()
        .filter_map(|line| match line {
            LineInput::Product(line) => Some(line),
            _ => None,
        })
        .collect();
    let made = followed.iter().filter_map(|line| match line {
        Line::Product(line) if line.role.is_discount() => {
            let like = old.iter().find(|known| known.id == line.id).or_else(|| old.first())?;
            Some(LineInput::Product(ProductLineInput {
                id: line.id,
                quantity: line.quantity.get(),
                unit_price: line.unit_price.get(),
                discount: line.discount.get(),
                tax: line.tax,
                tax_percent: line.tax_percent.get(),
                ..like.clone()
            }))
        }
        _ => None,
    });
    out.splice(at..at, made);
    out
}

/// What lines come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The document.
    pub totals: Totals,
    /// Each line that counts, without tax.
    pub nets: BTreeMap<LineId, Decimal>,
    /// What is earned, where costs are known to the reader.
    pub margin: Option<Margin>,
}

/// What lines come to, by the engine that adds up every quotation. `costs` are those of one unit; a line without one
/// earns all of its net.
/// # Errors
/// Refusals by field; [`Refusal::AmountTooLarge`].
pub fn outcome(
    lines: &[LineInput],
    currency: &Currency,
    book: &TaxBook,
    costs: Option<&BTreeMap<LineId, Decimal>>,
) -> Result<Outcome, Vec<FieldRefusal>> {
    let whole = |refusal| vec![FieldRefusal::at("", refusal)];
    let read = read(&rated(lines, book))?;
    let Reckoning { totals, nets, counted } = reckon(&read, currency, book).map_err(whole)?;
    let sold = read.iter().zip(nets).zip(counted).filter(|(_, counts)| *counts);
    let sold: Vec<(&Line, Decimal)> = sold.map(|(line, _)| line).collect();
    let margin = costs.map(|costs| {
        let of = |(line, net): &(&Line, Decimal)| {
            let quantity = if let Line::Product(line) = line { line.quantity.get() } else { Decimal::ZERO };
            Margin::of_line(*net, costs.get(&line.id()).copied().unwrap_or_default(), quantity)
        };
        let lines = sold.iter().map(of).collect::<Result<Vec<_>, _>>();
        lines.and_then(Margin::of_document)
    });
    let margin = margin.transpose().map_err(|_| whole(Refusal::AmountTooLarge))?;
    Ok(Outcome { totals, nets: sold.into_iter().map(|(line, net)| (line.id(), net)).collect(), margin })
}

#[cfg(test)]
mod tests;
