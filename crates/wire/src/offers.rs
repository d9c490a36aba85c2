//! Products offered for a line of a quotation.
use crate::products::ProductRow;
use domain::{
    ids::{CategoryId, PriceListId, ProductId, QuoteId, TagId, ValueId},
    lang::Lang,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Asks which products fit what was typed into a line. Nothing is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferProducts {
    /// The quotation.
    pub quote: QuoteId,
    /// Its price list; none for public prices.
    pub list: Option<PriceListId>,
    /// Language of the document.
    pub language: Lang,
    /// How many are wanted.
    pub quantity: Decimal,
    /// What was typed; what belongs to `beside` where there is one.
    pub text: String,
    /// Products that are offered beside this one.
    pub beside: Option<ProductId>,
    /// This product alone, with these values chosen.
    #[serde(default)]
    pub chosen: Option<(ProductId, Vec<ValueId>)>,
    /// A page of the catalogue in place of the likeliest few.
    #[serde(default)]
    pub shelf: Option<CataloguePage>,
}

/// A page of the catalogue, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CataloguePage {
    /// Products of this category with those under it; none for all.
    pub category: Option<CategoryId>,
    /// Products with this tag; none for all.
    #[serde(default)]
    pub tag: Option<TagId>,
    /// Which page, from 0.
    pub page: u32,
}

impl CataloguePage {
    /// Products on a page; fewer mean that it is the last one.
    pub const SIZE: usize = 40;
}

/// A product as it would stand on a line: in the document's language, at the list's price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// The product; its own price is the public one.
    pub product: ProductRow,
    /// Price of one before the discount.
    pub unit_price: Decimal,
    /// Discount in percent.
    pub discount: Decimal,
    /// What one comes to.
    pub net: Decimal,
    /// Whether it belongs to the product that was asked for, rather than going with it.
    pub accessory: bool,
}
