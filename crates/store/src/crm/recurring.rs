//! Plans of recurring revenue: the company's list, and what uses one.
use crate::{Conn, StoreError, Unit, dialect, on, run};
use domain::ids::{CompanyId, OpportunityId, RecurringPlanId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, name, folded, months, retired, created_at \
    FROM recurring_plans WHERE company_id = $1 ORDER BY months, folded LIMIT 200";
const LOAD: &str = "SELECT id, company_id, version, name, folded, months, retired, created_at FROM recurring_plans \
    WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO recurring_plans (id, company_id, name, folded, months, retired, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
pub(crate) const UPDATE: &str = "UPDATE recurring_plans SET version = version + 1, name = $4, folded = $5, months = $6, \
    retired = $7 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const DROP: &str = "DELETE FROM recurring_plans WHERE company_id = $1 AND id = $2";
pub(crate) const ANY: &str = "SELECT 1 FROM opportunities WHERE company_id = $1 AND recurring > 0 LIMIT 1";
pub(crate) const USED: &str = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM opportunities \
    WHERE recurring_plan_id = $2 AND company_id = $1 LIMIT $3) AS seen";
pub(crate) const OF: &str =
    "SELECT id FROM opportunities WHERE recurring_plan_id = $2 AND company_id = $1 ORDER BY id LIMIT $3";

/// A recurring plan's row: for how many months an amount stands.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PlanRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub folded: String,
    pub months: i64,
    pub retired: i64,
    pub created_at: i64,
}

/// All plans of the company, the shortest first, retired ones too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<PlanRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

pub(crate) fn load_sql(suffix: &str) -> String {
    format!("{LOAD}{suffix}")
}

/// One of the company's plans, locked until the unit ends: who counts by its months, and who changes or removes it, wait
/// for each other.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load_for_update(
    unit: &mut Unit,
    company: CompanyId,
    plan: RecurringPlanId,
) -> Result<PlanRecord, StoreError> {
    let sql = load_sql(dialect::for_update(unit.conn.engine()));
    let row: Option<PlanRecord> = on!(unit.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(company.0).bind(plan.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Writes a new plan.
/// # Errors
/// [`StoreError::Taken`].
pub async fn insert(unit: &mut Unit, row: &PlanRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(&row.name)
            .bind(&row.folded)
            .bind(row.months)
            .bind(row.retired)
            .bind(row.created_at)
    )?;
    Ok(())
}

/// Writes a changed plan that was loaded by [`load_for_update`]; answers the new version.
/// # Errors
/// [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, row: &PlanRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(&row.folded)
            .bind(row.months)
            .bind(row.retired)
    )?;
    if touched == 1 { Ok(row.version + 1) } else { Err(StoreError::NotFound) }
}

/// Removes a plan that nothing uses any more.
/// # Errors
/// [`StoreError`].
pub async fn remove(unit: &mut Unit, company: CompanyId, plan: RecurringPlanId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP).bind(company.0).bind(plan.0))?;
    Ok(())
}

/// Whether anything of the company recurs: only then there is something to show.
/// # Errors
/// [`StoreError`].
pub async fn any(conn: &mut Conn, company: CompanyId) -> Result<bool, StoreError> {
    let row: Option<(i32,)> = on!(conn, c => sqlx::query_as(ANY).bind(company.0).fetch_optional(c))?;
    Ok(row.is_some())
}

/// How many opportunities use a plan, whatever became of them, counted no further than `most`.
/// # Errors
/// [`StoreError`].
pub async fn used(conn: &mut Conn, company: CompanyId, plan: RecurringPlanId, most: i64) -> Result<i64, StoreError> {
    let (count,): (i64,) = on!(conn, c => sqlx::query_as(USED).bind(company.0).bind(plan.0).bind(most).fetch_one(c))?;
    Ok(count)
}

/// Which use a plan, whoever works on them, at most so many. Whoever asks takes the plan away from all of them.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_using(
    unit: &mut Unit,
    company: CompanyId,
    plan: RecurringPlanId,
    most: i64,
) -> Result<Vec<OpportunityId>, StoreError> {
    let rows: Vec<(Uuid,)> =
        on!(unit.conn, c => sqlx::query_as(OF).bind(company.0).bind(plan.0).bind(most).fetch_all(c))?;
    Ok(rows.into_iter().map(|(id,)| OpportunityId(id)).collect())
}
