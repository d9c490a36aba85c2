//! Units of measure: the table as the settings show it, and its changes.
use crate::shared::IdempotencyKey;
use domain::{ids::UnitId, lang::Texts};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRow {
    /// Which.
    pub id: UnitId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The fields.
    pub fields: UnitFields,
}

/// The fields of a unit, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitFields {
    /// What stands on lines: `kpl`, `st`, `pcs`.
    pub symbol: Texts,
    /// Its name.
    pub name: Texts,
    /// Other spellings, parted by commas.
    pub also: String,
    /// The unit it is counted in; none for one that others are counted in.
    pub base: Option<UnitId>,
    /// How many of that.
    pub ratio: Decimal,
    /// Its smallest quantity.
    pub rounding: Decimal,
    /// Whether it is offered.
    pub active: bool,
}

/// Make a unit, or change one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveUnit {
    /// Same key, saved once.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<UnitId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: UnitFields,
}

/// What saving answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedUnit {
    /// Which.
    pub id: UnitId,
    /// Its version now.
    pub version: i64,
}
