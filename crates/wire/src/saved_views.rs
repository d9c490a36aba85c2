//! Saved views: an address with a name, of one person or shared with colleagues.
use crate::shared::IdempotencyKey;
use domain::ids::SavedViewId;
use serde::{Deserialize, Serialize};

/// A saved view, as its reader has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Which.
    pub id: SavedViewId,
    /// For saving: the version that was read.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// The page with what it is asked for, as a link has it.
    pub address: String,
    /// The same without what is no more or in use no more, as its tab leads to it.
    pub opens: String,
    /// How many opportunities that shows, counted no further than [`crate::shared::COUNTED`]; none where nobody counts,
    /// or counting would take long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Whether colleagues have it too.
    pub shared: bool,
    /// Whose it is; empty for the reader's own.
    pub owner: String,
    /// Whether the reader may change it and take it away.
    pub may: bool,
    /// Whether the reader's pipeline opens with it.
    pub usual: bool,
    /// Whether it names something that is no more or in use no more: a stage, a person, a team, a tag or a field.
    pub missing: bool,
}

/// Keep a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveView {
    /// Same key, one save.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<SavedViewId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// The page with what it is asked for.
    pub address: String,
    /// Whether colleagues have it too.
    pub shared: bool,
    /// Whether one's own pipeline opens with it.
    pub usual: bool,
}

/// Take a view away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemoveView {
    /// Same key, one removal.
    pub key: IdempotencyKey,
    /// Which.
    pub id: SavedViewId,
    /// The version that was read.
    pub version: i64,
}
