//! Open activities: those of an opportunity, and one's own.
use crate::Denied;
use chrono::{Days, NaiveDate};
use domain::{
    crm::activities::ActivityKind,
    ids::{ActivityId, ActivityTypeId, OpportunityId, UserId},
};
use store::{
    Conn, Scope, columns,
    crm::activities::{self as stored, MineRow, OpenRow},
};
use wire::{
    activities::{ActivityView, MyActivity},
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
    rows.into_iter().map(view).collect()
}

/// One's own: late ones, today's, and those of the next seven days.
pub(crate) async fn mine(conn: &mut Conn, scope: &Scope, today: NaiveDate) -> Result<Vec<MyActivity>, Denied> {
    let until = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let rows = stored::mine(conn, scope, &columns::day_text(until), MINE).await?;
    rows.into_iter().map(my).collect()
}

/// One activity with what it is about.
pub(crate) fn my(row: MineRow) -> Result<MyActivity, Denied> {
    Ok(MyActivity { activity: view(row.open)?, title: row.title, party_name: row.party_name.unwrap_or_default() })
}

fn view(row: OpenRow) -> Result<ActivityView, Denied> {
    Ok(ActivityView {
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
