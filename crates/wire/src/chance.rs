//! The chance of winning: what it rests on, its commands.
use domain::{
    crm::{OpportunityState, evidence::Evidence},
    ids::OpportunityId,
};
use serde::{Deserialize, Serialize};

/// What the chance of an open opportunity rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChanceView {
    /// The chance somebody set by hand, percent.
    pub by_hand: Option<u8>,
    /// The computed one with its reasons; nothing while too few have ended.
    pub evidence: Option<Evidence>,
    /// How many opportunities of the company have ended.
    pub ended: i64,
    /// How many it takes at least.
    pub needed: i64,
}

/// Set the chance by hand, or go back to the computed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetChance {
    /// Which.
    pub id: OpportunityId,
    /// The version that was read.
    pub version: i64,
    /// In percent; none for the computed one.
    pub chance: Option<u8>,
}

/// Learn chances anew, one batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RelearnChances {
    /// Which ones are looked at; none to begin.
    pub state: Option<OpportunityState>,
    /// Behind which.
    pub after: Option<(i64, OpportunityId)>,
}

/// What one batch of learning anew did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relearned {
    /// How many were looked at.
    pub seen: u32,
    /// What comes next; nothing at the end.
    pub next: Option<RelearnChances>,
}
