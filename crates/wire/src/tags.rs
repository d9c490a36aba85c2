//! Tags of opportunities: the company's list, and which opportunity has which.
use crate::shared::IdempotencyKey;
use domain::{
    crm::tags::Tint,
    ids::{OpportunityId, OpportunityTagId},
};
use serde::{Deserialize, Serialize};

/// A tag, as records and lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TagRef {
    /// Which.
    pub id: OpportunityTagId,
    /// Its name.
    pub name: String,
    /// Its tint.
    pub tint: Tint,
}

/// A tag with what changing it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagForm {
    /// Which.
    pub id: OpportunityTagId,
    /// For saving: the version that was read.
    pub version: i64,
    /// What is kept.
    pub fields: TagFields,
}

/// A tag, as shown and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagFields {
    /// Its name.
    pub name: String,
    /// Its tint.
    pub tint: Tint,
    /// Whether it is offered no more; where it stands it stays.
    pub retired: bool,
}

/// Keep a tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveTag {
    /// Same key, one save.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<OpportunityTagId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: TagFields,
}

/// A tag that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedTag {
    /// Which.
    pub id: OpportunityTagId,
    /// Its version now.
    pub version: i64,
}

/// Give an opportunity tags or take some from it. No version is asked for: what somebody else adds or takes at the same
/// moment stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagOpportunity {
    /// Same key, one change.
    pub key: IdempotencyKey,
    /// Which opportunity.
    pub id: OpportunityId,
    /// Names of tags it gets; those that are not there yet are made.
    pub add: Vec<String>,
    /// Tags it loses.
    pub remove: Vec<OpportunityTagId>,
}
