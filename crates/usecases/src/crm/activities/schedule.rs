//! Plan an activity.
use super::fields;
use crate::{
    Cx, Denied, Staff,
    crm::meetings::{self, Given},
};
use domain::{
    actors::Permission,
    ids::{ActivityId, CompanyId, UserId},
};
use store::{
    Scope, Unit,
    crm::{
        activities::{self, ActivityRecord},
        record,
    },
    events::{By, EventData, NewEvent},
};
use uuid::Uuid;
use wire::activities::ScheduleActivity;

/// Plans it for the actor or a colleague who sees the opportunity.
/// # Errors
/// [`Denied::NotFound`]; refusals by field.
pub async fn schedule_activity(by: &Staff, cx: &Cx, command: ScheduleActivity) -> Result<ActivityId, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command, None).await })
        })
        .await
}

/// Writes the activity, and its meeting where one was filled in.
pub(in crate::crm) async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    command: ScheduleActivity,
    meeting: Option<Given<'_>>,
) -> Result<ActivityId, Denied> {
    let about = record::load_for_update(unit, scope, command.opportunity).await?;
    let mut row = blank(scope.company, scope.user, about.id, unit.now.0);
    fields::take(
        unit,
        scope,
        &about,
        &fields::on_its_day(&command.fields, meeting.map(|given| given.fields)),
        &mut row,
    )
    .await?;
    activities::insert(unit, &row).await?;
    let kept = meetings::keep(unit, scope, &about, (&row, &row), meeting).await?;
    unit.event(
        NewEvent::new(scope.company, "opportunity", about.id, "activity.scheduled", who.clone())
            .with(EventData { body: row.summary.clone(), ..EventData::default() }),
    );
    meetings::send(unit, who, &row, kept).await?;
    unit.announce(scope.company, "opportunity", about.id);
    Ok(ActivityId(row.id))
}

/// A new activity that somebody makes for themselves, before anything is said about it.
pub(in crate::crm) fn blank(company: CompanyId, user: UserId, opportunity: Uuid, now: i64) -> ActivityRecord {
    ActivityRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        opportunity_id: opportunity,
        version: 1,
        kind: String::new(),
        summary: String::new(),
        note: String::new(),
        due_on: String::new(),
        user_id: user.0,
        made_by: user.0,
        state: "open".into(),
        ended_by: None,
        ended_at: None,
        feedback: String::new(),
        created_at: now,
        type_id: None,
        launch_id: None,
        step_id: None,
    }
}
