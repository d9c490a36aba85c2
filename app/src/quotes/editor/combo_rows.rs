//! The lines of combos in the grid: they stand together, and items follow their combo.
use super::{
    delivering::role,
    desk::{Desk, Row},
    keys::{Column, Kind},
    row_data::RowData,
    undo::roles,
};
use domain::{
    combos::Share,
    ids::{ComboChoiceId, LineId, ProductId},
    quotes::{
        combo::block,
        line::{Percent, UnitPrice},
        role::LineRole,
    },
};
use leptos::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    combos::ComboOffer,
    products::{ProductRow, TaxView},
};

/// The place at or after one at which a line does not come between a combo and its items.
pub(super) fn after_combo(rows: &[Row], at: usize) -> usize {
    let items = rows.iter().skip(at).take_while(|row| role(row).is_combo_item()).count();
    at + items
}

/// Why a cell of a combo or of an item is not typed into.
pub(super) fn held(t: i18n::T, data: &RowData, column: Column) -> Option<&'static str> {
    match (data.role, column) {
        (_, Column::Name | Column::Menu) => None,
        (LineRole::ComboItem { .. }, Column::Tax) => None,
        (LineRole::ComboItem { .. }, _) => Some(t.combos_item_figures()),
        (LineRole::Combo, Column::Unit | Column::Price | Column::Tax) => Some(t.combos_own_figures()),
        _ => None,
    }
}

impl Desk {
    /// A combo's line with its items, from any of them. Not tracked.
    pub fn combo_of(self, row: Row) -> Option<(Row, Vec<Row>)> {
        let at = self.place(row.id)?;
        self.rows.with_untracked(|rows| {
            let own = rows.get(block(&roles(rows), at))?;
            let (first, items) = own.split_first()?;
            role(first).is_combo().then(|| (*first, items.to_vec()))
        })
    }

    /// What is taken of each choice of a combo. Not tracked.
    pub fn combo_picks(self, items: &[Row]) -> Vec<(ComboChoiceId, ProductId)> {
        let pick = |row: &Row| row.data.with_untracked(|data| Some((data.role.item()?.1, data.product?)));
        items.iter().filter_map(pick).collect()
    }

    /// What one of a combo costs, and what all of it comes to: its items together. Tracked.
    pub fn combo_sums(self, row: Row) -> (Decimal, Decimal) {
        self.tick.track();
        self.rows.track();
        let (_, items) = self.combo_of(row).unwrap_or((row, Vec::new()));
        let of = |item: &Row| {
            item.data
                .with_untracked(|data| (data.unit_price.get(), self.book.with(|book| data.net(&self.currency, book))))
        };
        items.iter().map(of).fold(Default::default(), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }

    /// Gives items the quantity and the discount of their combo.
    pub(super) fn follow_combos(self) {
        self.rows.with_untracked(|rows| {
            let mut of = None;
            for row in rows.iter().filter(|row| row.kind == Kind::Product) {
                let (role, now) = row.data.with_untracked(|data| (data.role, (data.quantity, data.discount)));
                match (role, of) {
                    (LineRole::Combo, _) => of = Some(now),
                    (LineRole::ComboItem { .. }, Some(combo)) if combo != now => {
                        row.data.update(|data| {
                            data.wrong.clear();
                            (data.quantity, data.discount) = combo;
                        });
                    }
                    _ => {}
                }
            }
        });
    }

    /// Puts a combo with what was chosen of it on a line that is there, or on a new one at a place; answers its line.
    pub fn put_combo(self, place: Place, offer: &ComboOffer, shares: &[Share]) -> Option<Row> {
        let tax = self.tax_of(&offer.product);
        self.as_one(|| {
            let row = match place {
                Place::On(row) => {
                    self.change(row, |data| take_combo(data, offer, &tax));
                    row
                }
                Place::At(at) => {
                    let mut data = RowData { price_by_hand: false, ..self.empty(Kind::Product) };
                    take_combo(&mut data, offer, &tax);
                    self.insert(at, vec![data]).first().copied()?
                }
            };
            self.put_items(row, offer, shares);
            self.pricing.settled(row);
            self.left();
            Some(row)
        })
    }

    /// Makes the lines of a combo's items those that were chosen; one of the same choice keeps its line.
    fn put_items(self, row: Row, offer: &ComboOffer, shares: &[Share]) {
        let items = self.combo_of(row).map(|(_, items)| items).unwrap_or_default();
        let mut new = Vec::new();
        for share in shares {
            let Some(product) = offer.item(share.product) else { continue };
            let (role, tax) = (LineRole::ComboItem { combo: row.id, choice: share.choice }, self.tax_of(product));
            let known = items
                .iter()
                .find(|item| super::delivering::role(item).item().is_some_and(|(_, own)| own == share.choice));
            match known {
                Some(item) => self.change(*item, |data| {
                    if data.product == Some(share.product) {
                        data.unit_price = UnitPrice::new(share.unit_price).unwrap_or(data.unit_price);
                    } else {
                        take_item(data, (product, &tax), share, role);
                    }
                }),
                None => {
                    let mut data = RowData { id: LineId(Uuid::new_v4()), ..self.empty(Kind::Product) };
                    take_item(&mut data, (product, &tax), share, role);
                    new.push(data);
                }
            }
        }
        let chosen =
            |item: &Row| shares.iter().any(|share| role(item).item().is_some_and(|(_, own)| own == share.choice));
        let gone: Vec<Row> = items.iter().filter(|item| !chosen(item)).copied().collect();
        if !gone.is_empty() {
            let removed = self.rows.with_untracked(|rows| {
                let places = rows.iter().enumerate().filter(|(_, row)| gone.contains(row));
                places.map(|(at, row)| (at, *row)).collect::<Vec<_>>()
            });
            self.rows.update(|rows| rows.retain(|row| !gone.contains(row)));
            self.remember(super::desk::Undo::Removed(removed));
        }
        if !new.is_empty() {
            // Behind those that stay; the first item stands right below the combo.
            let at = self.place(row.id).map_or(usize::MAX, |at| at + 1);
            self.insert(at, new);
        }
        self.reordered();
    }

    /// A combo with its items once more, behind itself.
    pub fn double_combo(self, row: Row) -> Option<Row> {
        let (combo, items) = self.combo_of(row)?;
        let id = LineId(Uuid::new_v4());
        let mut lines = vec![RowData { id, ..combo.data.get_untracked() }];
        for item in &items {
            let data = item.data.get_untracked();
            let Some((_, choice)) = data.role.item() else { continue };
            let role = LineRole::ComboItem { combo: id, choice };
            lines.push(RowData { id: LineId(Uuid::new_v4()), role, ..data });
        }
        let at = self.place(combo.id).map_or(usize::MAX, |at| at + 1 + items.len());
        let added = self.insert(at, lines);
        added.iter().for_each(|row| self.pricing.settled(*row));
        added.first().copied()
    }
}

/// Where a combo goes.
#[derive(Clone, Copy)]
pub enum Place {
    /// On this line: a new one, or the combo that is chosen anew.
    On(Row),
    /// On a line of its own at this place.
    At(usize),
}

fn take_combo(data: &mut RowData, offer: &ComboOffer, tax: &TaxView) {
    if data.product != Some(offer.product.id) || !data.role.is_combo() {
        data.take_product(&offer.product, tax);
    }
    data.role = LineRole::Combo;
    data.unit_price = UnitPrice::ZERO;
    data.cost = Decimal::ZERO;
    // A discount that was typed stays.
    if !data.price_by_hand {
        data.discount = Percent::new(offer.discount).unwrap_or(data.discount);
    }
}

fn take_item(data: &mut RowData, (product, tax): (&ProductRow, &TaxView), share: &Share, role: LineRole) {
    data.take_product(product, tax);
    data.role = role;
    data.price_by_hand = false;
    data.unit_price = UnitPrice::new(share.unit_price).unwrap_or(data.unit_price);
}
