//! Change a meeting with its activity.
use super::fields::Given;
use crate::{Cx, Denied, Staff, crm::activities::edit};
use domain::actors::Permission;
use wire::meetings::EditMeeting;

/// Keeps both forms, and tells the invited of what changed for them where that is asked for. Answers the activity's
/// version; forms without a change write nothing.
/// # Errors
/// As [`crate::crm::edit_activity`]; further refusals at `starts`, `ends`, `place`, `agenda`, `reminder`, `attendees`.
pub async fn edit_meeting(by: &Staff, cx: &Cx, command: EditMeeting) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, EditMeeting { activity, meeting }) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { edit::write(unit, &scope, who, activity, Some(Given::by_clock(&meeting))).await })
        })
        .await
}
