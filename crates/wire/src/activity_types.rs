//! Types of activities: what is offered when one is planned, and what their settings keep.
use crate::shared::{IdempotencyKey, UserRef};
use domain::{
    crm::{activities::ActivityKind, activity_types::Chain},
    ids::{ActivityTypeId, UserId},
};
use serde::{Deserialize, Serialize};

/// A type, as matrices have one at the head of a column.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TypeRef {
    /// Which.
    pub id: ActivityTypeId,
    /// Its manner, and so its drawing.
    pub kind: ActivityKind,
    /// Its name; empty where it is called as its kind is.
    pub name: String,
}

/// A type that is offered, with what a new activity of it begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeChoice {
    /// Which.
    pub id: ActivityTypeId,
    /// Its manner, and so its drawing.
    pub kind: ActivityKind,
    /// Its name; empty where it is called as its kind is.
    pub name: String,
    /// Days after which one is proposed to be due.
    pub days: u32,
    /// Whether they are counted from the day the activity before was due, instead of from today.
    pub from_due: bool,
    /// What is to be done; empty for the type's name.
    pub summary: String,
    /// More about it; may be empty.
    pub note: String,
    /// Who is to do it; none for whoever plans it.
    pub user: Option<UserId>,
    /// What becomes of those that follow.
    pub chain: Chain,
    /// Those that follow and are offered, in their order.
    pub next: Vec<ActivityTypeId>,
}

/// The settings of types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypesView {
    /// All types, those out of use last.
    pub types: Vec<TypeForm>,
    /// Colleagues an activity can be given to.
    pub people: Vec<UserRef>,
}

/// A type with what changing it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeForm {
    /// Which.
    pub id: ActivityTypeId,
    /// For saving: the version that was read.
    pub version: i64,
    /// What is kept.
    pub fields: TypeFields,
}

/// A type, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeFields {
    /// Its name; empty where it is called as its kind is.
    pub name: String,
    /// Its manner, and so its drawing.
    pub kind: ActivityKind,
    /// Days after which one is proposed to be due.
    pub days: u32,
    /// Whether they are counted from the day the activity before was due, instead of from today.
    pub from_due: bool,
    /// What is to be done; empty for the type's name.
    pub summary: String,
    /// More about it; may be empty.
    pub note: String,
    /// Who is to do it; none for whoever plans it.
    pub user: Option<UserId>,
    /// What becomes of those that follow.
    pub chain: Chain,
    /// Those that follow, in their order.
    pub next: Vec<ActivityTypeId>,
    /// Whether it is offered no more; where it stands it stays.
    pub retired: bool,
}

/// Keep a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveType {
    /// Same key, one save.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<ActivityTypeId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: TypeFields,
}

/// A type that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedType {
    /// Which.
    pub id: ActivityTypeId,
    /// Its version now.
    pub version: i64,
}
