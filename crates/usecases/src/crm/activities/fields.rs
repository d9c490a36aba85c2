//! The fields of an activity, checked alike when it is planned and when it is changed.
use crate::{
    Denied,
    crm::activity_types::{self, Types},
    denied,
};
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
    account::users::UserRecord,
    columns,
    crm::{activities::ActivityRecord, record::OpportunityRecord},
};
use wire::{activities::ActivityFields, meetings::MeetingFields};

/// Longest summary, in characters.
const SUMMARY: usize = 200;
/// Longest note or feedback, in characters.
pub(super) const NOTE: usize = 2000;
/// Years a due day may lie in.
pub(in crate::crm) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

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
    of(unit, scope, given, row, &mut fields).await?;
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

/// Its type, and with it its kind. One that is out of use stays where it stands already.
async fn of(
    unit: &mut Unit,
    scope: &Scope,
    given: &ActivityFields,
    row: &mut ActivityRecord,
    fields: &mut Fields,
) -> Result<(), Denied> {
    if given.type_id.is_none() && row.type_id.is_some() && row.kind == given.kind.code() {
        return Ok(());
    }
    let types = Types::read(&mut unit.conn, scope.company).await?;
    let of = match given.type_id {
        None => types.of_kind(given.kind),
        Some(id) => {
            let known = types.find(id.0).filter(|of| of.retired == 0 || row.type_id == Some(of.id));
            if known.is_none() {
                fields.refuse("type", Refusal::NotAChoice);
            }
            known
        }
    };
    let changed = of.map(|of| of.id) != row.type_id;
    row.kind = match of {
        // What was planned as a call stays one, also where calls of its type are mails now.
        Some(_) if !changed => row.kind.clone(),
        Some(of) => activity_types::kind(of)?.code().to_owned(),
        None => given.kind.code().to_owned(),
    };
    row.type_id = of.map(|of| of.id);
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
    if sees(&user, about)? { Ok(()) } else { Err(refused()) }
}

/// Whether somebody sees an opportunity.
pub(in crate::crm) fn sees(user: &UserRecord, about: &OpportunityRecord) -> Result<bool, Denied> {
    let own = about.owner_id == Some(user.id);
    Ok(match columns::code(&user.role, Role::parse)?.reach() {
        Reach::All => true,
        Reach::Team => own || (user.team_id.is_some() && user.team_id == about.team_id),
        Reach::Own => own,
    })
}
