//! Teams: what each takes, and who is given it in turn.
use crate::shared::{IdempotencyKey, UserRef};
use chrono::NaiveDate;
use domain::{
    crm::assign::{
        rule::Rule,
        turn::{Turn, Wish},
    },
    ids::{TeamId, UserId},
    money::Currency,
};
use serde::{Deserialize, Serialize};

/// Most members of a team.
pub const MOST_MEMBERS: u32 = 200;
/// Most that a member takes in thirty days.
pub const MOST_CAPACITY: u32 = 3_000;
/// What a new member takes in thirty days.
pub const USUAL_CAPACITY: u32 = 30;

/// All teams, and who can be in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamsView {
    /// The teams in the order in which they are asked; retired ones last.
    pub teams: Vec<TeamForm>,
    /// Everybody who may sign in.
    pub people: Vec<UserRef>,
    /// Of the figures in rules.
    pub currency: Currency,
}

/// A team with what changing it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamForm {
    /// Which.
    pub id: TeamId,
    /// For saving: the version that was read.
    pub version: i64,
    /// Whether it is out of use.
    pub retired: bool,
    /// What is kept.
    pub fields: TeamFields,
    /// The members' names, in the order of the members.
    pub names: Vec<String>,
}

/// A team, as shown and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamFields {
    /// What it is called.
    pub name: String,
    /// Teams are asked by this, then by name.
    pub position: u32,
    /// Whether opportunities are given to its members by rules.
    pub assigns: bool,
    /// In which order its members are asked.
    pub turn: Turn,
    /// Which opportunities it takes.
    pub rule: Rule,
    /// Its members.
    pub members: Vec<MemberFields>,
}

/// A member, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberFields {
    /// Who.
    pub user: UserId,
    /// Whether it is the team whose records they see.
    pub own: bool,
    /// How many they take in thirty days.
    pub capacity: u32,
    /// Whether they take no part for now.
    pub paused: bool,
    /// First day away.
    pub away_from: Option<NaiveDate>,
    /// Last day away; none until somebody says so.
    pub away_to: Option<NaiveDate>,
    /// What their rule means.
    pub wish: Wish,
    /// Their rule.
    pub rule: Rule,
}

/// Keep a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveTeam {
    /// Same key, one save.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<TeamId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: TeamFields,
}

/// A team that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedTeam {
    /// Which.
    pub id: TeamId,
    /// Its version now.
    pub version: i64,
}

/// Take a team out of use, or back into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetireTeam {
    /// Which.
    pub id: TeamId,
    /// The version that was read.
    pub version: i64,
    /// Whether it goes out of use.
    pub retired: bool,
}
