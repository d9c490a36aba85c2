//! What rules gave to whom and why: by which capacities are counted, and what rules look at.
use crate::{Conn, Scope, StoreError, Unit, on, run, scoped};
use domain::ids::{CompanyId, OpportunityId, TeamId};
use uuid::Uuid;

/// Of each member: how many since two moments, and when the last one.
pub(crate) const COUNTS: &str = "SELECT m.user_id, \
    (SELECT COUNT(*) FROM assignments AS a WHERE a.team_id = m.team_id AND a.user_id = m.user_id \
        AND a.undone_at IS NULL AND a.given_at > $3) AS day, \
    (SELECT COUNT(*) FROM assignments AS a WHERE a.team_id = m.team_id AND a.user_id = m.user_id \
        AND a.undone_at IS NULL AND a.given_at > $4) AS month, \
    (SELECT MAX(a.given_at) FROM assignments AS a WHERE a.team_id = m.team_id AND a.user_id = m.user_id \
        AND a.undone_at IS NULL) AS last FROM team_members AS m WHERE m.company_id = $1 AND m.team_id = $2";
pub(crate) const INSERT: &str = "INSERT INTO assignments (id, company_id, opportunity_id, team_id, user_id, given_at, \
    batch_id, version, team_before_id, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(crate) const LATEST: &str = "SELECT id, company_id, opportunity_id, team_id, user_id, given_at, batch_id, version, \
    team_before_id, reason, undone_at FROM assignments WHERE company_id = $1 AND opportunity_id = $2 AND undone_at IS NULL \
    ORDER BY given_at DESC, id DESC LIMIT 1";
pub(crate) const OF_BATCH: &str = "SELECT id, company_id, opportunity_id, team_id, user_id, given_at, batch_id, version, \
    team_before_id, reason, undone_at FROM assignments WHERE company_id = $1 AND batch_id = $2 ORDER BY opportunity_id";
pub(crate) const UNDO: &str = "UPDATE assignments SET undone_at = $3 WHERE company_id = $1 AND id = $2";
/// Those of late, the latest first, with what rules look at.
pub(crate) const OF_LATE: &str = "SELECT o.id, o.version, o.title, o.source, o.expected, o.chance, o.team_id, \
    o.owner_id, o.created_at, p.name AS party, p.country, p.language FROM opportunities AS o \
    LEFT JOIN parties AS p ON p.id = o.party_id \
    WHERE o.company_id = $1 AND o.created_at > $2 AND o.merged_into IS NULL \
    ORDER BY o.created_at DESC, o.id DESC LIMIT $3";

/// How many a member was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // Named after the columns it follows.
pub struct CountRow {
    pub user_id: Uuid,
    pub day: i64,
    pub month: i64,
    pub last: Option<i64>,
}

/// What rules decided about an opportunity.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct AssignmentRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub opportunity_id: Uuid,
    pub team_id: Option<Uuid>,
    pub user_id: Option<Uuid>,
    pub given_at: i64,
    pub batch_id: Option<Uuid>,
    pub version: i64,
    pub team_before_id: Option<Uuid>,
    pub reason: String,
    pub undone_at: Option<i64>,
}

/// An opportunity with what rules look at.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct CandidateRow {
    pub id: Uuid,
    pub version: i64,
    pub title: String,
    pub source: String,
    pub expected: i64,
    pub chance: i64,
    pub team_id: Option<Uuid>,
    pub owner_id: Option<Uuid>,
    pub created_at: i64,
    pub party: Option<String>,
    pub country: Option<String>,
    pub language: Option<String>,
}

/// How many each member of a team was given since two moments; in a unit that holds the team.
/// # Errors
/// [`StoreError`].
pub async fn counts(
    conn: &mut Conn,
    company: CompanyId,
    team: TeamId,
    (day, month): (i64, i64),
) -> Result<Vec<CountRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(COUNTS).bind(company.0).bind(team.0).bind(day).bind(month).fetch_all(c))?)
}

/// Writes what was decided.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, row: &AssignmentRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(row.opportunity_id)
            .bind(row.team_id)
            .bind(row.user_id)
            .bind(row.given_at)
            .bind(row.batch_id)
            .bind(row.version)
            .bind(row.team_before_id)
            .bind(&row.reason)
    )?;
    Ok(())
}

/// What was decided last, and stands, about an opportunity that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn latest(
    conn: &mut Conn,
    company: CompanyId,
    id: OpportunityId,
) -> Result<Option<AssignmentRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LATEST).bind(company.0).bind(id.0).fetch_optional(c))?)
}

/// What was given with one press, by opportunity.
/// # Errors
/// [`StoreError`].
pub async fn of_batch(conn: &mut Conn, company: CompanyId, batch: Uuid) -> Result<Vec<AssignmentRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF_BATCH).bind(company.0).bind(batch).fetch_all(c))?)
}

/// Notes that it was taken back.
/// # Errors
/// [`StoreError`].
pub async fn undo(unit: &mut Unit, company: CompanyId, id: Uuid) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(UNDO).bind(company.0).bind(id).bind(now))?;
    Ok(())
}

pub(crate) fn waiting_sql(scope: &Scope) -> String {
    let condition = scope.condition("o", 3);
    format!(
        "SELECT o.id, o.version, o.title, o.source, o.expected, o.chance, o.team_id, o.owner_id, o.created_at, \
         (SELECT p.name FROM parties AS p WHERE p.id = o.party_id) AS party, \
         (SELECT p.country FROM parties AS p WHERE p.id = o.party_id) AS country, \
         (SELECT p.language FROM parties AS p WHERE p.id = o.party_id) AS language FROM opportunities AS o \
         WHERE o.company_id = $1 AND o.owner_id IS NULL AND o.state = 'open' AND o.merged_into IS NULL{condition} \
         ORDER BY o.chance DESC, o.id LIMIT $2"
    )
}

/// Open opportunities that nobody works on, the best chances first.
/// # Errors
/// [`StoreError`].
pub async fn waiting(conn: &mut Conn, scope: &Scope, most: i64) -> Result<Vec<CandidateRow>, StoreError> {
    let sql = waiting_sql(scope);
    Ok(on!(conn, c => scoped!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(most), scope).fetch_all(c))?)
}

/// Opportunities made since a moment, in whatever state, the latest first.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_of_late(
    conn: &mut Conn,
    company: CompanyId,
    since: i64,
    most: i64,
) -> Result<Vec<CandidateRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF_LATE).bind(company.0).bind(since).bind(most).fetch_all(c))?)
}
