//! People as an administrator changes them, switches them off and on again, and hands on what is theirs to do.
use crate::shared::{IdempotencyKey, UserRef};
use domain::{
    actors::Role,
    ids::{TeamId, UserId},
};
use serde::{Deserialize, Serialize};

/// Most of each kind that are handed on at once.
pub const MOST_HANDED: u32 = 200;

/// What is kept of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserFields {
    /// First and last name.
    pub name: String,
    /// The role: what they may do, and how far they see.
    pub role: Role,
    /// The team whose records they see, where the role is one that sees a team's.
    pub team: Option<TeamId>,
}

/// Change somebody's name, role and team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveUser {
    /// Same key, same answer.
    pub key: IdempotencyKey,
    /// Who.
    pub id: UserId,
    /// The version that was read.
    pub version: i64,
    /// The fields.
    pub fields: UserFields,
}

/// Let somebody sign in no more, or again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SwitchUser {
    /// Same key, same answer.
    pub key: IdempotencyKey,
    /// Who.
    pub id: UserId,
    /// The version that was read.
    pub version: i64,
    /// Whether they may sign in.
    pub active: bool,
}

/// Somebody who was saved or switched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedUser {
    /// Who.
    pub id: UserId,
    /// The version of the row now.
    pub version: i64,
}

/// What is somebody's to do, and who could do it instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserHolds {
    /// Open opportunities.
    pub opportunities: u32,
    /// Quotations that are drafts or with the customer.
    pub quotations: u32,
    /// Planned activities of open opportunities.
    pub activities: u32,
    /// Colleagues who may sign in, without the one who is asked about.
    pub others: Vec<UserRef>,
}

/// Give what is somebody's to do to a colleague: a batch of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOn {
    /// Same key, same answer.
    pub key: IdempotencyKey,
    /// Whose it is.
    pub from: UserId,
    /// Whose it becomes.
    pub to: UserId,
    /// Where the batch before ended; none for the first.
    pub after: Option<HandedUpTo>,
}

/// How far batches have come: the last of each kind that was looked at, in the order of ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedUpTo {
    /// Of opportunities.
    pub opportunity: uuid::Uuid,
    /// Of quotations.
    pub quotation: uuid::Uuid,
    /// Of activities.
    pub activity: uuid::Uuid,
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOn {
    /// Opportunities that were given.
    pub opportunities: u32,
    /// Quotations that were given.
    pub quotations: u32,
    /// Activities that were given.
    pub activities: u32,
    /// What a rule refused: it stays where it was.
    pub stayed: u32,
    /// Where to go on; none when nothing is left.
    pub next: Option<HandedUpTo>,
}
