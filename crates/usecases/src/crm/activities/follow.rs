//! What is planned by itself once an activity is done.
use super::{fields::sees, schedule::blank};
use crate::{
    Denied,
    crm::activity_types::{self, Types},
};
use chrono::NaiveDate;
use domain::{crm::activity_types as rule, ids::UserId};
use i18n::T;
use store::{
    Scope, StoreError, Unit,
    account::users,
    columns,
    crm::{
        activities::{self, ActivityRecord},
        record::OpportunityRecord,
    },
    events::{By, EventData, NewEvent},
};

/// Plans what the type of a done activity triggers, in the same unit of work: for whoever the new type names, else for
/// whoever had the one that is done, where they are there and see the opportunity, and otherwise for whoever acts.
pub(super) async fn follow(
    unit: &mut Unit,
    scope: &Scope,
    (about, done): (&OpportunityRecord, &ActivityRecord),
    (today, who): (NaiveDate, By),
) -> Result<(), Denied> {
    // A record that ended asks for nothing more.
    let Some(of) = done.type_id.filter(|_| about.state == "open") else { return Ok(()) };
    let types = Types::read(&mut unit.conn, scope.company).await?;
    let Some(next) = types.triggered(of) else { return Ok(()) };
    let mut found = None;
    for meant in next.user_id.into_iter().chain([done.user_id]) {
        match users::load(&mut unit.conn, scope.company, UserId(meant)).await {
            Ok(meant) if meant.active == 1 && sees(&meant, about)? => {
                found = Some(meant);
                break;
            }
            Ok(_) | Err(StoreError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let user = match found {
        Some(user) => user,
        None => users::load(&mut unit.conn, scope.company, scope.user).await?,
    };
    let days = columns::count(next.days)?;
    let due_on = rule::due(days, next.from_due == 1, today, Some(columns::day(&done.due_on)?));
    let row = ActivityRecord {
        kind: next.kind.clone(),
        type_id: Some(next.id),
        summary: activity_types::called(T::new(columns::lang(&user.language)?), next)?,
        note: next.note.clone(),
        due_on: columns::day_text(due_on),
        user_id: user.id,
        ..blank(scope.company, scope.user, about.id, unit.now.0)
    };
    activities::insert(unit, &row).await?;
    let data = EventData { body: row.summary, ..EventData::default() };
    unit.event(NewEvent::new(scope.company, "opportunity", about.id, "activity.scheduled", who).with(data));
    Ok(())
}
