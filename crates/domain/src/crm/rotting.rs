//! Opportunities that stand too long in one stage.
use super::OpportunityState;
use chrono::{NaiveDateTime, TimeDelta};

/// Whole days since an opportunity came into its stage, where it stands there longer than the stage allows; nothing for
/// one that ended, or in a stage without a limit (section 1.11 of the behaviour map).
///
/// Only coming into another stage starts the days anew: a change of anything else is no step forward.
pub fn rotting_days(
    state: OpportunityState,
    threshold_days: u32,
    in_stage_since: NaiveDateTime,
    now: NaiveDateTime,
) -> Option<i64> {
    if state != OpportunityState::Open || threshold_days == 0 {
        return None;
    }
    let stands = now - in_stage_since;
    (stands > TimeDelta::days(i64::from(threshold_days))).then(|| stands.num_days())
}
