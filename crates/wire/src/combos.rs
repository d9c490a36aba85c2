//! Combos for a quotation: what there is to choose, and what the price list makes of them.
use crate::{prices::PriceListRef, products::ProductRow};
use domain::{
    combos::Priced,
    ids::{CategoryId, ComboChoiceId, LineId, PriceListId, ProductId, QuoteId},
    lang::Lang,
    pricing::why::Why,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Asks what combos of a quotation come to. Nothing is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferCombos {
    /// The quotation.
    pub quote: QuoteId,
    /// Its price list; none for public prices.
    pub list: Option<PriceListId>,
    /// Language of the document.
    pub language: Lang,
    /// The combos.
    pub combos: Vec<ComboAsk>,
}

/// A combo that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComboAsk {
    /// Its line; comes back with the answer.
    pub id: LineId,
    /// The combo.
    pub product: ProductId,
    /// How many.
    pub quantity: Decimal,
}

/// Combos as they would stand on lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComboOffers {
    /// Names of the lists that the accounts speak of.
    pub lists: Vec<PriceListRef>,
    /// Whole names of the categories that they speak of.
    pub categories: Vec<(CategoryId, String)>,
    /// The combos; those that are gone are left out.
    pub combos: Vec<ComboOffer>,
}

/// A combo as it would stand on a line: in the document's language and currency, at the list's price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComboOffer {
    /// Its line.
    pub id: LineId,
    /// The combo.
    pub product: ProductRow,
    /// What is shared over its items.
    pub priced: Priced,
    /// Discount in percent.
    pub discount: Decimal,
    /// What one comes to without extras.
    pub net: Decimal,
    /// How the price came about.
    pub why: Why,
    /// What its choices are called, by the order of `priced`; may be empty.
    pub names: Vec<(ComboChoiceId, String)>,
    /// The products that may be taken, each once.
    pub items: Vec<ProductRow>,
}

impl ComboOffer {
    /// A product that may be taken.
    pub fn item(&self, product: ProductId) -> Option<&ProductRow> {
        self.items.iter().find(|item| item.id == product)
    }
}
