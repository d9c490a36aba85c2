//! Opportunities as a list: which ones, in which order, and what is changed in many of them at once.
mod filter;

pub use filter::{Group, Has, OpportunityFilter, Sort};

use crate::{
    custom::{CustomCell, CustomColumn},
    plans,
    problem::Problem,
    recurring::{PlanRef, Recurring},
    shared::{IdempotencyKey, TeamRef, UserRef},
    tags::TagRef,
};
use chrono::NaiveDate;
use domain::{
    crm::OpportunityState,
    days::Stamp,
    ids::{OpportunityId, OpportunityTagId, PlanId, PlanLaunchId, RecurringPlanId, StageId, TeamId, UserId},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Rows that are sent at once.
pub const LIST_ROWS: u32 = 50;
/// Rows of a list that is read anew at most.
pub const MOST_ROWS: u32 = 500;
/// Opportunities changed at once at most; a list counts no further than one beyond it.
pub const MOST_CHANGED: u32 = 1000;

/// Where a list goes on: behind this row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// What it is sorted by, as the list itself wrote it.
    pub value: String,
    /// The row.
    pub id: OpportunityId,
}

/// Opportunities as a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpportunityList {
    /// The rows.
    pub rows: Vec<OpportunityRow>,
    /// Where it goes on; none at the end.
    pub next: Option<After>,
    /// How many there are; [`MOST_CHANGED`] and one for all that are more.
    pub total: u32,
    /// The pipeline's stages, in order.
    pub stages: Vec<StageRef>,
    /// Colleagues they can be given to.
    pub owners: Vec<UserRef>,
    /// The company's teams.
    pub teams: Vec<TeamRef>,
    /// Tags they can be given and found by.
    pub tags: Vec<TagRef>,
    /// Fields of the team that can be shown beside them.
    #[serde(default)]
    pub custom: Vec<CustomColumn>,
    /// What can be filtered by of the team's own fields: as the address says it, and in words.
    #[serde(default)]
    pub has: Vec<(String, String)>,
    /// Plans of recurring revenue, those out of use too; none where nothing recurs.
    #[serde(default)]
    pub plans: Vec<PlanRef>,
    /// Plans of activities that can be started, by name.
    #[serde(default)]
    pub starts: Vec<plans::PlanRef>,
}

/// A stage, as lists name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRef {
    /// Which.
    pub id: StageId,
    /// Its name.
    pub name: String,
    /// Whether it is offered no more.
    #[serde(default)]
    pub retired: bool,
}

/// An opportunity in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpportunityRow {
    /// Which.
    pub id: OpportunityId,
    /// For changing it: the version that was read.
    pub version: i64,
    /// What it is about.
    pub title: String,
    /// Whose; may be empty.
    pub party_name: String,
    /// The stage it stands in, or stood in.
    pub stage: StageId,
    /// What stands in the fields of its team that a list can show; none of another team.
    #[serde(default)]
    pub custom: Vec<CustomCell>,
    /// Open, won or lost.
    pub state: OpportunityState,
    /// Why it was lost; may be empty.
    pub lost_reason: String,
    /// What it is expected to bring.
    pub expected: Decimal,
    /// What it is expected to bring again and again.
    #[serde(default)]
    pub recurring: Recurring,
    /// What comes in a month of that.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub monthly: Decimal,
    /// Chance of winning, percent.
    pub chance: u8,
    /// When it is expected to close.
    pub expected_close: Option<NaiveDate>,
    /// Who works on it.
    pub owner: Option<UserRef>,
    /// Its tags, by name.
    pub tags: Vec<TagRef>,
    /// The day of its next activity.
    pub next_step: Option<NaiveDate>,
    /// When it last changed.
    pub moved: Stamp,
}

/// What stands beside an opportunity in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// The one before it.
    pub previous: Option<OpportunityId>,
    /// The one behind it.
    pub next: Option<OpportunityId>,
    /// Its place, counted from 1; no further than one beyond [`MOST_CHANGED`].
    pub place: u32,
    /// How many there are, counted as far.
    pub total: u32,
}

/// What an opportunity is changed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeTo {
    /// It stands in another stage; a closed one is open again.
    Stage(StageId),
    /// Somebody else works on it, or nobody.
    Owner(Option<UserId>),
    /// It is expected to bring this.
    Expected(Decimal),
    /// It is expected to bring this again and again, by the plan it has.
    Recurring(Decimal),
    /// What it brings again and again is by this plan, or none.
    Plan(Option<RecurringPlanId>),
    /// It is by the plan again that it had, also where that went out of use since: what takes another plan or none back.
    PlanBack(RecurringPlanId),
    /// It is expected to close then.
    Close(Option<NaiveDate>),
    /// It belongs to another team, or none; who works on it stays.
    Team(Option<TeamId>),
    /// It came from somewhere else; empty for nothing that is known.
    Source(String),
    /// It has this tag too.
    Tag(OpportunityTagId),
    /// It has this tag no more.
    Untag(OpportunityTagId),
    /// Won.
    Won,
    /// Lost, and why.
    Lost(String),
    /// Open again in the stage it was in.
    Open,
    /// Whose it was before, and where it stood: what takes another owner or team back.
    Back {
        /// Who worked on it.
        owner: Option<UserId>,
        /// Its team.
        team: Option<TeamId>,
        /// The stage it stood in; where that is not for the team, it stands as any of the team would.
        stage: StageId,
        /// The plan that was started by that; what waits of it as it was made goes with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        launch: Option<PlanLaunchId>,
    },
    /// It stands in the stage again where it stood: what takes a move back. However late that is, it starts no plan.
    Return {
        /// The stage it stood in.
        stage: StageId,
        /// The plan that was started by the move; what waits of it as it was made goes with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        launch: Option<PlanLaunchId>,
    },
    /// This plan of activities is started, today; of steps that wait to be done already none is made again.
    Launch(PlanId),
    /// What waits as it was made of that start is called off: what takes a start back, whatever was changed since.
    TakeBack(PlanLaunchId),
}

/// One opportunity and what it is changed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeOne {
    /// Which.
    pub id: OpportunityId,
    /// The version that was read.
    pub version: i64,
    /// To what.
    pub to: ChangeTo,
}

/// Which opportunities are changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "one in a command, sent once")]
pub enum Which {
    /// These, each at the version that was read.
    Rows(Vec<ChangeOne>),
    /// All that match, as they are now.
    Matching {
        /// What they match.
        filter: OpportunityFilter,
        /// What each is changed to.
        to: ChangeTo,
    },
}

/// Change many opportunities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeOpportunities {
    /// Same key, same answer.
    pub key: IdempotencyKey,
    /// Which, and to what.
    pub which: Which,
}

/// What became of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Which.
    pub id: OpportunityId,
    /// What it is about; empty where it is not there.
    pub title: String,
    /// Why it was left as it is; none where it was changed.
    pub refused: Option<Problem>,
}

/// What became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// One by one.
    pub verdicts: Vec<Verdict>,
    /// What takes it back.
    pub undo: Vec<ChangeOne>,
    /// How many activities stayed that plans had made which were taken back with a move: somebody has changed them since.
    #[serde(default)]
    pub stayed: u32,
}
