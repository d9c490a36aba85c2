//! The opportunity's own row.
use super::duplicates;
use crate::{Conn, Scope, StoreError, Unit, dialect, on, run, scoped, versions::missed};
use domain::ids::{CompanyId, OpportunityId};
use uuid::Uuid;

const COLUMNS: &str = "id, company_id, version, title, party_id, contact_name, email, phone, owner_id, team_id, \
    stage_id, state, lost_reason, expected, chance, weighted, expected_close, closed_on, priority, source, search, \
    recurring, recurring_plan_id, monthly, monthly_weighted, created_at, updated_at";

pub(crate) const INSERT: &str = "INSERT INTO opportunities (id, company_id, title, party_id, contact_name, email, \
    phone, owner_id, team_id, stage_id, state, lost_reason, expected, chance, weighted, expected_close, closed_on, \
    priority, source, search, created_at, updated_at, email_key, phone_key, recurring, recurring_plan_id, monthly, \
    monthly_weighted) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
    $20, $21, $22, $23, $24, $25, $26, $27, $28)";
pub(crate) const UPDATE: &str = "UPDATE opportunities SET version = version + 1, title = $4, party_id = $5, \
    contact_name = $6, email = $7, phone = $8, owner_id = $9, team_id = $10, stage_id = $11, state = $12, \
    lost_reason = $13, expected = $14, chance = $15, weighted = $16, expected_close = $17, closed_on = $18, \
    priority = $19, source = $20, search = $21, updated_at = $22, email_key = $23, phone_key = $24, \
    recurring = $25, recurring_plan_id = $26, monthly = $27, monthly_weighted = $28 \
    WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM opportunities WHERE company_id = $1 AND id = $2";
pub(crate) const NAMES: &str = "SELECT (SELECT name FROM parties WHERE company_id = $1 AND id = $2) AS party, \
    (SELECT name FROM users WHERE company_id = $1 AND id = $3) AS owner, \
    (SELECT name FROM teams WHERE company_id = $1 AND id = $4) AS team, \
    (SELECT name FROM recurring_plans WHERE company_id = $1 AND id = $5) AS plan";

/// An opportunity's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct OpportunityRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub title: String,
    pub party_id: Option<Uuid>,
    pub contact_name: String,
    pub email: String,
    pub phone: String,
    pub owner_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
    pub stage_id: Uuid,
    pub state: String,
    pub lost_reason: String,
    pub expected: i64,
    pub chance: i64,
    pub weighted: i64,
    pub expected_close: Option<String>,
    pub closed_on: Option<String>,
    pub priority: i64,
    pub source: String,
    pub search: String,
    pub recurring: i64,
    pub recurring_plan_id: Option<Uuid>,
    pub monthly: i64,
    pub monthly_weighted: i64,
    pub created_at: i64,
    pub updated_at: i64,
}

/// What its neighbours are called.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
#[allow(missing_docs)] // Named after the columns it follows.
pub struct Names {
    pub party: Option<String>,
    pub owner: Option<String>,
    pub team: Option<String>,
    pub plan: Option<String>,
}

pub(crate) fn find_sql(scope: &Scope, suffix: &str) -> String {
    let condition = scope.condition("opportunities", 3);
    format!(
        "SELECT {COLUMNS} FROM opportunities WHERE company_id = $1 AND id = $2 AND merged_into IS NULL{condition}{suffix}"
    )
}

pub(crate) fn unscoped_sql(suffix: &str) -> String {
    format!("SELECT {COLUMNS} FROM opportunities WHERE company_id = $1 AND id = $2{suffix}")
}

/// An opportunity of the company whoever owns it, locked until the unit ends: for what a customer's act does to it.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unscoped_load_for_update(
    unit: &mut Unit,
    company: CompanyId,
    id: OpportunityId,
) -> Result<OpportunityRecord, StoreError> {
    let sql = unscoped_sql(dialect::for_update(unit.conn.engine()));
    let row: Option<OpportunityRecord> = on!(unit.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// An opportunity within a scope. One that was merged into another is not there.
/// # Errors
/// [`StoreError::NotFound`] when it is not there or not within the scope.
pub async fn load(conn: &mut Conn, scope: &Scope, id: OpportunityId) -> Result<OpportunityRecord, StoreError> {
    let sql = find_sql(scope, "");
    fetch(conn, scope, id, &sql).await
}

/// As [`load`], locked until the unit ends.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load_for_update(
    unit: &mut Unit,
    scope: &Scope,
    id: OpportunityId,
) -> Result<OpportunityRecord, StoreError> {
    let sql = find_sql(scope, dialect::for_update(unit.conn.engine()));
    fetch(&mut unit.conn, scope, id, &sql).await
}

async fn fetch(conn: &mut Conn, scope: &Scope, id: OpportunityId, sql: &str) -> Result<OpportunityRecord, StoreError> {
    let row: Option<OpportunityRecord> = on!(conn, c => scoped!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(scope.company.0).bind(id.0), scope).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Names of the customer, the owner, the team and the plan of a row that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn names(conn: &mut Conn, row: &OpportunityRecord) -> Result<Names, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(NAMES)
        .bind(row.company_id).bind(row.party_id).bind(row.owner_id).bind(row.team_id)
        .bind(row.recurring_plan_id).fetch_one(c))?)
}

/// Writes a new opportunity.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, row: &OpportunityRecord) -> Result<(), StoreError> {
    let (email, phone) = duplicates::keys(&mut unit.conn, row.company_id, &row.email, &row.phone).await?;
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(&row.title)
            .bind(row.party_id)
            .bind(&row.contact_name)
            .bind(&row.email)
            .bind(&row.phone)
            .bind(row.owner_id)
            .bind(row.team_id)
            .bind(row.stage_id)
            .bind(&row.state)
            .bind(&row.lost_reason)
            .bind(row.expected)
            .bind(row.chance)
            .bind(row.weighted)
            .bind(&row.expected_close)
            .bind(&row.closed_on)
            .bind(row.priority)
            .bind(&row.source)
            .bind(&row.search)
            .bind(row.created_at)
            .bind(row.updated_at)
            .bind(&email)
            .bind(&phone)
            .bind(row.recurring)
            .bind(row.recurring_plan_id)
            .bind(row.monthly)
            .bind(row.monthly_weighted)
    )?;
    Ok(())
}

/// Writes a changed opportunity if nobody changed it since `row.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, row: &OpportunityRecord) -> Result<i64, StoreError> {
    let (email, phone) = duplicates::keys(&mut unit.conn, row.company_id, &row.email, &row.phone).await?;
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.title)
            .bind(row.party_id)
            .bind(&row.contact_name)
            .bind(&row.email)
            .bind(&row.phone)
            .bind(row.owner_id)
            .bind(row.team_id)
            .bind(row.stage_id)
            .bind(&row.state)
            .bind(&row.lost_reason)
            .bind(row.expected)
            .bind(row.chance)
            .bind(row.weighted)
            .bind(&row.expected_close)
            .bind(&row.closed_on)
            .bind(row.priority)
            .bind(&row.source)
            .bind(&row.search)
            .bind(row.updated_at)
            .bind(&email)
            .bind(&phone)
            .bind(row.recurring)
            .bind(row.recurring_plan_id)
            .bind(row.monthly)
            .bind(row.monthly_weighted)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [row.company_id, row.id]).await)
}

/// What is searched: the customer's name (once, also where the title has it), the title, the contact person.
pub fn search_text(party: &str, title: &str, contact: &str) -> String {
    let party = if title.contains(party) { "" } else { party };
    domain::text::fold(&format!("{party} {title} {contact}"))
}
