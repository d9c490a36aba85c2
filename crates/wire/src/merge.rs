//! Doubles: what resembles what, merging two opportunities, and taking a merge back.
use crate::shared::{Amount, IdempotencyKey};
use chrono::NaiveDate;
use domain::{
    crm::duplicates::Reason,
    days::Stamp,
    ids::{MergeId, OpportunityId, PartyId},
};
use serde::{Deserialize, Serialize};

/// An opportunity that may be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// Which.
    pub id: OpportunityId,
    /// What it is about.
    pub title: String,
    /// Whose; may be empty.
    pub party_name: String,
    /// The name of the stage it stands in.
    pub stage: String,
    /// Whether it is lost.
    pub lost: bool,
    /// Who works on it; may be empty.
    pub owner: String,
    /// When it was made.
    pub created: Stamp,
    /// Why, the strongest reason first.
    pub reasons: Vec<Reason>,
    /// Whether it is the one that stays, by the rule, when the two are merged.
    pub stays: bool,
}

/// A customer that may be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyDuplicate {
    /// Which.
    pub id: PartyId,
    /// Its name.
    pub name: String,
    /// Town; may be empty.
    pub city: String,
    /// Why, the strongest reason first.
    pub reasons: Vec<Reason>,
}

/// What stands in a form so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Typed {
    /// E-mail address, as typed.
    pub email: String,
    /// Phone number, as typed.
    pub phone: String,
    /// The customer, if chosen.
    pub party: Option<PartyId>,
    /// The name of a new customer.
    pub name: String,
    /// Business id, as typed.
    pub business_id: String,
}

/// What resembles it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resembling {
    /// Opportunities.
    pub opportunities: Vec<Duplicate>,
    /// Customers.
    pub parties: Vec<PartyDuplicate>,
}

/// A merge that stands, as the one that stayed shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeNote {
    /// Which.
    pub id: MergeId,
    /// What the merged one was about.
    pub title: String,
    /// Who merged.
    pub by: String,
    /// When.
    pub at: Stamp,
}

/// One of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeSide {
    /// Which.
    pub id: OpportunityId,
    /// The version that was read.
    pub version: i64,
    /// What it is about.
    pub title: String,
    /// The name of the stage it stands in.
    pub stage: String,
    /// Whether it is lost.
    pub lost: bool,
    /// When it was made.
    pub created: Stamp,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum MergeValue {
    /// A text or a name; may be empty.
    Text(String),
    /// An amount.
    Amount(Amount),
    /// An amount that recurs, and its plan; may be empty.
    Recurring(Amount, String),
    /// A day, if any.
    Day(Option<NaiveDate>),
    /// Stars, 0 to 3.
    Stars(u8),
}

/// A field of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeField {
    /// The field, by code.
    pub code: String,
    /// What a field of a team's own is called; empty for all others.
    #[serde(default)]
    pub name: String,
    /// What stands in the one that stays.
    pub stays: MergeValue,
    /// What stands in the one that is merged.
    pub goes: MergeValue,
    /// Whether, by the rule, that of the merged one is taken.
    pub takes: bool,
}

/// How much is moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeCounts {
    /// Activities.
    pub activities: i64,
    /// Quotations.
    pub quotes: i64,
    /// Orders.
    pub orders: i64,
    /// Posts of web forms.
    pub posts: i64,
    /// Files.
    pub files: i64,
    /// Entries of the timeline, which are shown from then on.
    pub entries: i64,
}

/// What merging two would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergePreview {
    /// The one that stays.
    pub stays: MergeSide,
    /// The one that is merged into it.
    pub goes: MergeSide,
    /// Why they are taken for the same; none when somebody chose two that are not.
    pub reasons: Vec<Reason>,
    /// Every field.
    pub fields: Vec<MergeField>,
    /// Names of tags the one that stays gets from the other.
    pub tags: Vec<String>,
    /// What is moved.
    pub counts: MergeCounts,
}

/// Merge one opportunity into another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeOpportunities {
    /// Same key, same merge.
    pub key: IdempotencyKey,
    /// The one that stays.
    pub stays: OpportunityId,
    /// Its version that was read.
    pub stays_version: i64,
    /// The one that is merged into it.
    pub goes: OpportunityId,
    /// Its version that was read.
    pub goes_version: i64,
    /// Fields that are taken from the merged one, by code.
    pub taken: Vec<String>,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// The merge, for taking it back.
    pub merge: MergeId,
    /// The version of the one that stayed.
    pub version: i64,
}

/// Take a merge back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeBackMerge {
    /// Which.
    pub merge: MergeId,
    /// The version of the one that stayed.
    pub version: i64,
}

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// The one that is there again.
    pub id: OpportunityId,
    /// Fields of the one that stayed that were changed since, and stay as they are, by code.
    pub kept: Vec<String>,
}
