//! The fields of an activity, checked alike when it is planned and when it is changed.
use crate::{Denied, denied};
use chrono::Datelike;
use domain::{
    actors::{Reach, Role},
    ids::UserId,
    refusal::{Fields, Refusal},
    text,
};
use store::{
    Scope, StoreError, Unit,
    account::users,
    columns,
    crm::{activities::ActivityRecord, record::OpportunityRecord},
};
use wire::{activities::ActivityFields, meetings::MeetingFields};

/// Longest summary, in characters.
const SUMMARY: usize = 200;
/// Longest note or feedback, in characters.
pub(super) const NOTE: usize = 2000;
/// Years a due day may lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// The fields with the day on which the meeting begins that goes with them: the day is told once.
pub(super) fn on_its_day(given: &ActivityFields, meeting: Option<&MeetingFields>) -> ActivityFields {
    let day = meeting.and_then(|meeting| meeting.starts).map(|starts| starts.date());
    ActivityFields { due_on: day.or(given.due_on), ..given.clone() }
}

/// Checks what was filled in and writes it into the row.
pub(super) async fn take(
    unit: &mut Unit,
    scope: &Scope,
    about: &OpportunityRecord,
    given: &ActivityFields,
    row: &mut ActivityRecord,
) -> Result<(), Denied> {
    let mut fields = Fields::new();
    row.kind = given.kind.code().to_owned();
    row.summary = fields.take("summary", text::required_line(&given.summary, SUMMARY)).unwrap_or_default();
    row.note = fields.take("note", text::optional_text(&given.note, NOTE)).unwrap_or_default();
    match given.due_on {
        Some(day) if YEARS.contains(&day.year()) => row.due_on = columns::day_text(day),
        Some(_) => fields.refuse("due_on", Refusal::NotADay),
        None => fields.refuse("due_on", Refusal::Required),
    }
    denied::all_right(fields)?;
    let user = given.user.unwrap_or(scope.user);
    if user.0 != row.user_id {
        may_do(unit, scope, about, user).await?;
        row.user_id = user.0;
    }
    Ok(())
}

/// Only a colleague who sees the opportunity can be asked to do something about it.
async fn may_do(unit: &mut Unit, scope: &Scope, about: &OpportunityRecord, user: UserId) -> Result<(), Denied> {
    let refused = || Denied::at("user", Refusal::NotAChoice);
    let user = match users::load(&mut unit.conn, scope.company, user).await {
        Ok(user) if user.active == 1 => user,
        Ok(_) | Err(StoreError::NotFound) => return Err(refused()),
        Err(error) => return Err(error.into()),
    };
    let own = about.owner_id == Some(user.id);
    let sees = match columns::code(&user.role, Role::parse)?.reach() {
        Reach::All => true,
        Reach::Team => own || (user.team_id.is_some() && user.team_id == about.team_id),
        Reach::Own => own,
    };
    if sees { Ok(()) } else { Err(refused()) }
}
