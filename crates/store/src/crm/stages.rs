//! Stages as they are kept by administrators: made, changed, put in order, taken out of use.
use crate::{Conn, StoreError, Unit, company::StageRecord, dialect, on, run, versions::missed};
use domain::ids::{CompanyId, StageId, TeamId};
use uuid::Uuid;

/// Nobody else changes the company's pipeline until the unit ends.
pub(crate) const LOCK: &str = "UPDATE stages SET retired = retired WHERE company_id = $1";
pub(crate) const INSERT: &str = "INSERT INTO stages (id, company_id, name, position, chance, team_id, folded) \
    SELECT $1, $2, $3, COALESCE(MAX(position), 0) + 1, $4, $5, $6 FROM stages WHERE company_id = $2";
pub(crate) const UPDATE: &str = "UPDATE stages SET version = version + 1, name = $4, chance = $5, team_id = $6, \
    folded = $7, retired = $8 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM stages WHERE company_id = $1 AND id = $2";
pub(crate) const POSITION: &str = "SELECT position FROM stages WHERE company_id = $1 AND id = $2";
pub(crate) const PLACE: &str = "UPDATE stages SET position = $3 WHERE company_id = $1 AND id = $2";
/// Open ones that stand in a stage, in the order in which all who change many lock them.
pub(crate) const STANDING: &str = "SELECT id, team_id FROM opportunities WHERE company_id = $1 AND state = 'open' \
    AND stage_id = $2 ORDER BY id LIMIT $3";
pub(crate) const COUNTS: &str = "SELECT stage_id, CAST(SUM(count) AS BIGINT) FROM opportunity_figures \
    WHERE company_id = $1 AND state = 'open' GROUP BY stage_id";

/// Nobody else changes the company's pipeline until the unit ends.
/// # Errors
/// [`StoreError`].
pub async fn lock(unit: &mut Unit, company: CompanyId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(LOCK).bind(company.0))?;
    Ok(())
}

pub(crate) fn held_sql(suffix: &str) -> String {
    format!(
        "SELECT id, version, name, chance, team_id, folded, retired, plan_id FROM stages WHERE company_id = $1 \
         AND id = $2{suffix}"
    )
}

/// A stage as it is now, and as it stays until the unit ends: who changes the pipeline waits, and then sees what came into
/// the stage meanwhile. Who changes it at this moment is waited for.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn hold(unit: &mut Unit, company: CompanyId, stage: StageId) -> Result<StageRecord, StoreError> {
    let sql = held_sql(dialect::for_share(unit.conn.engine()));
    let row: Option<StageRecord> = on!(unit.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(company.0).bind(stage.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Writes a new stage behind all others.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, company: CompanyId, row: &StageRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(company.0)
            .bind(&row.name)
            .bind(row.chance)
            .bind(row.team_id)
            .bind(row.folded)
    )?;
    Ok(())
}

/// Writes a changed stage if nobody changed it since `row.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, company: CompanyId, row: &StageRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(company.0)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(row.chance)
            .bind(row.team_id)
            .bind(row.folded)
            .bind(row.retired)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [company.0, row.id]).await)
}

/// Two stages change places.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn swap(unit: &mut Unit, company: CompanyId, one: StageId, other: StageId) -> Result<(), StoreError> {
    let mut places = Vec::with_capacity(2);
    for id in [one, other] {
        let place: Option<(i64,)> =
            on!(unit.conn, c => sqlx::query_as(POSITION).bind(company.0).bind(id.0).fetch_optional(c))?;
        places.push(place.ok_or(StoreError::NotFound)?.0);
    }
    // No two stand in one place, not even for a moment.
    for (id, place) in [(one, -1), (other, places[0]), (one, places[1])] {
        run!(unit.conn, sqlx::query(PLACE).bind(company.0).bind(id.0).bind(place))?;
    }
    Ok(())
}

/// Open opportunities of a stage with their teams, whoever owns them, at most so many.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_standing(
    conn: &mut Conn,
    company: CompanyId,
    stage: StageId,
    most: i64,
) -> Result<Vec<(Uuid, Option<TeamId>)>, StoreError> {
    let rows: Vec<(Uuid, Option<Uuid>)> =
        on!(conn, c => sqlx::query_as(STANDING).bind(company.0).bind(stage.0).bind(most).fetch_all(c))?;
    Ok(rows.into_iter().map(|(id, team)| (id, team.map(TeamId))).collect())
}

/// How many open opportunities stand in each stage, whoever owns them; stages with none are left out.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_counts(conn: &mut Conn, company: CompanyId) -> Result<Vec<(Uuid, i64)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(COUNTS).bind(company.0).fetch_all(c))?)
}
