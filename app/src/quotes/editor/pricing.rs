//! Prices that follow the quotation's price list: automatic ones move with product and quantity, those set by hand
//! stay.
use super::{
    combo_prices::ask_combo,
    desk::{Desk, Row, Undo},
    row_data::RowData,
    why_combo::Names,
    why_figure::named,
};
use crate::quotes::api::price_lines;
use domain::{
    ids::{LineId, PriceListId, ProductId},
    pricing::why::Why,
    quotes::{line::Quantity, proposal::price_paid},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use std::{collections::HashMap, time::Duration};
use wire::{
    combos::ComboAsk,
    prices::{LinePrice, LinePrices, PriceAsk, PriceLines},
};

/// Milliseconds of rest before the server is asked.
const REST: u64 = 250;

/// What automatic lines were priced for last.
#[derive(Clone, Copy)]
pub struct Pricing {
    known: StoredValue<HashMap<LineId, (ProductId, Quantity, String)>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// What another list would change; the user decides.
    pub offer: RwSignal<Option<Offer>>,
    /// A list in another currency that was chosen; the user decides.
    pub other_currency: RwSignal<Option<Option<PriceListId>>>,
    /// The line whose price is explained.
    pub why: RwSignal<Option<Row>>,
}

/// What another list would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The new prices.
    pub prices: Vec<LinePrice>,
    /// Lines with a price set by hand.
    pub kept: usize,
    /// The net now.
    pub before: Decimal,
    /// The net after.
    pub after: Decimal,
    /// What the accounts of the prices speak of.
    pub names: Names,
    /// What each changed line comes to now and after.
    pub lines: Vec<Moved>,
}

/// A line whose price another list changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// By its number and name.
    pub name: String,
    /// What one costs now, after the discount.
    pub from: Decimal,
    /// What one costs after.
    pub to: Decimal,
    /// By how much that moves the net.
    pub by: Decimal,
    /// How the new price came about.
    pub why: Why,
}

impl Pricing {
    /// Lines that were read are priced as they are.
    pub fn new(rows: &[Row]) -> Pricing {
        let known = rows.iter().filter_map(|row| row.data.with_untracked(basis)).collect();
        Pricing {
            known: StoredValue::new(known),
            timer: StoredValue::new(None),
            offer: RwSignal::new(None),
            other_currency: RwSignal::new(None),
            why: RwSignal::new(None),
        }
    }

    /// Takes a line as it is for priced.
    pub fn settled(self, row: Row) {
        self.known.update_value(|known| known.extend(row.data.with_untracked(basis)));
    }

    /// Takes the lines as they are for priced.
    pub fn settle(self, rows: &[Row]) {
        let known = rows.iter().filter_map(|row| row.data.with_untracked(basis)).collect();
        self.known.set_value(known);
    }
}

fn basis(data: &RowData) -> Option<(LineId, (ProductId, Quantity, String))> {
    // A delivery's price is its method's, an item's its combo's.
    data.role.is_offered().then_some(())?;
    Some((data.id, (data.product?, data.quantity, data.unit.clone())))
}

/// The question about a line.
pub fn ask(data: &RowData) -> Option<PriceAsk> {
    data.role.is_sold().then_some(())?;
    Some(PriceAsk {
        id: data.id,
        product: data.product?,
        quantity: data.quantity.get(),
        unit: data.unit.clone(),
        choices: data.choices.clone(),
        unit_price: data.unit_price.get(),
        discount: data.discount.get(),
    })
}

impl Desk {
    /// The price list of the quotation. Tracked.
    pub fn price_list(self) -> Option<PriceListId> {
        self.head.price_list.with(|list| list.parse().ok())
    }

    /// Asks what the list makes of lines.
    pub async fn prices(self, lines: Vec<PriceAsk>) -> Option<LinePrices> {
        let list = untrack(|| self.price_list());
        price_lines(PriceLines { quote: self.id, list, lines }).await.ok()
    }

    /// After a rest, prices automatic lines whose product or quantity is another than before.
    pub fn follow(self) {
        if untrack(|| self.price_list()).is_none() {
            return;
        }
        let handle = set_timeout_with_handle(move || self.reprice(), Duration::from_millis(REST)).ok();
        if let Some(Some(before)) = self.pricing.timer.try_update_value(|timer| std::mem::replace(timer, handle)) {
            before.clear();
        }
    }

    fn reprice(self) {
        let Some(rows) = self.rows.try_get_untracked() else { return };
        let known = self.pricing.known;
        let asks: Vec<PriceAsk> = rows
            .iter()
            .filter_map(|row| {
                row.data.with_untracked(|data| {
                    let (id, now) = basis(data)?;
                    let same = known.with_value(|known| known.get(&id) == Some(&now));
                    (!data.price_by_hand && !same).then(|| ask(data)).flatten()
                })
            })
            .collect();
        // Items of a combo follow its price, whoever set its discount.
        let moved = |row: &&Row| {
            row.data.with_untracked(|data| {
                basis(data).is_some_and(|(id, now)| known.with_value(|known| known.get(&id) != Some(&now)))
            })
        };
        self.reprice_combos(rows.iter().filter(moved).filter_map(ask_combo).collect());
        if asks.is_empty() {
            return;
        }
        spawn_local(async move {
            let Some(answer) = self.prices(asks.clone()).await else { return };
            let Some(rows) = self.rows.try_get_untracked() else { return };
            for (row, price) in rows.iter().filter_map(|row| found(row, &answer.lines)) {
                let asked = asks.iter().find(|ask| ask.id == row.id);
                let still = row.data.with_untracked(|data| {
                    !data.price_by_hand
                        && asked.is_some_and(|asked| {
                            data.product == Some(asked.product) && data.quantity.get() == asked.quantity
                        })
                });
                if still {
                    known.update_value(|known| known.extend(row.data.with_untracked(basis)));
                    if row.data.with_untracked(|data| data.stands_otherwise(price)) {
                        self.write(*row, |data| data.take_price(price));
                        self.left();
                    }
                }
            }
        });
    }

    /// Another price list was chosen: shows what it would change.
    pub fn offer_prices(self, same: impl Fn() + 'static) {
        self.left();
        let rows = self.rows.get_untracked();
        let product = |row: &&Row| row.data.with_untracked(|data| data.product.is_some());
        let kept = rows.iter().filter(product).filter(|row| row.data.with_untracked(|data| data.price_by_hand)).count();
        let asks: Vec<PriceAsk> = rows
            .iter()
            .filter_map(|row| row.data.with_untracked(|data| if data.price_by_hand { None } else { ask(data) }))
            .collect();
        let by_list = |row: &&Row| row.data.with_untracked(|data| !data.price_by_hand);
        let combos: Vec<ComboAsk> = rows.iter().filter(by_list).filter_map(ask_combo).collect();
        if asks.is_empty() && combos.is_empty() {
            return;
        }
        spawn_local(async move {
            let Some(answer) = self.prices(asks).await else { return };
            let offers = if combos.is_empty() { None } else { self.combo_offers(combos).await };
            let of_combos = offers.iter().flat_map(|offers| &offers.combos).flat_map(|offer| self.combo_lines(offer));
            let of_combos: Vec<LinePrice> = of_combos.map(|(_, price)| price).collect();
            let prices: Vec<LinePrice> =
                answer.lines.into_iter().chain(of_combos).filter(|price| price.differs).collect();
            if prices.is_empty() {
                same();
                return;
            }
            let Some(before) = self.sums.try_with_untracked(|sums| sums.totals.net) else { return };
            let lines: Vec<Moved> = rows
                .iter()
                .filter_map(|row| found(row, &prices))
                .map(|(row, price)| {
                    let mut data = row.data.get_untracked();
                    let net = |data: &RowData| self.book.with_untracked(|book| data.net(&self.currency, book));
                    let paid = |data: &RowData| price_paid(data.unit_price.get(), data.discount.get());
                    let (now, from) = (net(&data), paid(&data));
                    data.take_price(price);
                    let (name, why) = (named(*row), price.why.clone());
                    Moved { name, from, to: paid(&data), by: net(&data) - now, why }
                })
                .collect();
            let after = before + lines.iter().map(|line| line.by).sum::<Decimal>();
            let names = offers.map(|offers| (offers.lists, offers.categories)).unwrap_or_default();
            let names = Names {
                lists: answer.lists.into_iter().chain(names.0).collect(),
                categories: answer.categories.into_iter().chain(names.1).collect(),
            };
            let _ = self.pricing.offer.try_set(Some(Offer { prices, kept, before, after, names, lines }));
        });
    }

    /// Takes the prices that were offered.
    pub fn take_offer(self) {
        let Some(offer) = self.pricing.offer.try_update(Option::take).flatten() else { return };
        let rows = self.rows.get_untracked();
        let mut before = Vec::new();
        for (row, price) in rows.iter().filter_map(|row| found(row, &offer.prices)) {
            before.push((*row, row.data.get_untracked()));
            self.write(*row, |data| data.take_price(price));
        }
        self.remember(Undo::Changed(before));
        self.pricing.settle(&rows);
        self.left();
    }

    /// Takes the list's price for one line, whatever stood there.
    pub fn take_list_price(self, row: Row, price: &LinePrice) {
        self.change(row, |data| data.take_price(price));
        self.pricing.known.update_value(|known| known.extend(row.data.with_untracked(basis)));
        self.left();
    }
}

fn found<'a>(row: &'a Row, prices: &'a [LinePrice]) -> Option<(&'a Row, &'a LinePrice)> {
    prices.iter().find(|price| price.id == row.id).map(|price| (row, price))
}
