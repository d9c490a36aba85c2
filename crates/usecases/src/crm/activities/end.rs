//! Mark an activity as done, or cancel it.
use super::{fields::NOTE, follow::follow};
use crate::{Cx, Denied, Staff, crm::meetings};
use chrono::NaiveDate;
use domain::{actors::Permission, ids::OpportunityId, text};
use store::{
    Scope, Unit,
    crm::{activities, record},
    events::{By, EventData, NewEvent},
};
use wire::activities::{EndActivity, Ending};

/// Ends it, with how it went on the timeline. What its type triggers is planned with it. Answers the row's version; told again it writes nothing.
/// # Errors
/// [`Denied::NotFound`]; [`Denied::Stale`]; `too_long` at `feedback`.
pub async fn end_activity(by: &Staff, cx: &Cx, command: EndActivity) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, today) = (by.by(), by.zone().day(cx.clock.now()));
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, (today, who), command).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    (today, who): (NaiveDate, By),
    command: EndActivity,
) -> Result<i64, Denied> {
    let feedback = text::optional_text(&command.feedback, NOTE).map_err(|refusal| Denied::at("feedback", refusal))?;
    let (state, what) = match command.ending {
        Ending::Done => ("done", "activity.done"),
        Ending::Cancelled => ("cancelled", "activity.cancelled"),
    };
    let mut row = activities::unscoped_load(&mut unit.conn, scope.company, command.id).await?;
    // Seen is who sees the opportunity; its lock lets one of two at a time end the activity.
    let about = record::load_for_update(unit, scope, OpportunityId(row.opportunity_id)).await?;
    if row.state == state && row.version == command.version + 1 && row.feedback == feedback {
        return Ok(row.version);
    }
    if row.version != command.version {
        return Err(Denied::Stale { current: row.version });
    }
    if row.state != "open" {
        return Err(Denied::NotFound);
    }
    row.state = state.to_owned();
    row.ended_by = Some(scope.user.0);
    row.ended_at = Some(unit.now.0);
    row.feedback.clone_from(&feedback);
    let version = activities::update(unit, &row).await?;
    let body = if feedback.is_empty() { row.summary.clone() } else { format!("{}: {feedback}", row.summary) };
    unit.event(
        NewEvent::new(scope.company, "opportunity", row.opportunity_id, what, who.clone())
            .with(EventData { body, ..EventData::default() }),
    );
    if command.ending == Ending::Cancelled {
        // Whoever was invited must not come for nothing.
        let kept = meetings::call_off(unit, scope.company, row.id).await?;
        meetings::send(unit, who, &row, kept).await?;
    } else {
        follow(unit, scope, (&about, &row), (today, who)).await?;
    }
    unit.announce(scope.company, "opportunity", row.opportunity_id);
    Ok(version)
}
