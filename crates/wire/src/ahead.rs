//! What lies ahead: opportunities by the month they are expected to close in, and the days of a calendar.
use crate::{
    activities::MyActivity,
    crm::{Card, StateSum},
    opportunities::{OpportunityFilter, StageRef},
    shared::{TeamRef, UserRef},
    tags::TagRef,
};
use chrono::NaiveDate;
use domain::{
    crm::{ahead::Period, likely::Spread},
    ids::OpportunityId,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Days a calendar can show at once: six weeks.
pub const MOST_DAYS: u32 = 42;
/// Activities, and closings, that are sent for a calendar at most.
pub const MOST_SHOWN: u32 = 500;
/// Opportunities without a next step that are sent for a calendar at most.
pub const MOST_UNPLANNED: u32 = 6;

/// Which opportunities a forecast shows, and how far it looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastQuery {
    /// Which ones; open ones, whatever state it names.
    pub filter: OpportunityFilter,
    /// Months from the current one on.
    pub months: u32,
}

/// The forecast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForecastView {
    /// The lanes in their order; together they hold every open opportunity that is asked for.
    pub lanes: Vec<ForecastLane>,
    /// Won so far in the current month.
    pub won: StateSum,
    /// What can be filtered by.
    pub offered: Offered,
}

/// What the filters of a forecast and a calendar offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// The pipeline's stages, in order.
    pub stages: Vec<StageRef>,
    /// Colleagues.
    pub owners: Vec<UserRef>,
    /// Teams.
    pub teams: Vec<TeamRef>,
    /// Tags.
    pub tags: Vec<TagRef>,
    /// Plans of recurring revenue; none where nothing recurs.
    #[serde(default)]
    pub plans: Vec<crate::recurring::PlanRef>,
}

/// A lane with its sums and its first cards; more are fetched by page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForecastLane {
    /// Which.
    pub period: Period,
    /// Open opportunities in it.
    pub count: i64,
    /// What they are expected to bring.
    pub sum: Decimal,
    /// The same, weighted by each one's chance.
    pub weighted: Decimal,
    /// How far what is weighted may stray.
    pub spread: Spread,
    /// What is to be sold in its month by those the filter names; none where nobody said so, or where it is no month.
    pub target: Option<Decimal>,
    /// What comes in a month of what recurs.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub monthly: Decimal,
    /// The same, weighted by each one's chance.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub monthly_weighted: Decimal,
    /// Its first cards, the earliest day first.
    pub cards: Vec<ForecastCard>,
}

/// An opportunity in a forecast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForecastCard {
    /// As on the board.
    pub card: Card,
    /// Chance of winning, percent.
    pub chance: u8,
    /// What it is expected to bring, weighted by its chance.
    pub weighted: Decimal,
}

/// Which days of a calendar, and what is to be on them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarQuery {
    /// Whose activities and which opportunities; open ones, whatever state it names.
    pub filter: OpportunityFilter,
    /// The first day.
    pub from: NaiveDate,
    /// How many days; at most [`MOST_DAYS`].
    pub days: u32,
    /// With activities.
    pub activities: bool,
    /// With the days deals are expected to close on.
    pub closings: bool,
}

/// What is on the days that were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarView {
    /// Open activities, by day.
    pub activities: Vec<MyActivity>,
    /// Deals that are expected to close, by day.
    pub closings: Vec<Closing>,
    /// Whether there is more than is sent.
    pub more: bool,
    /// Open opportunities of the filter without a next step, the largest first; with activities only.
    #[serde(default)]
    pub unplanned: Vec<Unplanned>,
    /// How many of those there are, counted no further than [`crate::shared::COUNTED`].
    #[serde(default)]
    pub unplanned_count: u32,
    /// What can be filtered by.
    pub offered: Offered,
    /// Types of what can be planned.
    #[serde(default)]
    pub types: Vec<crate::activity_types::TypeChoice>,
}

/// An opportunity without a next step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplanned {
    /// Which.
    pub id: OpportunityId,
    /// What it is about.
    pub title: String,
    /// Whose; may be empty.
    pub party_name: String,
}

/// A deal on the day it is expected to close.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Which.
    pub id: OpportunityId,
    /// For moving it: the version that was read.
    pub version: i64,
    /// What it is about.
    pub title: String,
    /// Whose; may be empty.
    pub party_name: String,
    /// What it is expected to bring.
    pub expected: Decimal,
    /// The day.
    pub on: NaiveDate,
    /// Who works on it.
    pub owner: Option<UserRef>,
}
