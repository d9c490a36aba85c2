//! Activities: what is to be done about opportunities.
use crate::{Conn, Scope, StoreError, Unit, on, run, scoped, versions::missed};
use domain::ids::{ActivityId, CompanyId, OpportunityId};
use uuid::Uuid;

pub(crate) const LOAD: &str = "SELECT id, company_id, opportunity_id, version, kind, summary, note, due_on, user_id, \
    made_by, state, ended_by, ended_at, feedback, created_at, type_id, launch_id, step_id FROM activities WHERE id = $1 AND company_id = $2";
pub(crate) const INSERT: &str = "INSERT INTO activities (id, company_id, opportunity_id, kind, summary, note, due_on, \
    user_id, made_by, created_at, type_id, launch_id, step_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, \
    $12, $13)";
pub(crate) const UPDATE: &str = "UPDATE activities SET version = version + 1, kind = $4, summary = $5, note = $6, \
    due_on = $7, user_id = $8, state = $9, ended_by = $10, ended_at = $11, feedback = $12, type_id = $13 \
    WHERE id = $1 AND company_id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM activities WHERE id = $1 AND company_id = $2";
pub(crate) const OPEN: &str = "SELECT a.id, a.opportunity_id, a.version, a.kind, a.summary, a.note, a.due_on, \
    a.user_id, u.name AS user_name, a.type_id, y.name AS type_name FROM activities AS a \
    JOIN users AS u ON u.id = a.user_id LEFT JOIN activity_types AS y ON y.id = a.type_id \
    WHERE a.opportunity_id = $1 AND a.company_id = $2 AND a.state = 'open' ORDER BY a.due_on, a.id LIMIT $3";
// What somebody plans is no change of the opportunity itself: its version stays.
pub(crate) const KEEP_NEXT: &str = "UPDATE opportunities SET next_due_on = (SELECT MIN(a.due_on) FROM activities AS a \
    WHERE a.opportunity_id = $2 AND a.state = 'open') WHERE company_id = $1 AND id = $2";

/// An activity's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ActivityRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub opportunity_id: Uuid,
    pub version: i64,
    pub kind: String,
    pub summary: String,
    pub note: String,
    pub due_on: String,
    pub user_id: Uuid,
    pub made_by: Uuid,
    pub state: String,
    pub ended_by: Option<Uuid>,
    pub ended_at: Option<i64>,
    pub feedback: String,
    pub created_at: i64,
    pub type_id: Option<Uuid>,
    pub launch_id: Option<Uuid>,
    pub step_id: Option<Uuid>,
}

/// An open activity, as its opportunity shows it.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct OpenRow {
    pub id: Uuid,
    pub opportunity_id: Uuid,
    pub version: i64,
    pub kind: String,
    pub summary: String,
    pub note: String,
    pub due_on: String,
    pub user_id: Uuid,
    pub user_name: String,
    pub type_id: Option<Uuid>,
    pub type_name: Option<String>,
}

/// An open activity of one person, with what it is about.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct MineRow {
    #[sqlx(flatten)]
    pub open: OpenRow,
    pub title: String,
    pub party_name: Option<String>,
    /// Of the opportunity, in millionths.
    pub expected: i64,
}

/// An activity of the company. Whoever asks still has to load its opportunity through a scope.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unscoped_load(conn: &mut Conn, company: CompanyId, id: ActivityId) -> Result<ActivityRecord, StoreError> {
    let row: Option<ActivityRecord> =
        on!(conn, c => sqlx::query_as(LOAD).bind(id.0).bind(company.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Writes a new activity.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, row: &ActivityRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(row.opportunity_id)
            .bind(&row.kind)
            .bind(&row.summary)
            .bind(&row.note)
            .bind(&row.due_on)
            .bind(row.user_id)
            .bind(row.made_by)
            .bind(row.created_at)
            .bind(row.type_id)
            .bind(row.launch_id)
            .bind(row.step_id)
    )?;
    keep_next(unit, row.company_id, row.opportunity_id).await
}

/// Keeps the day of the first open activity with its opportunity, so that boards and lists need not look it up. Whatever
/// writes activities calls it in the same unit.
pub(super) async fn keep_next(unit: &mut Unit, company: Uuid, opportunity: Uuid) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(KEEP_NEXT).bind(company).bind(opportunity))?;
    Ok(())
}

/// Writes a changed activity if nobody changed it since `row.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, row: &ActivityRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.id)
            .bind(row.company_id)
            .bind(row.version)
            .bind(&row.kind)
            .bind(&row.summary)
            .bind(&row.note)
            .bind(&row.due_on)
            .bind(row.user_id)
            .bind(&row.state)
            .bind(row.ended_by)
            .bind(row.ended_at)
            .bind(&row.feedback)
            .bind(row.type_id)
    )?;
    if touched == 1 {
        keep_next(unit, row.company_id, row.opportunity_id).await?;
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [row.id, row.company_id]).await)
}

/// Open activities of an opportunity that was loaded through its scope, the first due first.
/// # Errors
/// [`StoreError`].
pub async fn open(
    conn: &mut Conn,
    company: CompanyId,
    opportunity: OpportunityId,
    most: i64,
) -> Result<Vec<OpenRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OPEN).bind(opportunity.0).bind(company.0).bind(most).fetch_all(c))?)
}

/// Opportunities that are asked about at once.
const GROUP: usize = 50;

/// A planned activity, as a matrix counts it.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PlannedRow {
    pub opportunity_id: Uuid,
    pub kind: String,
    pub type_id: Option<Uuid>,
    pub summary: String,
    pub due_on: String,
}

pub(crate) fn open_of_many_sql() -> String {
    let places: Vec<String> = (2..GROUP + 2).map(|place| format!("${place}")).collect();
    format!(
        "SELECT opportunity_id, kind, type_id, summary, due_on FROM activities WHERE company_id = $1 AND state = 'open' \
         AND opportunity_id IN ({}) ORDER BY due_on, id LIMIT 5000",
        places.join(", ")
    )
}

/// Open activities of opportunities that were read through their scope; of each, the first due first.
/// # Errors
/// [`StoreError`].
pub async fn open_of_many(conn: &mut Conn, company: CompanyId, ids: &[Uuid]) -> Result<Vec<PlannedRow>, StoreError> {
    let sql = open_of_many_sql();
    let mut all = Vec::new();
    for group in ids.chunks(GROUP) {
        macro_rules! bound {
            () => {{
                let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0);
                for place in 0..GROUP {
                    query = query.bind(group.get(place).copied().unwrap_or_default());
                }
                query
            }};
        }
        let found: Vec<PlannedRow> = on!(conn, c => bound!().fetch_all(c))?;
        all.extend(found);
    }
    Ok(all)
}

pub(crate) fn mine_sql(scope: &Scope) -> String {
    let scope = scope.condition("o", 5);
    format!(
        "SELECT a.id, a.opportunity_id, a.version, a.kind, a.summary, a.note, a.due_on, a.user_id, \
         u.name AS user_name, a.type_id, y.name AS type_name, o.title, o.expected, p.name AS party_name FROM activities AS a \
         JOIN users AS u ON u.id = a.user_id LEFT JOIN activity_types AS y ON y.id = a.type_id JOIN opportunities AS o ON o.id = a.opportunity_id \
         LEFT JOIN parties AS p ON p.id = o.party_id \
         WHERE o.company_id = $1 AND a.user_id = $2 AND a.state = 'open' AND a.due_on <= $3 AND o.state = 'open'{scope} \
         ORDER BY a.due_on, a.id LIMIT $4"
    )
}

/// Open activities of the scope's person that are due by a day (ISO text), the first due first.
/// # Errors
/// [`StoreError`].
pub async fn mine(conn: &mut Conn, scope: &Scope, until: &str, most: i64) -> Result<Vec<MineRow>, StoreError> {
    let sql = mine_sql(scope);
    Ok(on!(conn, c => scoped!(sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(scope.company.0).bind(scope.user.0).bind(until).bind(most), scope).fetch_all(c))?)
}
