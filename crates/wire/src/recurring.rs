//! Recurring revenue: the company's plans, and what an opportunity is expected to bring by one.
use crate::shared::IdempotencyKey;
use domain::ids::RecurringPlanId;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What an opportunity is expected to bring again and again, as it is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recurring {
    /// For the whole plan, in the company's currency.
    pub amount: Decimal,
    /// For how long that is; without one it is a month's.
    pub plan: Option<RecurringPlanId>,
}

/// The same, as the record shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecurringView {
    /// For the whole plan.
    pub amount: Decimal,
    /// The plan.
    pub plan: Option<PlanRef>,
    /// What comes in a month.
    pub monthly: Decimal,
    /// Plans it can be given, and the one it has.
    pub plans: Vec<PlanRef>,
}

impl From<&RecurringView> for Recurring {
    fn from(view: &RecurringView) -> Recurring {
        Recurring { amount: view.amount, plan: view.plan.as_ref().map(|plan| plan.id) }
    }
}

/// A plan, as records and lists name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRef {
    /// Which.
    pub id: RecurringPlanId,
    /// Its name.
    pub name: String,
    /// For how many months an amount stands.
    pub months: u32,
    /// Whether it is offered no more.
    #[serde(default)]
    pub retired: bool,
}

/// A plan with what changing it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanForm {
    /// Which.
    pub id: RecurringPlanId,
    /// For saving: the version that was read.
    pub version: i64,
    /// How many opportunities use it, counted no further than one beyond
    /// [`crate::opportunities::MOST_CHANGED`]; its months stay as they are then.
    pub used: i64,
    /// What is kept.
    pub fields: PlanFields,
}

/// A plan, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFields {
    /// Its name.
    pub name: String,
    /// For how many months an amount stands.
    pub months: u32,
    /// Whether it is offered no more; where it stands it stays.
    pub retired: bool,
}

impl Default for PlanFields {
    fn default() -> Self {
        PlanFields { name: String::new(), months: 1, retired: false }
    }
}

/// Keep a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavePlan {
    /// Same key, one save.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<RecurringPlanId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: PlanFields,
}

/// A plan that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedPlan {
    /// Which.
    pub id: RecurringPlanId,
    /// Its version now.
    pub version: i64,
}

/// Remove a plan: opportunities keep their amounts, and have no plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemovePlan {
    /// Same key, one removal.
    pub key: IdempotencyKey,
    /// Which.
    pub id: RecurringPlanId,
    /// The version that was read.
    pub version: i64,
}
