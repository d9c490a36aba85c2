//! What people and teams are to sell, month by month, and how far they have come.
use crate::shared::IdempotencyKey;
use domain::{
    ids::{TeamId, UserId},
    money::Currency,
    periods::Month,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Whose target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// A person's.
    User(UserId),
    /// A team's.
    Team(TeamId),
}

/// The targets of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetsView {
    /// The year.
    pub year: i32,
    /// The month it is.
    pub now: Month,
    /// Teams by name, then people by name.
    pub rows: Vec<TargetRow>,
    /// The company's currency.
    pub currency: Currency,
    /// Whether the reader may set them.
    pub may_set: bool,
}

/// What one person or team is to sell, and has won.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetRow {
    /// Whose.
    pub whose: Whose,
    /// The name.
    pub name: String,
    /// From January to December.
    pub months: Vec<TargetMonth>,
}

/// A month of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetMonth {
    /// Which.
    pub month: Month,
    /// For changing it: the version that was read; 0 where there is none yet.
    pub version: i64,
    /// What is to be sold; none where none is set.
    pub target: Option<Decimal>,
    /// What was won, by the day it was closed.
    pub won: Decimal,
}

/// Set targets of one person or team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetTargets {
    /// Same key, one change.
    pub key: IdempotencyKey,
    /// Whose.
    pub whose: Whose,
    /// Those that change.
    pub months: Vec<SetMonth>,
}

/// A month that is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetMonth {
    /// Which.
    pub month: Month,
    /// The version that was read; 0 where there was none.
    pub version: i64,
    /// What is to be sold; none to set none.
    pub target: Option<Decimal>,
}

/// How far somebody has come in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The team's name; empty for the reader's own.
    pub team: String,
    /// Which month.
    pub month: Month,
    /// What was won in it.
    pub won: Decimal,
    /// How many that is.
    pub won_count: i64,
    /// What open ones expected to close in it are worth, each times its chance.
    pub open: Decimal,
    /// How many those are.
    pub open_count: i64,
    /// What is to be sold; none where none is set.
    pub target: Option<Decimal>,
}
