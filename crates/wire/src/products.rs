//! Products and their taxes.
use crate::shared::IdempotencyKey;
use domain::ids::{ProductId, TaxId};
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
