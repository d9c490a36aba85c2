//! Prices of combos follow the price list as a whole: the list prices the combo, its items share that.
use super::{
    delivering::role,
    desk::{Desk, Row, Undo},
};
use crate::quotes::api::offer_combos;
use domain::{
    lang::Lang,
    money::step::Step,
    pricing::why::Why,
    quotes::line::{Percent, UnitPrice},
};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use wire::{
    combos::{ComboAsk, ComboOffer, ComboOffers, OfferCombos},
    prices::LinePrice,
};

/// The question about a combo's line; none for other lines.
pub fn ask_combo(row: &Row) -> Option<ComboAsk> {
    row.data.with_untracked(|data| {
        data.role.is_combo().then_some(())?;
        Some(ComboAsk { id: data.id, product: data.product?, quantity: data.quantity.get() })
    })
}

impl Desk {
    /// Asks what combos come to.
    pub async fn combo_offers(self, combos: Vec<ComboAsk>) -> Option<ComboOffers> {
        let language = self.head.language.with_untracked(|code| Lang::parse(code)).unwrap_or_default();
        let list = untrack(|| self.price_list());
        offer_combos(OfferCombos { quote: self.id, list, language, combos }).await.ok()
    }

    /// What an offer makes of a combo's lines as they stand; nothing where the combo was changed since.
    pub fn combo_lines(self, offer: &ComboOffer) -> Vec<(Row, LinePrice)> {
        let rows = self.rows.get_untracked();
        let combo = rows.iter().find(|row| row.id == offer.id).and_then(|row| self.combo_of(*row));
        let Some((combo, items)) = combo else { return Vec::new() };
        let picks = self.combo_picks(&items);
        let Ok(shares) = offer.priced.shares(&picks, Step::of(self.currency)) else { return Vec::new() };
        let price = |row: Row, unit_price: Decimal, why: Why| {
            let mut price =
                LinePrice { id: row.id, unit_price, discount: offer.discount, net: offer.net, why, differs: false };
            price.differs = row.data.with_untracked(|data| data.stands_otherwise(&price));
            (row, price)
        };
        let mut prices = vec![price(combo, Decimal::ZERO, offer.why.clone())];
        for item in items {
            let choice = role(&item).item().map(|(_, choice)| choice);
            if let Some(share) = shares.iter().find(|share| Some(share.choice) == choice) {
                prices.push(price(item, share.unit_price, Why::default()));
            }
        }
        prices
    }

    /// Asks, and takes the prices; a discount that a person set stays.
    pub(super) fn reprice_combos(self, asks: Vec<ComboAsk>) {
        if asks.is_empty() {
            return;
        }
        spawn_local(async move {
            let Some(answer) = self.combo_offers(asks.clone()).await else { return };
            let Some(rows) = self.rows.try_get_untracked() else { return };
            let mut changed = false;
            for offer in &answer.combos {
                let Some(row) = rows.iter().find(|row| row.id == offer.id) else { continue };
                // Something else may stand there by now.
                if ask_combo(row).is_none_or(|now| !asks.contains(&now)) {
                    continue;
                }
                changed |= self.put_combo_prices(offer);
                self.pricing.settled(*row);
            }
            if changed {
                self.touched();
                self.left();
            }
        });
    }

    /// Takes what the list makes of a combo, whatever stood there, as one change.
    pub(super) fn take_combo_prices(self, offer: &ComboOffer) {
        let lines = self.combo_lines(offer);
        let before = lines.iter().map(|(row, _)| (*row, row.data.get_untracked())).collect();
        lines.iter().for_each(|(row, price)| row.data.update(|data| data.take_price(price)));
        self.remember(Undo::Changed(before));
        if let Some((combo, _)) = lines.first() {
            self.pricing.settled(*combo);
        }
        self.touched();
        self.left();
    }

    /// Writes what an offer makes of a combo's lines; whether anything differed.
    pub(super) fn put_combo_prices(self, offer: &ComboOffer) -> bool {
        let lines = self.combo_lines(offer);
        let by_hand = lines.first().is_some_and(|(row, _)| row.data.with_untracked(|data| data.price_by_hand));
        let mut changed = false;
        for (row, price) in lines {
            row.data.update(|data| {
                let before = (data.unit_price, data.discount);
                data.unit_price = UnitPrice::new(price.unit_price).unwrap_or(data.unit_price);
                if !by_hand {
                    data.discount = Percent::new(price.discount).unwrap_or(data.discount);
                }
                changed |= before != (data.unit_price, data.discount);
            });
        }
        changed
    }
}
