//! Warehouses: the list of the settings, its changes, and the ones that quotations choose from.
use crate::shared::IdempotencyKey;
use domain::{ids::WarehouseId, quotes::content::PostalAddress};
use serde::{Deserialize, Serialize};

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarehouseRow {
    /// Which.
    pub id: WarehouseId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The fields.
    pub fields: WarehouseFields,
}

/// The fields of a warehouse, as shown and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarehouseFields {
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub address: PostalAddress,
    /// Whether new quotations are delivered from it; at most one is so.
    pub usual: bool,
    /// Whether it can be chosen.
    pub active: bool,
}

/// Make a warehouse, or change one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveWarehouse {
    /// Same key, saved once.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<WarehouseId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: WarehouseFields,
}

/// What saving answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedWarehouse {
    /// Which.
    pub id: WarehouseId,
    /// Its version now.
    pub version: i64,
}

/// A warehouse to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarehouseRef {
    /// Which.
    pub id: WarehouseId,
    /// What it is called.
    pub name: String,
}
