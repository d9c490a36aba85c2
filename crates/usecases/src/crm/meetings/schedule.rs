//! Plan an activity that is a meeting.
use super::fields::Given;
use crate::{Cx, Denied, Staff, crm::activities::schedule};
use domain::{actors::Permission, ids::ActivityId};
use wire::meetings::ScheduleMeeting;

/// Plans it on the day on which it begins, and invites where that is asked for.
/// # Errors
/// As [`crate::crm::schedule_activity`]; further refusals at `starts`, `ends`, `place`, `agenda`, `reminder`, `attendees`.
pub async fn schedule_meeting(by: &Staff, cx: &Cx, command: ScheduleMeeting) -> Result<ActivityId, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, key) = (by.by(), command.activity.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, ScheduleMeeting { activity, meeting }) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { schedule::write(unit, &scope, who, activity, Some(Given::by_clock(&meeting))).await })
        })
        .await
}
