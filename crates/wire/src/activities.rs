//! Activities: what is to be done about an opportunity, its commands.
use crate::{
    meetings::MeetingView,
    shared::{IdempotencyKey, UserRef},
};
use chrono::NaiveDate;
use domain::{
    crm::activities::ActivityKind,
    ids::{ActivityId, ActivityTypeId, OpportunityId, UserId},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An open activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityView {
    /// Which.
    pub id: ActivityId,
    /// What it is about.
    pub opportunity: OpportunityId,
    /// For saving: the version that was read.
    pub version: i64,
    /// Its kind.
    pub kind: ActivityKind,
    /// Its type.
    pub type_id: Option<ActivityTypeId>,
    /// The type's name; empty where it is called as its kind is.
    pub type_name: String,
    /// What is to be done, in a line.
    pub summary: String,
    /// More about it; may be empty.
    pub note: String,
    /// By which day.
    pub due_on: NaiveDate,
    /// Who is to do it.
    pub user: UserRef,
    /// When and where it is, of a meeting with a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Box<MeetingView>>,
}

/// One's own activity with what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyActivity {
    /// The activity.
    pub activity: ActivityView,
    /// The opportunity's title.
    pub title: String,
    /// Whose; may be empty.
    pub party_name: String,
    /// What the opportunity is expected to bring, in the company's currency.
    #[serde(default)]
    pub expected: Decimal,
}

/// What a person fills in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityFields {
    /// Its kind, where no type is named: then it is of the company's first type of the kind.
    pub kind: ActivityKind,
    /// Its type, which says the kind.
    #[serde(default)]
    pub type_id: Option<ActivityTypeId>,
    /// What is to be done, in a line.
    pub summary: String,
    /// More about it; may be empty.
    pub note: String,
    /// By which day.
    pub due_on: Option<NaiveDate>,
    /// Who is to do it; oneself when empty.
    pub user: Option<UserId>,
}

/// Plan an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleActivity {
    /// Same key, same activity.
    pub key: IdempotencyKey,
    /// About which opportunity.
    pub opportunity: OpportunityId,
    /// What is to be done.
    pub fields: ActivityFields,
}

/// Change an activity, its day among others; the whole form is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditActivity {
    /// Which.
    pub id: ActivityId,
    /// The version that was read.
    pub version: i64,
    /// What is to be done.
    pub fields: ActivityFields,
}

/// How an activity ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It was done.
    Done,
    /// It is not done after all.
    Cancelled,
}

/// Mark an activity as done, or cancel it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndActivity {
    /// Which.
    pub id: ActivityId,
    /// The version that was read.
    pub version: i64,
    /// Done or cancelled.
    pub ending: Ending,
    /// How it went; may be empty.
    pub feedback: String,
}
