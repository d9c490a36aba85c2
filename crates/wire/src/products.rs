//! Products and their taxes.
use crate::{messages::TimelineEntry, prices::PriceListRef, shared::IdempotencyKey};
use domain::{
    combos::Choice,
    fiscal::finland::Supply,
    ids::{CategoryId, ProductId, TagId, TaxId, VariantId},
    lang::Lang,
    pricing::{variants::Attribute, why::Why},
    quotes::{blocks::PictureSize, template::Words},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Goods or a service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductKind {
    /// A thing.
    #[default]
    Goods,
    /// Work.
    Service,
}

impl ProductKind {
    /// How the law sees it.
    pub const fn supply(self) -> Supply {
        match self {
            ProductKind::Goods => Supply::Goods,
            ProductKind::Service => Supply::Service,
        }
    }
}

/// A tax rate to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxView {
    /// Which.
    pub id: TaxId,
    /// Its name.
    pub name: String,
    /// Its rate in percent.
    pub percent: Decimal,
}

/// A row of the list, and what the editor's search offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductRow {
    /// Which.
    pub id: ProductId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What a quotation says about it.
    pub description: String,
    /// Goods or a service.
    pub kind: ProductKind,
    /// The unit it is sold in.
    pub unit: String,
    /// Price of one unit, excluding tax.
    pub unit_price: Decimal,
    /// What one costs us; nothing for those who may not see costs.
    pub cost: Option<Decimal>,
    /// Its tax.
    pub tax: TaxView,
    /// Whether it can be chosen.
    pub active: bool,
    /// Its category.
    #[serde(default)]
    pub category: Option<CategoryId>,
    /// Whether something is to be chosen about it.
    #[serde(default)]
    pub choosy: bool,
    /// Whether it is several chosen products for one price.
    #[serde(default)]
    pub combo: bool,
    /// Its tags, by name; only where it is shown with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// A product's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductView {
    /// Which.
    pub id: ProductId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The fields.
    pub fields: ProductFields,
    /// Names of the products that are offered beside it.
    pub beside: Vec<ProductName>,
    /// Its variants; none for those who may not change products.
    pub variants: Vec<VariantRow>,
    /// Its picture on cards.
    #[serde(default)]
    pub picture: Option<ProductPicture>,
    /// What happened to it, newest first; what it cost only for those who may see that.
    #[serde(default)]
    pub timeline: Vec<TimelineEntry>,
}

/// A tag that products have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductTag {
    /// Which.
    pub id: TagId,
    /// Its name.
    pub name: String,
}

/// The picture of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductPicture {
    /// Its sizes, the smallest first.
    pub sizes: Vec<PictureSize>,
    /// What is seen on it, for those who do not see it; without words it only goes with the name.
    #[serde(default)]
    pub description: Words,
}

/// Give a product a picture, other words for it, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetProductPicture {
    /// Same key, once.
    pub key: IdempotencyKey,
    /// Which product.
    pub id: ProductId,
    /// The picture that was read.
    pub before: Option<ProductPicture>,
    /// The picture from now on.
    pub picture: Option<ProductPicture>,
}

/// A product, as other pages name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductName {
    /// Which.
    pub id: ProductId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// What documents in a language say, where it is not the company's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductText {
    /// The language.
    pub language: Lang,
    /// Its name; empty for that in the company's language.
    pub name: String,
    /// What a quotation says about it; empty for that in the company's language.
    pub description: String,
}

/// The facts of a product beside name and price.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProductFacts {
    /// The category it is in.
    pub category: Option<CategoryId>,
    /// Kilograms of one.
    pub weight: Decimal,
    /// Cubic metres of one.
    pub volume: Decimal,
    /// Days until it is there.
    pub lead_days: u32,
    /// Its tags: words of the company, made as they are typed.
    pub tags: Vec<String>,
    /// Name and description in other languages than the company's.
    pub texts: Vec<ProductText>,
    /// Products a customer may want with it.
    pub optional: Vec<ProductId>,
    /// Products that belong to it.
    pub accessories: Vec<ProductId>,
    /// What it is chosen by.
    pub attributes: Vec<Attribute>,
    /// The choices it is made of, where it is a combo.
    pub combo: Vec<Choice>,
}

/// A variant of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantRow {
    /// Which.
    pub id: VariantId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The values that make it.
    pub name: String,
    /// Its own code.
    pub code: String,
    /// Its own price; none for the product's with what the values add.
    pub unit_price: Option<Decimal>,
    /// Its own cost; none for the product's.
    pub cost: Option<Decimal>,
    /// Whether it can be chosen.
    pub active: bool,
}

/// Change a variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditVariant {
    /// Which.
    pub id: VariantId,
    /// The version that was read.
    pub version: i64,
    /// Its own code.
    pub code: String,
    /// Its own price.
    pub unit_price: Option<Decimal>,
    /// Its own cost.
    pub cost: Option<Decimal>,
    /// Whether it can be chosen.
    pub active: bool,
}

/// The fields of a product, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductFields {
    /// Its code; may be empty.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What a quotation says about it.
    pub description: String,
    /// Goods or a service.
    pub kind: ProductKind,
    /// The unit it is sold in.
    pub unit: String,
    /// Price of one unit, excluding tax.
    pub unit_price: Decimal,
    /// What one costs us; 0 for those who may not see costs.
    #[serde(default)]
    pub cost: Decimal,
    /// Its tax.
    pub tax: TaxId,
    /// Whether it can be chosen.
    pub active: bool,
    /// Category, weight, texts in other languages and what else there is to know.
    #[serde(default)]
    pub facts: ProductFacts,
}

/// What the price lists make of one of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductPrices {
    /// The lists in use and what each makes of it.
    pub prices: Vec<ListPrice>,
    /// Names of all lists that the accounts speak of.
    pub lists: Vec<PriceListRef>,
    /// Whole names of the categories that they speak of.
    pub categories: Vec<(CategoryId, String)>,
}

/// What a list makes of one of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPrice {
    /// The list.
    pub list: PriceListRef,
    /// What one comes to.
    pub net: Decimal,
    /// How it came about.
    pub why: Why,
}

/// Make a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateProduct {
    /// Same key, same product.
    pub key: IdempotencyKey,
    /// The fields.
    pub fields: ProductFields,
}

/// Change a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditProduct {
    /// Which.
    pub id: ProductId,
    /// The version that was read.
    pub version: i64,
    /// The fields.
    pub fields: ProductFields,
}
