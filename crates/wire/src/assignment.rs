//! Opportunities given by the rules of teams: why one went where it went, all that wait at once, and what would have been.
use crate::shared::{IdempotencyKey, TeamRef, UserRef};
use domain::{
    crm::assign::reason::Reason,
    days::Stamp,
    ids::{OpportunityId, TeamId, UserId},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// So many waiting ones are given at once at most.
pub const MOST_GIVEN: u32 = 200;
/// So many of the last ones are looked at for what would have been.
pub const MOST_LOOKED_AT: u32 = 5_000;
/// Days back for what would have been.
pub const DAYS_BACK: u32 = 90;

/// What rules decided last about an opportunity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignedNote {
    /// Why.
    pub reason: Reason,
    /// When.
    pub at: Stamp,
}

/// Who would be given what now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignPlan {
    /// Whether any team is given opportunities by rules at all.
    pub used: bool,
    /// Waiting opportunities: those that can be given first, among them the best chances.
    pub rows: Vec<PlanRow>,
    /// Whether more are waiting than these.
    pub more: bool,
}

/// A waiting opportunity and what would become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// Which, as it is now.
    pub at: Placed,
    /// What it is about.
    pub title: String,
    /// The customer's name; may be empty.
    pub party: String,
    /// The team it would be in.
    pub team: Option<TeamRef>,
    /// Who would be given it; none where nobody can.
    pub owner: Option<UserRef>,
    /// Why.
    pub reason: Reason,
}

/// An opportunity as it was when it was shown, and where it was shown to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// Which.
    pub id: OpportunityId,
    /// Its version.
    pub version: i64,
    /// The team.
    pub team: Option<TeamId>,
    /// The member.
    pub to: Option<UserId>,
}

/// Give the waiting ones as they were shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssignNow {
    /// Same key, given once.
    pub key: IdempotencyKey,
    /// What was shown.
    pub rows: Vec<Placed>,
}

/// What was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// For taking it back; none where nothing was given.
    pub batch: Option<Uuid>,
    /// How many were given.
    pub given: u32,
    /// How many are not as they were shown any more, and wait on.
    pub left: u32,
}

/// Take back what was given with one press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeBackAssigned {
    /// Which press.
    pub batch: Uuid,
}

/// What was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignedBack {
    /// How many wait again.
    pub back: u32,
    /// How many stay, because somebody has worked on them since.
    pub kept: u32,
}

/// What the present rules would have made of the last days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulation {
    /// Since when.
    pub since: Stamp,
    /// How many opportunities were looked at.
    pub looked_at: u32,
    /// Whether there were more, which were left out: the oldest.
    pub more: bool,
    /// Each team with its members.
    pub teams: Vec<SimulatedTeam>,
    /// Those that no team takes.
    pub no_team: u32,
}

/// A team in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulatedTeam {
    /// Which.
    pub team: TeamRef,
    /// How many it would have taken.
    pub taken: u32,
    /// How many of these nobody could have been given.
    pub nobody: u32,
    /// Its members.
    pub members: Vec<SimulatedMember>,
}

/// A member in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulatedMember {
    /// Who.
    pub user: UserRef,
    /// How many they would have been given.
    pub given: u32,
    /// How many of these because they wished for them.
    pub wished: u32,
    /// How many of all that were looked at they have now.
    pub has: u32,
}
