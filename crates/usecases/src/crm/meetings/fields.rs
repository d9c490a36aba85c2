//! The fields of a meeting, checked alike when it is planned and when it is changed.
use crate::{Denied, clock::Zone, denied};
use chrono::{Datelike, NaiveDateTime};
use domain::{
    crm::meetings::{MOST_INVITED, REMINDERS},
    ids::{PartyId, UserId},
    parties::email::Email,
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use store::{
    Scope, StoreError, Unit,
    account::users,
    company::CompanyRecord,
    crm::{
        meetings::{AttendeeRecord, MeetingRecord},
        record::OpportunityRecord,
    },
    quotes::sources,
};
use uuid::Uuid;
use wire::meetings::{AttendeeFields, MeetingFields};

/// Longest place, in characters.
const PLACE: usize = 300;
/// Longest text for the invited, in characters.
const AGENDA: usize = 2000;
/// Longest name, in characters.
const NAME: usize = 100;
/// Years a meeting may end in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// A meeting that was filled in.
#[derive(Clone, Copy)]
pub(in crate::crm) struct Given<'a> {
    pub(in crate::crm) fields: &'a MeetingFields,
    /// Beginning and end as instants, where they are known: an hour that clocks repeat is not told by its reading.
    pub(in crate::crm) at: Option<(i64, i64)>,
}

impl<'a> Given<'a> {
    /// As somebody read the times off a clock.
    pub(in crate::crm) fn by_clock(fields: &'a MeetingFields) -> Given<'a> {
        Given { fields, at: None }
    }
}

/// What was filled in.
pub(super) struct Typed {
    /// The meeting, with the number of its first invitation.
    pub(super) row: MeetingRecord,
    /// Who is to be invited, each once.
    pub(super) invited: Vec<Invited>,
}

/// Somebody to be invited.
pub(super) struct Invited {
    pub(super) user: Option<Uuid>,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) key: String,
    pub(super) language: String,
}

/// Checks what was filled in, beside who is invited already; none where nothing was, and the activity is a day as others
/// are.
pub(super) async fn read(
    unit: &mut Unit,
    scope: &Scope,
    about: &OpportunityRecord,
    (home, activity, known): (&CompanyRecord, Uuid, &[AttendeeRecord]),
    Given { fields: given, at }: Given<'_>,
) -> Result<Option<Typed>, Denied> {
    let mut fields = Fields::new();
    let place = fields.take("place", text::optional_line(&given.place, PLACE)).unwrap_or_default();
    let agenda = fields.take("agenda", text::optional_text(&given.agenda, AGENDA)).unwrap_or_default();
    if given.reminder_minutes.is_some_and(|minutes| !REMINDERS.contains(&minutes)) {
        fields.refuse("reminder", Refusal::NotAChoice);
    }
    let invited = match invited(unit, scope, about, (home, known), &given.attendees).await? {
        Ok(invited) => invited,
        Err(refusal) => {
            fields.refuse("attendees", refusal);
            Vec::new()
        }
    };
    let nothing = given.starts.is_none()
        && given.ends.is_none()
        && given.attendees.is_empty()
        && place.is_empty()
        && agenda.is_empty();
    if nothing {
        denied::all_right(fields)?;
        return Ok(None);
    }
    let times = times(Zone::named(&home.time_zone), at, given.starts, given.ends, &mut fields);
    denied::all_right(fields)?;
    let (starts_at, ends_at) = times.unwrap_or_default();
    let row = MeetingRecord {
        activity_id: activity,
        company_id: scope.company.0,
        starts_at,
        ends_at,
        zone: home.time_zone.clone(),
        place,
        agenda,
        reminder_minutes: given.reminder_minutes.map(i64::from),
        sequence: 0,
    };
    Ok(Some(Typed { row, invited }))
}

/// Beginning and end as instants; those that are known are not read off the clock.
fn times(
    zone: Zone,
    at: Option<(i64, i64)>,
    starts: Option<NaiveDateTime>,
    ends: Option<NaiveDateTime>,
    fields: &mut Fields,
) -> Option<(i64, i64)> {
    match (starts, ends) {
        (None, _) => fields.refuse("starts", Refusal::Required),
        (_, None) => fields.refuse("ends", Refusal::Required),
        (Some(_), Some(ends)) if !YEARS.contains(&ends.year()) => fields.refuse("ends", Refusal::NotADay),
        (Some(starts), Some(ends)) => {
            // As instants: an hour that clocks skip or repeat must not turn them round.
            let (starts, ends) = at.unwrap_or_else(|| (zone.instant(starts).0, zone.instant(ends).0));
            if starts < ends {
                return Some((starts, ends));
            }
            fields.refuse("ends", Refusal::EndsBeforeStart);
        }
    }
    None
}

/// Each address once, the first time it is named. A colleague who has left stays where they were invited before.
async fn invited(
    unit: &mut Unit,
    scope: &Scope,
    about: &OpportunityRecord,
    (home, already): (&CompanyRecord, &[AttendeeRecord]),
    given: &[AttendeeFields],
) -> Result<Result<Vec<Invited>, Refusal>, Denied> {
    if given.len() > MOST_INVITED {
        return Ok(Err(Refusal::TooLarge { most: Decimal::from(MOST_INVITED) }));
    }
    let language = match about.party_id {
        Some(party) => sources::party(&mut unit.conn, scope.company, PartyId(party)).await?.language,
        None => home.language.clone(),
    };
    let mut all: Vec<Invited> = Vec::new();
    for one in given {
        let person = match one.user {
            Some(UserId(user)) => match users::load(&mut unit.conn, scope.company, UserId(user)).await {
                Ok(person) if person.active == 1 || already.iter().any(|one| one.user_id == Some(user)) => Invited {
                    user: Some(user),
                    key: users::email_key(&person.email),
                    name: person.name,
                    email: person.email,
                    language: person.language,
                },
                Ok(_) | Err(StoreError::NotFound) => return Ok(Err(Refusal::NotAChoice)),
                Err(error) => return Err(error.into()),
            },
            None => {
                let (email, name) = match (Email::parse(&one.email), text::optional_line(&one.name, NAME)) {
                    (Ok(email), Ok(name)) => (String::from(email), name),
                    (Err(refusal), _) | (_, Err(refusal)) => return Ok(Err(refusal)),
                };
                Invited { user: None, key: users::email_key(&email), name, email, language: language.clone() }
            }
        };
        if !all.iter().any(|known| known.key == person.key) {
            all.push(person);
        }
    }
    Ok(Ok(all))
}
