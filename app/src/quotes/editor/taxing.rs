//! Taxes that follow the quotation's fiscal position: new lines bear what it says, another position offers to change
//! the lines that are there, those chosen by hand stay.
use super::{
    desk::{Desk, Row, Undo},
    keys::Kind,
    row_data::RowData,
};
use crate::quotes::api::tax_lines;
use domain::{
    fiscal::{
        finland::Supply,
        replace::{Replacement, replaced},
        reprice::reprice,
    },
    ids::{FiscalPositionId, TaxId},
    money,
    quotes::{
        line::{Line, UnitPrice},
        totals::{Totals, totals},
    },
    tax::book::TaxBook,
};
use leptos::{prelude::*, task::spawn_local};
use wire::{
    fiscal::{LineTax, TaxAsk, TaxLines},
    products::{ProductRow, TaxView},
    quotes::QuoteFields,
};

/// What lines are taxed under, and what another position would change.
#[derive(Clone, Copy)]
pub struct Taxing {
    /// The position the lines were taxed under last.
    under: StoredValue<Option<FiscalPositionId>>,
    /// What another position would change; the user decides.
    pub offer: RwSignal<Option<Offer>>,
    /// The line whose tax is explained.
    pub why: RwSignal<Option<Row>>,
}

/// What another fiscal position would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The new taxes.
    pub taxes: Vec<LineTax>,
    /// Lines with a tax chosen by hand.
    pub kept: usize,
    /// What the quotation comes to now.
    pub before: Totals,
    /// What it comes to after.
    pub after: Totals,
}

impl Taxing {
    /// Lines that were read are taxed under the position they were read with.
    pub fn new(fields: &QuoteFields) -> Taxing {
        Taxing { under: StoredValue::new(fields.fiscal_position), offer: RwSignal::new(None), why: RwSignal::new(None) }
    }

    /// Takes the lines as they are for taxed.
    pub fn settle(self, fields: &QuoteFields) {
        self.under.set_value(fields.fiscal_position);
    }
}

/// The question about a line.
pub fn ask(data: &RowData) -> Option<TaxAsk> {
    (data.kind == Kind::Product && !data.role.is_combo()).then_some(TaxAsk {
        id: data.id,
        product: data.product,
        tax: data.tax,
    })
}

impl Desk {
    /// The tax of a product under the quotation's position.
    pub fn tax_for(self, own: TaxView, supply: Supply) -> TaxView {
        let position = untrack(|| self.head.fiscal_position());
        let to = self.view.with_untracked(|view| {
            let choice = view.positions.iter().find(|choice| Some(choice.id) == position);
            replaced(choice.map_or(&[] as &[Replacement], |choice| &choice.replacements), own.id, supply)
        });
        self.book.with_untracked(|book| booked(book, to)).unwrap_or(own)
    }

    /// The tax of a product that comes onto a line.
    pub fn tax_of(self, product: &ProductRow) -> TaxView {
        self.tax_for(product.tax.clone(), product.kind.supply())
    }

    /// The position that address and numbers lead to now.
    pub fn found_now(self) -> Option<FiscalPositionId> {
        self.view.with_untracked(|view| view.fiscal.position.as_ref().map(|position| position.id))
    }

    /// Takes the taxes at the rates of the day the quotation has now.
    pub fn take_book(self, book: &TaxBook) {
        if self.book.with_untracked(|now| now == book) {
            return;
        }
        self.book.set(book.clone());
        for row in self.rows.get_untracked() {
            let rate = row.data.with_untracked(|data| book.find(data.tax).map(|booked| booked.percent()));
            if let Some(rate) = rate.filter(|rate| row.data.with_untracked(|data| data.tax_percent != *rate)) {
                row.data.update(|data| data.tax_percent = rate);
            }
        }
        // What the server stores has these rates already.
        self.saver.stored.update_value(|stored| {
            for line in &mut stored.lines {
                if let domain::quotes::line::LineInput::Product(line) = line
                    && let Some(booked) = book.find(line.tax)
                {
                    line.tax_percent = booked.percent().get();
                }
            }
        });
        self.tick.update(|tick| *tick += 1);
    }

    /// Another fiscal position was chosen or found: shows what it would change.
    pub fn offer_taxes(self, same: impl Fn() + 'static) {
        self.left();
        let rows = self.rows.get_untracked();
        let asks: Vec<TaxAsk> = rows.iter().filter_map(|row| row.data.with_untracked(ask)).collect();
        let (from, to) = (self.taxing.under.get_value(), untrack(|| self.head.fiscal_position()));
        if asks.is_empty() || from == to {
            self.taxing.under.set_value(to);
            return;
        }
        let command = TaxLines { quote: self.id, from, to, lines: asks };
        spawn_local(async move {
            let Ok(answer) = tax_lines(command).await else { return };
            if self.taxing.under.try_set_value(to).is_some() {
                return;
            }
            let kept = answer.iter().filter(|line| line.by_hand).count();
            let now = |id| rows.iter().find(|row| row.id == id).map(|row| row.data.with_untracked(|data| data.tax));
            let taxes: Vec<LineTax> =
                answer.into_iter().filter(|line| !line.by_hand && now(line.id) != Some(line.tax.id)).collect();
            if taxes.is_empty() {
                same();
                return;
            }
            let Some(before) = self.sums.try_with_untracked(|sums| sums.totals.clone()) else { return };
            let after = self.totals_with(&rows, &taxes).unwrap_or_else(|| before.clone());
            let _ = self.taxing.offer.try_set(Some(Offer { taxes, kept, before, after }));
        });
    }

    /// Products of lines bear another tax by now: shows what that would change.
    pub fn offer_moved_taxes(self) {
        let taxes = self.preflight.with_untracked(|found| found.taxes.clone());
        let rows = self.rows.get_untracked();
        let before = self.sums.with_untracked(|sums| sums.totals.clone());
        let after = self.totals_with(&rows, &taxes).unwrap_or_else(|| before.clone());
        self.taxing.offer.set(Some(Offer { taxes, kept: 0, before, after }));
    }

    fn totals_with(self, rows: &[Row], taxes: &[LineTax]) -> Option<Totals> {
        let lines: Vec<Line> = rows
            .iter()
            .map(|row| {
                let mut data = row.data.get_untracked();
                if let Some(line) = taxes.iter().find(|line| line.id == row.id) {
                    self.retax(&mut data, &line.tax);
                }
                data.figures()
            })
            .collect();
        self.book.with_untracked(|book| totals(&lines, &self.currency, book)).ok()
    }

    /// Takes another tax; a price that contained the old one contains the new one, so that the net stays.
    fn retax(self, data: &mut RowData, tax: &TaxView) {
        let price = self.book.with_untracked(|book| {
            let (old, new) = (book.find(data.tax)?, book.find(tax.id)?);
            let slice = std::slice::from_ref;
            reprice(data.unit_price.get(), slice(&old.tax), slice(&new.tax)).ok()
        });
        let before = data.unit_price.get();
        if let Some(price) = price.filter(|price| *price != before) {
            let price = money::round(price, self.currency.decimals());
            data.unit_price = UnitPrice::new(price).unwrap_or(data.unit_price);
        }
        data.take_tax(tax);
    }

    /// Takes the taxes that were offered.
    pub fn take_taxes(self) {
        let Some(offer) = self.taxing.offer.try_update(Option::take).flatten() else { return };
        let mut before = Vec::new();
        for row in self.rows.get_untracked() {
            if let Some(line) = offer.taxes.iter().find(|line| line.id == row.id) {
                before.push((row, row.data.get_untracked()));
                self.write(row, |data| self.retax(data, &line.tax));
            }
        }
        self.remember(Undo::Changed(before));
        self.left();
    }

    /// Takes a tax for one line.
    pub fn take_line_tax(self, row: Row, tax: &TaxView) {
        self.change(row, |data| data.take_tax(tax));
        self.left();
    }
}

/// A tax of the book as lines choose it.
fn booked(book: &TaxBook, id: TaxId) -> Option<TaxView> {
    let booked = book.find(id)?;
    Some(TaxView { id, name: booked.name.clone(), percent: booked.percent().get() })
}
