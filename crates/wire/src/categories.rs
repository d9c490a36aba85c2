//! Categories of products: the tree as its page shows it, and its changes.
use crate::shared::IdempotencyKey;
use domain::ids::CategoryId;
use serde::{Deserialize, Serialize};

/// A row of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryRow {
    /// Which.
    pub id: CategoryId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The fields.
    pub fields: CategoryFields,
    /// Products right in it.
    pub products: i64,
}

/// The fields of a category, as shown and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryFields {
    /// Its name.
    pub name: String,
    /// The category it is in.
    pub parent: Option<CategoryId>,
}

/// Make a category, or change one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveCategory {
    /// Same key, saved once.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<CategoryId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: CategoryFields,
}

/// Delete a category that nothing is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeleteCategory {
    /// Which.
    pub id: CategoryId,
    /// The version that was read.
    pub version: i64,
}
