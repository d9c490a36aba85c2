//! The working version on the page: lines as signals, sums computed by the rules themselves, changes and undo.
//!
//! A key changes one row's signal and raises `tick`; the sums are one memo over all rows. No row is drawn
//! again because another one changed.
pub use super::undo::Undo;
use super::{
    combo_rows::after_combo,
    delivering::Delivering,
    discounting::Discounting,
    head_fields::Head,
    keys::{Column, Kind},
    margin::Margins,
    paste::Pasted,
    pricing::Pricing,
    row_data::RowData,
    saver::Saver,
    sums::{Sums, add_up},
    taxing::Taxing,
    why_figure::Figure,
};
use domain::{
    fiscal::finland::Supply,
    ids::{LineId, QuoteId},
    money::Currency,
    quotes::{
        line::MOST_LINES,
        state::{QuoteEvent, QuoteState},
    },
    tax::book::TaxBook,
};
use i18n::T;
use leptos::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;
use wire::{preflight::Preflight, products::TaxView, quotes::QuoteView};

/// A line on the page.
#[derive(Clone, Copy, PartialEq)]
pub struct Row {
    /// The line's lasting identity.
    pub id: LineId,
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub data: RwSignal<RowData>,
    /// The column that is edited, if any of this row.
    pub edited: RwSignal<Option<Edit>>,
    /// Its number on the document; 0 for sections and notes.
    pub number: RwSignal<u32>,
}

/// An edit of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The cell.
    pub column: Column,
    /// The key that began it and replaces what was there.
    pub first: Option<char>,
}

/// Everything the parts of the editor share.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Which quotation.
    pub id: QuoteId,
    /// The reader's texts.
    pub t: T,
    /// Currency of the amounts.
    pub currency: Currency,
    /// Taxes to choose from; the first is that of a new line.
    pub taxes: StoredValue<Vec<TaxView>>,
    /// All taxes at the rates of the quotation's day.
    pub book: RwSignal<TaxBook>,
    /// The quotation as it was read last: everything but the lines and the head.
    pub view: RwSignal<QuoteView>,
    /// The head.
    pub head: Head,
    /// The lines in their order.
    pub rows: RwSignal<Vec<Row>>,
    /// Raised whenever a figure or the order changed.
    pub tick: RwSignal<u64>,
    /// What the lines come to.
    pub sums: Memo<Sums>,
    /// Whether nothing can be edited any more.
    pub closed: Memo<bool>,
    /// The line that is open in the drawer.
    pub open_row: RwSignal<Option<Row>>,
    /// Saving.
    pub saver: Saver,
    /// Prices that follow the price list.
    pub pricing: Pricing,
    /// Taxes that follow the fiscal position.
    pub taxing: Taxing,
    /// What only the server knows of the draft before it is sent.
    pub preflight: RwSignal<Preflight>,
    /// What is earned, for those who may see it.
    pub margins: Margins,
    /// What the goods weigh, and their delivery.
    pub delivering: Delivering,
    /// The discount on the whole.
    pub discounting: Discounting,
    /// The figure that is asked why.
    pub why: RwSignal<Option<Figure>>,
    pub(super) undo: StoredValue<Vec<Undo>>,
    owner: StoredValue<Owner>,
}

impl Desk {
    /// Lays out a quotation that was read.
    pub fn new(view: QuoteView, t: T) -> Desk {
        let owner = StoredValue::new(Owner::current().unwrap_or_default());
        let currency = view.currency;
        let rows: Vec<Row> = RowData::all(&view).into_iter().map(new_row).collect();
        number(&rows);
        let (pricing, margins) = (Pricing::new(&rows), Margins::new(view.costs.is_some()));
        let rows = RwSignal::new(rows);
        let tick = RwSignal::new(0_u64);
        let book = RwSignal::new(view.book.clone());
        let sums = Memo::new(move |before: Option<&Sums>| {
            tick.track();
            book.with(|book| rows.with(|rows| add_up(rows, (&currency, book), before)))
        });
        let head = Head::new(&view.fields);
        let (taxing, delivering) = (Taxing::new(&view.fields), Delivering::new());
        let discounting = Discounting::new(rows, tick, (currency, book));
        let saver = Saver::new(&view);
        let id = view.id;
        let taxes = StoredValue::new(view.taxes.clone());
        let view = RwSignal::new(view);
        let closed = Memo::new(move |_| view.with(|view| !view.state.allows(QuoteEvent::Edit)));
        let (open_row, undo) = (RwSignal::new(None), StoredValue::new(Vec::new()));
        Desk {
            id,
            t,
            currency,
            taxes,
            book,
            view,
            head,
            rows,
            tick,
            sums,
            closed,
            open_row,
            saver,
            pricing,
            taxing,
            preflight: RwSignal::new(Preflight::default()),
            margins,
            delivering,
            discounting,
            why: RwSignal::new(None),
            undo,
            owner,
        }
    }

    /// The desk of this page.
    pub fn here() -> Desk {
        expect_context::<Desk>()
    }

    /// A line of this page that belongs to no place yet.
    pub fn make(self, data: RowData) -> Row {
        self.owner.with_value(|owner| owner.with(|| new_row(data)))
    }

    /// Makes signals that live as long as the page.
    pub fn within<T>(self, make: impl FnOnce() -> T) -> T {
        self.owner.with_value(|owner| owner.with(make))
    }

    /// An empty line.
    pub fn empty(self, kind: Kind) -> RowData {
        let usual = self.taxes.with_value(|taxes| taxes.first().cloned());
        let usual = usual.map(|tax| self.tax_for(tax, Supply::Goods));
        RowData::empty(LineId(Uuid::new_v4()), kind, usual.as_ref())
    }

    /// Where a line stands.
    pub fn place(self, id: LineId) -> Option<usize> {
        self.rows.with_untracked(|rows| rows.iter().position(|row| row.id == id))
    }

    /// Changes what a line says and remembers what it said.
    pub fn change(self, row: Row, change: impl FnOnce(&mut RowData)) {
        let before = row.data.get_untracked();
        self.write(row, change);
        if row.data.with_untracked(|now| *now != before) {
            self.remember(Undo::Changed(vec![(row, before)]));
        }
    }

    /// Changes what a line says, key by key; what it said is remembered when the edit ends.
    pub fn write(self, row: Row, change: impl FnOnce(&mut RowData)) {
        row.data.update(change);
        self.touched();
    }

    /// Puts lines in at a place.
    pub fn insert(self, at: usize, lines: Vec<RowData>) -> Vec<Row> {
        let room = MOST_LINES.saturating_sub(self.rows.with_untracked(Vec::len));
        let added: Vec<Row> = lines.into_iter().take(room).map(|data| self.make(data)).collect();
        self.rows.update(|rows| {
            let at = after_combo(rows, at.min(rows.len()));
            rows.splice(at..at, added.iter().copied());
        });
        self.remember(Undo::Added(added.clone()));
        self.reordered();
        added
    }

    /// Puts pasted lines in at a place; cells that could not be read say so.
    pub fn paste(self, at: usize, lines: Vec<Pasted>) -> Vec<Row> {
        let lines = lines.into_iter().map(|line| RowData {
            name: line.name,
            quantity: line.quantity,
            quantity_from: line.quantity_from,
            unit: line.unit,
            unit_price: line.unit_price,
            ..self.empty(Kind::Product)
        });
        self.insert(at, lines.collect())
    }

    /// The version a sending makes, and whether it is the very one the customer has.
    pub fn next_sent(self) -> (u32, bool) {
        // What waits to be sent gives its number to what is sent instead.
        let waits = self.view.with(|view| {
            let waits = view.scheduled.as_ref().filter(|waits| waits.failed.is_none());
            waits.map(|waits| waits.quote_version).filter(|waits| Some(*waits) != view.sent_version)
        });
        if let Some(number) = waits {
            return (number, false);
        }
        self.view.with(|view| match view.sent_version == Some(view.draft_version) {
            true if view.state == QuoteState::Sent => (view.draft_version, true),
            // After an answer or an expiry the same text is a new offer.
            true => (view.draft_version + 1, false),
            false => (view.draft_version, false),
        })
    }

    /// Replaces all lines by stored ones; lines that are known keep their place on the page.
    pub fn adopt(self, view: &QuoteView) {
        let known: HashMap<LineId, Row> =
            self.rows.with_untracked(|rows| rows.iter().map(|row| (row.id, *row)).collect());
        let rows = RowData::all(view).into_iter().map(|data| match known.get(&data.id) {
            Some(row) if row.kind == data.kind => {
                if row.data.with_untracked(|now| *now != data) {
                    row.data.set(data);
                }
                *row
            }
            _ => self.make(data),
        });
        let rows = rows.collect::<Vec<Row>>();
        number(&rows);
        self.pricing.settle(&rows);
        self.taxing.settle(&view.fields);
        self.take_book(&view.book);
        self.rows.set(rows);
        self.head.adopt(&view.fields);
        self.undo.update_value(Vec::clear);
        self.tick.update(|tick| *tick += 1);
    }

    pub(super) fn reordered(self) {
        self.rows.with_untracked(|rows| number(rows));
        self.touched();
    }

    pub(super) fn touched(self) {
        self.follow_combos();
        self.tick.update(|tick| *tick += 1);
        self.edited();
        self.follow();
    }
}

fn new_row(data: RowData) -> Row {
    let (id, kind) = (data.id, data.kind);
    Row { id, kind, data: RwSignal::new(data), edited: RwSignal::new(None), number: RwSignal::new(0) }
}

/// Numbers the product lines as the document does.
pub(super) fn number(rows: &[Row]) {
    let mut next = 0;
    for row in rows.iter().filter(|row| row.kind == Kind::Product) {
        next += 1;
        if row.number.get_untracked() != next {
            row.number.set(next);
        }
    }
}
