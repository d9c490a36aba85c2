//! The taxes a document's lines can bear, at the rates of its day.
use super::{Tax, TaxKind, TaxRounding, notes::LegalNote};
use crate::{ids::TaxId, money::rates::FrozenRate, quotes::line::Percent};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use uuid::Uuid;

/// A tax as lines name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookedTax {
    /// What it is called.
    pub name: String,
    /// How it is computed, at the rate of the day.
    pub tax: Tax,
    /// Why it is none, where the law wants that said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LegalNote>,
    /// The first day of its rate, where the rate has a history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// Whether new lines can bear it.
    pub offered: bool,
}

impl BookedTax {
    /// Its rate in percent, as a line names it: a fixed amount has none, a group that of its parts together.
    pub fn percent(&self) -> Percent {
        Percent::new(rate(&self.tax)).unwrap_or(Percent::ZERO)
    }
}

fn rate(tax: &Tax) -> Decimal {
    match &tax.kind {
        TaxKind::Percent(percent) | TaxKind::Division(percent) => *percent,
        TaxKind::Fixed(_) => Decimal::ZERO,
        TaxKind::Group(parts) => parts.iter().map(rate).sum(),
    }
}

/// The taxes of a company at the rates of one day, and when amounts are rounded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxBook {
    /// The taxes in the order in which they are offered.
    pub taxes: Vec<BookedTax>,
    /// When amounts are rounded.
    pub rounding: TaxRounding,
}

/// Fees of a fixed amount in another currency; what grows beyond reason is refused in the sum.
fn converted(tax: &mut Tax, rate: &FrozenRate) {
    match &mut tax.kind {
        TaxKind::Fixed(amount) => *amount = rate.converted(*amount).unwrap_or(Decimal::MAX),
        TaxKind::Group(parts) => parts.iter_mut().for_each(|part| converted(part, rate)),
        TaxKind::Percent(_) | TaxKind::Division(_) => {}
    }
}

impl TaxBook {
    /// The book for a document in another currency: fees of a fixed amount for each unit are the company's amounts.
    pub fn in_currency(mut self, rate: Option<&FrozenRate>) -> TaxBook {
        if let Some(rate) = rate {
            self.taxes.iter_mut().for_each(|booked| converted(&mut booked.tax, rate));
        }
        self
    }

    /// A tax by its id.
    pub fn find(&self, id: TaxId) -> Option<&BookedTax> {
        self.taxes.iter().find(|booked| booked.tax.id == id)
    }

    /// How a line is taxed. A tax the book does not know is one of so many percent on top: the rate the line
    /// remembers.
    pub fn of_line(&self, id: TaxId, percent: Percent) -> Cow<'_, Tax> {
        match self.find(id) {
            Some(booked) => Cow::Borrowed(&booked.tax),
            // Lines of one rate are rounded together, whatever tax they came from.
            None => Cow::Owned(Tax::percent(TaxId(Uuid::from_u128(rate_key(percent))), percent.get())),
        }
    }
}

fn rate_key(percent: Percent) -> u128 {
    (percent.get() * Decimal::ONE_HUNDRED).normalize().mantissa().unsigned_abs()
}
