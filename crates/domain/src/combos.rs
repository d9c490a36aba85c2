//! Combos: a product that is several chosen products for one price (section 5.3 of the behaviour map). Each choice has
//! items, of which one is taken.
use crate::{
    ids::{ComboChoiceId, ProductId},
    money::step::Step,
    pricing::combo::{ComboChoice, prices},
    quotes::template::Words,
    refusal::Refusal,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Most choices of a combo.
pub const MOST_CHOICES: usize = 10;
/// Most items of one choice.
pub const MOST_ITEMS: usize = 50;
/// Longest name of a choice, in characters.
pub const LONGEST_NAME: usize = 60;

/// One choice of a combo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its lasting identity.
    pub id: ComboChoiceId,
    /// What it is called in each language; may be empty.
    pub name: Words,
    /// What one may take.
    pub items: Vec<Item>,
}

/// What one may take of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The product.
    pub product: ProductId,
    /// What it costs on top of the combo's price.
    pub extra: Decimal,
}

/// A combo at its price, in a document's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priced {
    /// What one costs without extras, before a discount.
    pub price: Decimal,
    /// Its choices, in order.
    pub choices: Vec<PricedChoice>,
}

/// A choice as the price is shared over it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedChoice {
    /// Which.
    pub id: ComboChoiceId,
    /// The price of its cheapest item: the weight of its share.
    pub base: Decimal,
    /// What one may take.
    pub items: Vec<Item>,
}

/// What an item costs in its combo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Of which choice.
    pub choice: ComboChoiceId,
    /// The item.
    pub product: ProductId,
    /// The weight of the share.
    pub base: Decimal,
    /// The extra within the price.
    pub extra: Decimal,
    /// The price on the item's line.
    pub unit_price: Decimal,
}

impl Priced {
    /// The prices of the items that are taken, in the order of the choices.
    /// # Errors
    /// [`Refusal::ComboIncomplete`] where a choice has none, [`Refusal::NotAChoice`] for what is not of its choice or of
    /// no choice, [`Refusal::AmountTooLarge`].
    pub fn shares(&self, picks: &[(ComboChoiceId, ProductId)], step: Step) -> Result<Vec<Share>, Refusal> {
        if picks.iter().any(|(id, _)| !self.choices.iter().any(|choice| choice.id == *id)) {
            return Err(Refusal::NotAChoice);
        }
        let mut shares = Vec::new();
        for choice in &self.choices {
            let (_, product) = picks.iter().find(|(id, _)| *id == choice.id).ok_or(Refusal::ComboIncomplete)?;
            let item = choice.items.iter().find(|item| item.product == *product).ok_or(Refusal::NotAChoice)?;
            let (choice, base) = (choice.id, choice.base);
            shares.push(Share { choice, product: *product, base, extra: item.extra, unit_price: Decimal::ZERO });
        }
        let bases: Vec<ComboChoice> =
            shares.iter().map(|share| ComboChoice { base: share.base, extra: share.extra }).collect();
        let found = prices(self.price, &bases, step).map_err(|_| Refusal::AmountTooLarge)?;
        for (share, price) in shares.iter_mut().zip(found) {
            share.unit_price = price;
        }
        Ok(shares)
    }

    /// Of each choice the item that costs least on top, among those one may take; the first of equals.
    pub fn preset(&self, may: impl Fn(ProductId) -> bool) -> Vec<(ComboChoiceId, ProductId)> {
        let least = |choice: &PricedChoice| {
            let items = choice.items.iter().filter(|item| may(item.product));
            items.min_by_key(|item| item.extra).map(|item| (choice.id, item.product))
        };
        self.choices.iter().filter_map(least).collect()
    }
}

#[cfg(test)]
#[path = "combos_tests.rs"]
mod tests;
