//! Meetings: when and where, who is invited, and what they answered.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{ActivityId, CompanyId};
use uuid::Uuid;

pub(crate) const FIND: &str = "SELECT activity_id, company_id, starts_at, ends_at, zone, place, agenda, \
    reminder_minutes, sequence FROM meetings WHERE activity_id = $1 AND company_id = $2";
pub(crate) const PUT: &str = "INSERT INTO meetings (activity_id, company_id, starts_at, ends_at, zone, place, agenda, \
    reminder_minutes, sequence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (activity_id) DO UPDATE SET \
    starts_at = excluded.starts_at, ends_at = excluded.ends_at, zone = excluded.zone, place = excluded.place, \
    agenda = excluded.agenda, reminder_minutes = excluded.reminder_minutes, sequence = excluded.sequence";
pub(crate) const DROP: &str = "DELETE FROM meetings WHERE activity_id = $1 AND company_id = $2";
pub(crate) const ATTENDEES: &str = "SELECT id, activity_id, company_id, user_id, name, email, email_key, language, \
    told_sequence, answer, answered_at, answer_stamp, wish_starts_at, wish_ends_at, wish_words \
    FROM meeting_attendees WHERE activity_id = $1 AND company_id = $2 ORDER BY id";
pub(crate) const PUT_ATTENDEE: &str = "INSERT INTO meeting_attendees (id, activity_id, company_id, user_id, name, \
    email, email_key, language, told_sequence, answer, answered_at, answer_stamp, wish_starts_at, wish_ends_at, \
    wish_words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
    ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, name = excluded.name, email = excluded.email, \
    language = excluded.language, told_sequence = excluded.told_sequence, answer = excluded.answer, \
    answered_at = excluded.answered_at, answer_stamp = excluded.answer_stamp, \
    wish_starts_at = excluded.wish_starts_at, wish_ends_at = excluded.wish_ends_at, wish_words = excluded.wish_words";
pub(crate) const DROP_ATTENDEE: &str = "DELETE FROM meeting_attendees WHERE id = $1 AND company_id = $2";
pub(crate) const DROP_ATTENDEES: &str = "DELETE FROM meeting_attendees WHERE activity_id = $1 AND company_id = $2";

/// A meeting's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct MeetingRecord {
    pub activity_id: Uuid,
    pub company_id: Uuid,
    pub starts_at: i64,
    pub ends_at: i64,
    pub zone: String,
    pub place: String,
    pub agenda: String,
    pub reminder_minutes: Option<i64>,
    pub sequence: i64,
}

/// The row of somebody who is invited.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct AttendeeRecord {
    pub id: Uuid,
    pub activity_id: Uuid,
    pub company_id: Uuid,
    pub user_id: Option<Uuid>,
    pub name: String,
    pub email: String,
    pub email_key: String,
    pub language: String,
    pub told_sequence: Option<i64>,
    pub answer: String,
    pub answered_at: Option<i64>,
    pub answer_stamp: i64,
    pub wish_starts_at: Option<i64>,
    pub wish_ends_at: Option<i64>,
    pub wish_words: String,
}

/// The meeting of an activity. Whoever asks for a person has loaded its opportunity through a scope.
/// # Errors
/// [`StoreError`].
pub async fn find(
    conn: &mut Conn,
    company: CompanyId,
    activity: ActivityId,
) -> Result<Option<MeetingRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(activity.0).bind(company.0).fetch_optional(c))?)
}

/// Writes a meeting, whether there was one or not. The caller holds the row of its opportunity.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, row: &MeetingRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(PUT)
            .bind(row.activity_id)
            .bind(row.company_id)
            .bind(row.starts_at)
            .bind(row.ends_at)
            .bind(&row.zone)
            .bind(&row.place)
            .bind(&row.agenda)
            .bind(row.reminder_minutes)
            .bind(row.sequence)
    )?;
    Ok(())
}

/// Takes a meeting away with all who were invited; the activity stays.
/// # Errors
/// [`StoreError`].
pub async fn drop(unit: &mut Unit, company: CompanyId, activity: ActivityId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP_ATTENDEES).bind(activity.0).bind(company.0))?;
    run!(unit.conn, sqlx::query(DROP).bind(activity.0).bind(company.0))?;
    Ok(())
}

/// Who is invited, in the order in which they were.
/// # Errors
/// [`StoreError`].
pub async fn attendees(
    conn: &mut Conn,
    company: CompanyId,
    activity: ActivityId,
) -> Result<Vec<AttendeeRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ATTENDEES).bind(activity.0).bind(company.0).fetch_all(c))?)
}

/// Writes somebody who is invited, new or changed. The caller holds the row of the opportunity.
/// # Errors
/// [`StoreError`].
pub async fn put_attendee(unit: &mut Unit, row: &AttendeeRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(PUT_ATTENDEE)
            .bind(row.id)
            .bind(row.activity_id)
            .bind(row.company_id)
            .bind(row.user_id)
            .bind(&row.name)
            .bind(&row.email)
            .bind(&row.email_key)
            .bind(&row.language)
            .bind(row.told_sequence)
            .bind(&row.answer)
            .bind(row.answered_at)
            .bind(row.answer_stamp)
            .bind(row.wish_starts_at)
            .bind(row.wish_ends_at)
            .bind(&row.wish_words)
    )?;
    Ok(())
}

/// Somebody is invited no more.
/// # Errors
/// [`StoreError`].
pub async fn drop_attendee(unit: &mut Unit, company: CompanyId, id: Uuid) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP_ATTENDEE).bind(id).bind(company.0))?;
    Ok(())
}

/// Meetings that are asked about at once.
const GROUP: usize = 50;

fn places() -> String {
    (2..GROUP + 2).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

pub(crate) fn of_many_sql() -> String {
    format!(
        "SELECT activity_id, company_id, starts_at, ends_at, zone, place, agenda, reminder_minutes, sequence \
         FROM meetings WHERE company_id = $1 AND activity_id IN ({})",
        places()
    )
}

pub(crate) fn attendees_of_many_sql() -> String {
    format!(
        "SELECT id, activity_id, company_id, user_id, name, email, email_key, language, told_sequence, answer, \
         answered_at, answer_stamp, wish_starts_at, wish_ends_at, wish_words \
         FROM meeting_attendees WHERE company_id = $1 AND activity_id IN ({}) ORDER BY id",
        places()
    )
}

macro_rules! bound {
    ($sql:expr, $company:expr, $group:expr) => {{
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe($sql.as_str())).bind($company.0);
        for place in 0..GROUP {
            query = query.bind($group.get(place).copied().unwrap_or_default());
        }
        query
    }};
}

/// The meetings of activities that were read through a scope, and all who are invited to them.
/// # Errors
/// [`StoreError`].
pub async fn of_many(
    conn: &mut Conn,
    company: CompanyId,
    activities: &[Uuid],
) -> Result<(Vec<MeetingRecord>, Vec<AttendeeRecord>), StoreError> {
    let (sql, invited_sql) = (of_many_sql(), attendees_of_many_sql());
    let (mut meetings, mut attendees) = (Vec::new(), Vec::new());
    for group in activities.chunks(GROUP) {
        let found: Vec<MeetingRecord> = on!(conn, c => bound!(sql, company, group).fetch_all(c))?;
        if found.is_empty() {
            continue;
        }
        let invited: Vec<AttendeeRecord> = on!(conn, c => bound!(invited_sql, company, group).fetch_all(c))?;
        meetings.extend(found);
        attendees.extend(invited);
    }
    Ok((meetings, attendees))
}
