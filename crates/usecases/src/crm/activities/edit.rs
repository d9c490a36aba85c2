//! Change an activity: its day, whose it is, what it says.
use super::fields;
use crate::{
    Cx, Denied, Staff,
    crm::meetings::{self, Given},
};
use domain::{
    actors::Permission,
    crm::activities::ActivityKind,
    ids::{ActivityId, ActivityTypeId, OpportunityId, UserId},
};
use store::{
    Scope, Unit,
    account::users,
    columns,
    crm::{activities, record},
    events::{By, Change, EventData, NewEvent},
};
use wire::activities::{ActivityFields, EditActivity};

/// Keeps the whole form, and on the timeline what changed. Answers the row's version; a form without a change writes
/// nothing.
/// # Errors
/// [`Denied::NotFound`], also once it ended; [`Denied::Stale`]; refusals by field.
pub async fn edit_activity(by: &Staff, cx: &Cx, command: EditActivity) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command, None).await })
        })
        .await
}

/// Gives an activity to a colleague, and leaves all else of it; answers whether it could be given.
/// # Errors
/// [`Denied`], but for what a rule refuses of this one alone.
pub(crate) async fn give(unit: &mut Unit, scope: &Scope, who: By, id: ActivityId, to: UserId) -> Result<bool, Denied> {
    let row = activities::unscoped_load(&mut unit.conn, scope.company, id).await?;
    let fields = ActivityFields {
        kind: columns::code(&row.kind, ActivityKind::parse)?,
        type_id: row.type_id.map(ActivityTypeId),
        summary: row.summary,
        note: row.note,
        due_on: Some(columns::day(&row.due_on)?),
        user: Some(to),
    };
    match write(unit, scope, who, EditActivity { id, version: row.version, fields }, None).await {
        Ok(_) => Ok(true),
        // Nothing was written: rules and versions are asked first.
        Err(Denied::Stale { .. } | Denied::NotFound | Denied::Refused(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Writes the change, and that of its meeting where one was filled in.
pub(in crate::crm) async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    command: EditActivity,
    meeting: Option<Given<'_>>,
) -> Result<i64, Denied> {
    let before = activities::unscoped_load(&mut unit.conn, scope.company, command.id).await?;
    // Seen is who sees the opportunity.
    let about = record::load_for_update(unit, scope, OpportunityId(before.opportunity_id)).await?;
    if before.version != command.version {
        return Err(Denied::Stale { current: before.version });
    }
    if before.state != "open" {
        return Err(Denied::NotFound);
    }
    let mut row = before.clone();
    fields::take(
        unit,
        scope,
        &about,
        &fields::on_its_day(&command.fields, meeting.map(|given| given.fields)),
        &mut row,
    )
    .await?;
    let mut kept = meetings::keep(unit, scope, &about, (&before, &row), meeting).await?;
    let mut changes = vec![
        Change::of("summary", &before.summary, &row.summary),
        Change::of("due_on", &before.due_on, &row.due_on),
        Change::of("note", &before.note, &row.note),
    ];
    if row.user_id != before.user_id {
        let old = users::load(&mut unit.conn, scope.company, UserId(before.user_id)).await?;
        let new = users::load(&mut unit.conn, scope.company, UserId(row.user_id)).await?;
        changes.push(Change::of("owner", old.name, new.name));
    }
    let mut changes: Vec<Change> = changes.into_iter().flatten().collect();
    changes.append(&mut kept.changes);
    if changes.is_empty() && row.kind == before.kind && row.type_id == before.type_id && !kept.touched {
        return Ok(before.version);
    }
    let version = activities::update(unit, &row).await?;
    let data = EventData { body: row.summary.clone(), changes, ..EventData::default() };
    unit.event(NewEvent::new(scope.company, "opportunity", about.id, "activity.changed", who.clone()).with(data));
    meetings::send(unit, who, &row, kept).await?;
    unit.announce(scope.company, "opportunity", about.id);
    Ok(version)
}
