//! The stages of the pipeline, as their settings show and keep them.
use crate::shared::{IdempotencyKey, TeamRef};
use domain::ids::{StageId, TeamId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// All stages, and the teams one can belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagesView {
    /// In the order of the pipeline, those out of use last.
    pub stages: Vec<StageForm>,
    /// Teams in use.
    pub teams: Vec<TeamRef>,
}

/// A stage with what changing it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageForm {
    /// Which.
    pub id: StageId,
    /// For saving: the version that was read.
    pub version: i64,
    /// What is kept.
    pub fields: StageFields,
    /// What its team is called; empty for all teams.
    pub team_name: String,
    /// Whether it is offered no more.
    pub retired: bool,
    /// Open opportunities that stand in it.
    pub standing: i64,
}

/// A stage, as shown and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageFields {
    /// Its name.
    pub name: String,
    /// Chance of winning from here, whole percent.
    pub chance: Option<Decimal>,
    /// Whose it is; none for all teams.
    pub team: Option<TeamId>,
    /// Whether boards show it folded at first.
    pub folded: bool,
}

/// Keep a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveStage {
    /// Same key, one save.
    pub key: IdempotencyKey,
    /// Which; none for a new one, which stands behind all others.
    pub id: Option<StageId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: StageFields,
}

/// A stage that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedStage {
    /// Which.
    pub id: StageId,
    /// Its version now.
    pub version: i64,
}

/// Bring a stage one place further.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftStage {
    /// Same key, one place.
    pub key: IdempotencyKey,
    /// Which.
    pub id: StageId,
    /// To the front; else to the back.
    pub earlier: bool,
}

/// Take a stage out of use, or back into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetireStage {
    /// Same key, once.
    pub key: IdempotencyKey,
    /// Which.
    pub id: StageId,
    /// The version that was read.
    pub version: i64,
    /// Out of use; else back into it.
    pub retired: bool,
    /// Where what stands in it moves to.
    pub to: Option<StageId>,
}
