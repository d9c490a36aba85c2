//! When an opportunity came into a stage and left it.
use crate::{Conn, StoreError, Unit, on, run};
use domain::{
    crm::health,
    ids::{CompanyId, OpportunityId},
};
use uuid::Uuid;

pub(crate) const LIST: &str =
    "SELECT stage_id, entered_at, left_at FROM stage_visits WHERE opportunity_id = $1 ORDER BY entered_at";
pub(crate) const LAST: &str = "SELECT MAX(entered_at) FROM stage_visits WHERE opportunity_id = $1";
pub(crate) const STANDS: &str =
    "SELECT stage_id, entered_at, left_at FROM stage_visits WHERE opportunity_id = $1 AND left_at IS NULL";
pub(crate) const STAY: &str = "INSERT INTO stage_stays (stage_id, days, stays) VALUES ($1, $2, 1) \
    ON CONFLICT (stage_id, days) DO UPDATE SET stays = stage_stays.stays + 1";
pub(crate) const STAYS: &str = "SELECT s.stage_id, s.days, s.stays FROM stages AS t \
    JOIN stage_stays AS s ON s.stage_id = t.id WHERE t.company_id = $1 ORDER BY s.stage_id, s.days";
pub(crate) const LEAVE: &str = "UPDATE stage_visits SET left_at = $2 WHERE opportunity_id = $1 AND left_at IS NULL";
pub(crate) const ENTER: &str = "INSERT INTO stage_visits (opportunity_id, stage_id, entered_at) VALUES ($1, $2, $3)";

/// An opportunity's stay in a stage; instants are microseconds UTC, none while it stands there.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct VisitRecord {
    pub stage_id: Uuid,
    pub entered_at: i64,
    pub left_at: Option<i64>,
}

/// The visits of an opportunity that was loaded through its scope, oldest first.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, opportunity: OpportunityId) -> Result<Vec<VisitRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(opportunity.0).fetch_all(c))?)
}

/// How many stays in a stage took so many whole days.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct StayRow {
    pub stage_id: Uuid,
    pub days: i64,
    pub stays: i64,
}

/// How long stays in the company's stages took: a handful of rows for each stage, however many opportunities there were.
/// # Errors
/// [`StoreError`].
pub async fn stays(conn: &mut Conn, company: CompanyId) -> Result<Vec<StayRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(STAYS).bind(company.0).fetch_all(c))?)
}

/// It leaves the stage it is in, if any; how long it stood there is kept with the stage.
/// # Errors
/// [`StoreError`].
pub async fn leave(unit: &mut Unit, opportunity: OpportunityId) -> Result<(), StoreError> {
    let now = unit.now.0;
    let stands: Option<VisitRecord> =
        on!(unit.conn, c => sqlx::query_as(STANDS).bind(opportunity.0).fetch_optional(c))?;
    let Some(stands) = stands else { return Ok(()) };
    // Visits of one moment are kept a microsecond apart, which must not cost a day.
    if let Some(days) = health::stay((now - stands.entered_at + 500_000) / 1_000_000) {
        run!(unit.conn, sqlx::query(STAY).bind(stands.stage_id).bind(days))?;
    }
    run!(unit.conn, sqlx::query(LEAVE).bind(opportunity.0).bind(now))?;
    Ok(())
}

/// It leaves the stage it is in and enters another. Two moves at one moment are kept one microsecond apart.
/// # Errors
/// [`StoreError`].
pub async fn enter(unit: &mut Unit, opportunity: OpportunityId, stage: Uuid) -> Result<(), StoreError> {
    leave(unit, opportunity).await?;
    let (last,): (Option<i64>,) = on!(unit.conn, c => sqlx::query_as(LAST).bind(opportunity.0).fetch_one(c))?;
    let entered = last.map_or(unit.now.0, |last| unit.now.0.max(last + 1));
    run!(unit.conn, sqlx::query(ENTER).bind(opportunity.0).bind(stage).bind(entered))?;
    Ok(())
}
