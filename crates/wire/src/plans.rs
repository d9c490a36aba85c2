//! Plans of activities: their settings, what starting one would make, and starting it.
use crate::{
    activity_types::TypeRef,
    shared::{IdempotencyKey, TeamRef, UserRef},
};
use chrono::NaiveDate;
use domain::{
    crm::plans::Who,
    ids::{ActivityTypeId, OpportunityId, PlanId, PlanLaunchId, PlanStepId, StageId, TeamId, UserId},
};
use serde::{Deserialize, Serialize};

/// The settings of plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlansView {
    /// All plans by name, those out of use last.
    pub plans: Vec<PlanForm>,
    /// All types; steps are made of those in use.
    pub types: Vec<TypeRef>,
    /// Colleagues a step can be given to.
    pub people: Vec<UserRef>,
    /// Teams a plan can be for.
    pub teams: Vec<TeamRef>,
    /// The stages of the pipeline, in their order.
    pub stages: Vec<PlanStage>,
}

/// A stage that may start a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStage {
    /// Which.
    pub id: StageId,
    /// Its name.
    pub name: String,
}

/// A plan with what changing it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanForm {
    /// Which.
    pub id: PlanId,
    /// For saving: the version that was read.
    pub version: i64,
    /// What is kept.
    pub fields: PlanFields,
}

/// A plan, as shown and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFields {
    /// Its name.
    pub name: String,
    /// For opportunities of this team alone; none for all.
    pub team: Option<TeamId>,
    /// What is to be done, in order.
    pub steps: Vec<StepFields>,
    /// Stages that start it when an opportunity enters them.
    pub stages: Vec<StageId>,
    /// Whether it is started no more.
    pub retired: bool,
}

/// A step of a plan, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepFields {
    /// Which; none for a new one.
    pub id: Option<PlanStepId>,
    /// Its type.
    pub type_id: ActivityTypeId,
    /// What is to be done; empty for what the type says.
    pub summary: String,
    /// More about it; may be empty.
    pub note: String,
    /// Days from the plan's day; below 0 before it.
    pub away: i32,
    /// Who is to do it.
    pub who: Who,
    /// The person, where it is always the same.
    pub user: Option<UserId>,
}

/// Keep a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavePlan {
    /// Same key, one save.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<PlanId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: PlanFields,
}

/// A plan that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedPlan {
    /// Which.
    pub id: PlanId,
    /// Its version now.
    pub version: i64,
}

/// A plan that can be started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRef {
    /// Which.
    pub id: PlanId,
    /// Its name.
    pub name: String,
}

/// What a step would become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedStep {
    /// Its type.
    pub of: TypeRef,
    /// What is to be done.
    pub summary: String,
    /// By which day.
    pub due_on: NaiveDate,
    /// Who is to do it.
    pub user: UserRef,
    /// Whether that is whoever starts it because the one who is meant is not there or does not see the opportunity.
    pub instead: bool,
    /// Whether this step waits to be done already, and is not made again.
    pub open: bool,
}

/// Start a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaunchPlan {
    /// Same key, one start.
    pub key: IdempotencyKey,
    /// About which opportunity.
    pub opportunity: OpportunityId,
    /// Which plan.
    pub plan: PlanId,
    /// The plan's day.
    pub on: Option<NaiveDate>,
}

/// What starting a plan made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Launched {
    /// The launch; none where every step waited to be done already.
    pub launch: Option<PlanLaunchId>,
    /// How many activities were made.
    pub made: u32,
}

/// Cancel what starting a plan made, as far as it waits to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeBackLaunch {
    /// Same key, taken back once.
    pub key: IdempotencyKey,
    /// Which launch.
    pub launch: PlanLaunchId,
}
