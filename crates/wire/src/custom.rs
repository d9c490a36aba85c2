//! Fields that teams add to their opportunities: as they are kept, shown and filled in.
use crate::shared::{IdempotencyKey, TeamRef};
use domain::{
    crm::custom::{Choice, Kind},
    ids::{CustomFieldId, OpportunityId, StageId, TeamId},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A field of an opportunity with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomFact {
    /// Which.
    pub id: CustomFieldId,
    /// What it is called.
    pub name: String,
    /// What can stand in it.
    pub kind: Kind,
    /// What there is to choose from, and what was chosen although it is offered no more.
    pub choices: Vec<Choice>,
    /// What stands in it, in its written form; empty for nothing.
    pub value: Vec<String>,
    /// Whether it must be filled in where the opportunity stands.
    pub needed: bool,
}

/// Fill in a field of an opportunity. No version is asked for, but what was seen there: two people in different fields do
/// not meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetCustomValue {
    /// Same key, one change.
    pub key: IdempotencyKey,
    /// Which opportunity.
    pub id: OpportunityId,
    /// Which field.
    pub field: CustomFieldId,
    /// What stood in it when it was read.
    pub seen: Vec<String>,
    /// What is typed or chosen; empty for nothing.
    pub value: Vec<String>,
}

/// A field as a list can show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomColumn {
    /// Which.
    pub id: CustomFieldId,
    /// What it is called.
    pub name: String,
    /// Whether figures stand in it.
    pub figures: bool,
    /// What can stand in it.
    pub kind: Kind,
    /// What there is to choose from, in order; what is offered no more among it.
    pub choices: Vec<Choice>,
}

/// What stands in a field of an opportunity, in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomCell {
    /// Which field.
    pub field: CustomFieldId,
    /// In words; empty for nothing.
    pub words: String,
    /// In its written form; empty for nothing.
    pub value: Vec<String>,
}

/// All fields, and what the settings offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomView {
    /// Team by team, each in its order, those out of use last.
    pub fields: Vec<CustomForm>,
    /// Teams in use.
    pub teams: Vec<TeamRef>,
    /// Stages in use with their teams, none for all teams, in order.
    pub stages: Vec<(StageId, String, Option<TeamId>)>,
}

/// A field with what changing it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomForm {
    /// Which.
    pub id: CustomFieldId,
    /// For saving: the version that was read.
    pub version: i64,
    /// What its team is called.
    pub team_name: String,
    /// What is kept.
    pub fields: CustomFields,
}

/// A field, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomFields {
    /// Whose it is; it stays theirs.
    pub team: Option<TeamId>,
    /// What it is called.
    pub name: String,
    /// What can stand in it; it stays so.
    pub kind: Kind,
    /// What there is to choose from, in order.
    pub choices: Vec<ChoiceFields>,
    /// From which stage on it must be filled in.
    pub required: Option<StageId>,
    /// Whether cards of the board show it.
    pub on_card: bool,
    /// Whether it is shown no more; what stands in it is kept.
    pub retired: bool,
}

/// Something to choose from, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceFields {
    /// Which; none for a new one.
    pub id: Option<Uuid>,
    /// What it is called; a new one without a name is left out.
    pub name: String,
    /// Whether it is offered no more.
    pub retired: bool,
}

/// Keep a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveCustomField {
    /// Same key, one save.
    pub key: IdempotencyKey,
    /// Which; none for a new one, which stands behind the others of its team.
    pub id: Option<CustomFieldId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: CustomFields,
}

/// A field that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedCustomField {
    /// Which.
    pub id: CustomFieldId,
    /// Its version now.
    pub version: i64,
}

/// Bring a field one place further among those of its team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftCustomField {
    /// Same key, one place.
    pub key: IdempotencyKey,
    /// Which.
    pub id: CustomFieldId,
    /// To the front; else to the back.
    pub earlier: bool,
}
