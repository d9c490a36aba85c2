//! The pipeline: board, opportunity, its commands.
pub use crate::{
    chance::{ChanceView, RelearnChances, Relearned, SetChance},
    // Board and list show the same set of opportunities.
    opportunities::OpportunityFilter as BoardQuery,
    steps::{CardStep, StepCounts, StepFilter},
};

use crate::{
    activities::ActivityView,
    activity_types::TypeChoice,
    merge::{Duplicate, MergeNote},
    messages::TimelineEntry,
    opportunities::{Group, StageRef},
    quotes::QuoteRow,
    recurring::{PlanRef, Recurring, RecurringView},
    shared::{Amount, AttachmentView, IdempotencyKey, TeamRef, UserRef},
    tags::TagRef,
};
use chrono::NaiveDate;
use domain::{
    crm::{OpportunityState, health::Concern},
    days::Stamp,
    ids::{OpportunityId, PartyId, StageId, UserId},
    quotes::state::QuoteState,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A lane of a board: where it is grouped by stage, the stage's own id; else one made of what stands in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LaneId(pub Uuid);

impl From<StageId> for LaneId {
    fn from(stage: StageId) -> LaneId {
        LaneId(stage.0)
    }
}

impl std::fmt::Display for LaneId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A stage, or what else the lanes are, and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageSum {
    /// Which.
    pub id: LaneId,
    /// Its name.
    pub name: String,
    /// Chance of winning from here, percent; 0 where it is no stage.
    pub chance: u8,
    /// Open opportunities in it.
    pub count: i64,
    /// What they are expected to bring.
    pub sum: Decimal,
    /// The same, weighted by each one's chance.
    pub weighted: Decimal,
    /// What comes in a month of what recurs.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub monthly: Decimal,
    /// The same, weighted by each one's chance.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub monthly_weighted: Decimal,
    /// How their next steps stand.
    pub steps: StepCounts,
    /// Whether the reader's new ones can begin here.
    #[serde(default)]
    pub begins: bool,
    /// Whether it is folded at first.
    #[serde(default)]
    pub folded: bool,
    /// Whether it is out of use, and shown only for what still stands in it.
    #[serde(default)]
    pub retired: bool,
}

/// The board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardView {
    /// The lanes, in order.
    pub lanes: Vec<Lane>,
    /// Won this month.
    pub won: StateSum,
    /// Lost this month.
    pub lost: StateSum,
    /// Salespeople the filter offers.
    pub owners: Vec<UserRef>,
    /// Teams the filter offers.
    pub teams: Vec<TeamRef>,
    /// Every tag in use, by name.
    pub tags: Vec<TagRef>,
    /// The pipeline's stages, in order, whatever the lanes are.
    pub stages: Vec<StageRef>,
    /// What can be filtered by of the team's own fields: as the address says it, and in words.
    #[serde(default)]
    pub has: Vec<(String, String)>,
    /// Plans that can be filtered by; none where nothing recurs.
    #[serde(default)]
    pub plans: Vec<PlanRef>,
}

/// How many ended so, and their sum.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateSum {
    /// How many.
    pub count: i64,
    /// Their sum.
    pub sum: Decimal,
}

/// A stage with its first cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    /// The stage and its sums.
    pub stage: StageSum,
    /// Its first cards; more are fetched by page.
    pub cards: Vec<Card>,
    /// Whether a card can be moved here: next steps are planned on the card, and no day is `later`.
    pub takes: bool,
}

/// Cards of a lane that are sent at once.
pub const LANE_CARDS: u32 = 20;

/// An opportunity on the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Which.
    pub id: OpportunityId,
    /// Its version, for moving it.
    pub version: i64,
    /// What it is about.
    pub title: String,
    /// Whose; may be empty.
    pub party_name: String,
    /// What it is expected to bring.
    pub expected: Decimal,
    /// What comes in a month of what recurs.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub monthly: Decimal,
    /// When it is expected to close.
    pub expected_close: Option<NaiveDate>,
    /// Stars, 0 to 3.
    pub priority: u8,
    /// Who works on it.
    pub owner: Option<UserRef>,
    /// Its tags, by name.
    pub tags: Vec<TagRef>,
    /// State of its newest quotation.
    pub quote: Option<QuoteState>,
    /// Unanswered questions of the customer.
    pub open_questions: i64,
    /// What is to be done next.
    pub step: Option<CardStep>,
    /// What is not as it should be; nothing when it is on track.
    pub concerns: Vec<Concern>,
    /// The name of its stage, where the lanes are something else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stage_name: String,
    /// Fields of its team that cards show, in words.
    #[serde(default)]
    pub facts: Vec<String>,
}

/// An opportunity with everything around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpportunityView {
    /// Which.
    pub id: OpportunityId,
    /// For saving: the version that was read.
    pub version: i64,
    /// What it is about.
    pub title: String,
    /// Open, won or lost.
    pub state: OpportunityState,
    /// Why it was lost; may be empty.
    pub lost_reason: String,
    /// The customer.
    pub party: Option<crate::parties::PartyRef>,
    /// The contact person.
    pub contact_name: String,
    /// The contact's e-mail address.
    pub email: String,
    /// The contact's phone number.
    pub phone: String,
    /// What it is expected to bring.
    pub expected: Amount,
    /// What it is expected to bring again and again.
    #[serde(default)]
    pub recurring: RecurringView,
    /// When it is expected to close.
    pub expected_close: Option<NaiveDate>,
    /// Stars, 0 to 3.
    pub priority: u8,
    /// Chance of winning, percent.
    pub chance: u8,
    /// What the chance rests on; nothing once it ended.
    pub odds: Option<ChanceView>,
    /// Where it came from.
    pub source: String,
    /// Its tags, by name.
    pub tags: Vec<TagRef>,
    /// Tags it can be given.
    pub known_tags: Vec<TagRef>,
    /// Who works on it.
    pub owner: Option<UserRef>,
    /// The team.
    pub team: Option<TeamRef>,
    /// The stage it stands in.
    pub stage: StageId,
    /// The stages it may stand in and the one where it stands, in order, with days spent in those it has been in.
    pub stages: Vec<StageStep>,
    /// Colleagues it can be given to.
    pub owners: Vec<UserRef>,
    /// By which rule it is where it is; none where somebody decided.
    pub assigned: Option<crate::assignment::AssignedNote>,
    /// What may be the same.
    pub duplicates: Vec<Duplicate>,
    /// What was merged into it.
    pub merges: Vec<MergeNote>,
    /// What its team keeps besides.
    #[serde(default)]
    pub custom: Vec<crate::custom::CustomFact>,
    /// What is not as it should be; nothing when it is on track.
    pub concerns: Vec<Concern>,
    /// What is to be done, the first due first.
    pub activities: Vec<ActivityView>,
    /// Types of activities that are offered.
    pub activity_types: Vec<TypeChoice>,
    /// Its quotations, newest first.
    pub quotes: Vec<QuoteRow>,
    /// Its files.
    pub files: Vec<AttachmentView>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// When it was made.
    pub created: Stamp,
}

/// A step of the stage stepper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageStep {
    /// Which.
    pub id: StageId,
    /// Its name.
    pub name: String,
    /// Chance of winning from here, percent.
    pub chance: u8,
    /// Days spent in it so far; none when it was never in it.
    pub days: Option<i64>,
}

/// Make an opportunity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateOpportunity {
    /// Same key, same opportunity.
    pub key: IdempotencyKey,
    /// What it is about.
    pub title: String,
    /// The customer, if known.
    pub party: Option<PartyId>,
    /// The contact person.
    pub contact_name: String,
    /// The contact's e-mail address; may be empty.
    pub email: String,
    /// The contact's phone number; may be empty.
    pub phone: String,
    /// What it is expected to bring.
    pub expected: Decimal,
    /// What it is expected to bring again and again.
    #[serde(default)]
    pub recurring: Recurring,
    /// When it is expected to close.
    pub expected_close: Option<NaiveDate>,
    /// The stage; the first when empty.
    pub stage: Option<StageId>,
}

/// Change fields of an opportunity; the whole form is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditOpportunity {
    /// Which.
    pub id: OpportunityId,
    /// The version that was read.
    pub version: i64,
    /// What it is about.
    pub title: String,
    /// The customer, if known.
    pub party: Option<PartyId>,
    /// The contact person.
    pub contact_name: String,
    /// The contact's e-mail address; may be empty.
    pub email: String,
    /// The contact's phone number; may be empty.
    pub phone: String,
    /// What it is expected to bring.
    pub expected: Decimal,
    /// What it is expected to bring again and again.
    pub recurring: Recurring,
    /// When it is expected to close.
    pub expected_close: Option<NaiveDate>,
    /// Stars, 0 to 3.
    pub priority: u8,
    /// Where it came from.
    pub source: String,
    /// Who works on it.
    pub owner: Option<UserId>,
}

/// Move a card to a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveOpportunity {
    /// Which.
    pub id: OpportunityId,
    /// The version that was read.
    pub version: i64,
    /// Where to.
    pub stage: StageId,
}

/// Put a card into another lane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceCard {
    /// Which.
    pub id: OpportunityId,
    /// The version that was read.
    pub version: i64,
    /// What the lanes are.
    pub group: Group,
    /// The lane.
    pub lane: LaneId,
    /// The lane's name: a source is known by nothing else.
    pub name: String,
}

/// A card that was put into another lane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The opportunity's version now.
    pub version: i64,
    /// What takes it back, as the server wrote it; judged anew when it is sent.
    pub back: String,
}

/// A placing that was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutBack {
    /// The opportunity's version now.
    pub version: i64,
    /// How many activities stayed of the plan that was started by the placing: somebody has changed them since.
    pub stayed: u32,
}

/// Close an opportunity as won or lost, or open it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloseOpportunity {
    /// Which.
    pub id: OpportunityId,
    /// The version that was read.
    pub version: i64,
    /// Won, lost, or open again.
    pub state: OpportunityState,
    /// Why it was lost; needed for lost.
    pub reason: String,
}
