//! Open activities: those of an opportunity, and one's own.
use crate::{Denied, crm::meetings};
use chrono::{Days, NaiveDate};
use domain::{
    crm::activities::ActivityKind,
    ids::{ActivityId, ActivityTypeId, OpportunityId, UserId},
};
use std::collections::BTreeMap;
use store::{
    Conn, Scope, columns,
    crm::activities::{self as stored, MineRow, OpenRow},
};
use uuid::Uuid;
use wire::{
    activities::{ActivityView, MyActivity},
    meetings::MeetingView,
    shared::UserRef,
};

/// Activities shown with an opportunity.
const OF_OPPORTUNITY: i64 = 50;
/// One's own that are shown.
const MINE: i64 = 50;
/// Days ahead that one's own are shown.
const AHEAD: u64 = 7;

/// Those of an opportunity that was loaded through the scope.
pub(crate) async fn of_opportunity(
    conn: &mut Conn,
    scope: &Scope,
    id: OpportunityId,
) -> Result<Vec<ActivityView>, Denied> {
    let rows = stored::open(conn, scope.company, id, OF_OPPORTUNITY).await?;
    let mut meetings = meetings_of(conn, scope, rows.iter()).await?;
    rows.into_iter().map(|row| view(row, &mut meetings)).collect()
}

/// One's own: late ones, today's, and those of the next seven days.
pub(crate) async fn mine(conn: &mut Conn, scope: &Scope, today: NaiveDate) -> Result<Vec<MyActivity>, Denied> {
    let until = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let rows = stored::mine(conn, scope, &columns::day_text(until), MINE).await?;
    told(conn, scope, rows).await
}

/// Activities with what they are about and when they meet.
pub(crate) async fn told(conn: &mut Conn, scope: &Scope, rows: Vec<MineRow>) -> Result<Vec<MyActivity>, Denied> {
    let mut meetings = meetings_of(conn, scope, rows.iter().map(|row| &row.open)).await?;
    rows.into_iter()
        .map(|row| {
            Ok(MyActivity {
                activity: view(row.open, &mut meetings)?,
                title: row.title,
                party_name: row.party_name.unwrap_or_default(),
                expected: columns::decimal(row.expected),
            })
        })
        .collect()
}

/// The meetings of those that are of that kind.
async fn meetings_of<'a>(
    conn: &mut Conn,
    scope: &Scope,
    rows: impl Iterator<Item = &'a OpenRow>,
) -> Result<BTreeMap<Uuid, MeetingView>, Denied> {
    let ids: Vec<Uuid> = rows.filter(|row| row.kind == ActivityKind::Meeting.code()).map(|row| row.id).collect();
    meetings::views(conn, scope.company, &ids).await
}

fn view(row: OpenRow, meetings: &mut BTreeMap<Uuid, MeetingView>) -> Result<ActivityView, Denied> {
    Ok(ActivityView {
        meeting: meetings.remove(&row.id).map(Box::new),
        id: ActivityId(row.id),
        opportunity: OpportunityId(row.opportunity_id),
        version: row.version,
        kind: columns::code(&row.kind, ActivityKind::parse)?,
        type_id: row.type_id.map(ActivityTypeId),
        type_name: row.type_name.unwrap_or_default(),
        summary: row.summary,
        note: row.note,
        due_on: columns::day(&row.due_on)?,
        user: UserRef { id: UserId(row.user_id), name: row.user_name },
    })
}
