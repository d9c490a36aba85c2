//! Types of activities: the company's list, and which of them follow which.
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::ids::{ActivityTypeId, CompanyId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, name, folded, kind, days, from_due, summary, note, \
    user_id, chain, position, retired, created_at FROM activity_types WHERE company_id = $1 ORDER BY position, id LIMIT 200";
pub(crate) const INSERT: &str = "INSERT INTO activity_types (id, company_id, name, folded, kind, days, from_due, summary, \
    note, user_id, chain, position, retired, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
pub(crate) const UPDATE: &str = "UPDATE activity_types SET version = version + 1, name = $4, folded = $5, kind = $6, \
    days = $7, from_due = $8, summary = $9, note = $10, user_id = $11, chain = $12, retired = $13 \
    WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM activity_types WHERE company_id = $1 AND id = $2";
pub(crate) const NEXT: &str = "SELECT type_id, next_id FROM activity_type_next WHERE company_id = $1 \
    ORDER BY type_id, position LIMIT 2000";
pub(crate) const CLEAR_NEXT: &str = "DELETE FROM activity_type_next WHERE company_id = $1 AND type_id = $2";
pub(crate) const PUT_NEXT: &str =
    "INSERT INTO activity_type_next (type_id, next_id, company_id, position) VALUES ($1, $2, $3, $4)";

/// An activity type's row; without a name it is called as its kind is.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct TypeRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub folded: Option<String>,
    pub kind: String,
    pub days: i64,
    pub from_due: i64,
    pub summary: String,
    pub note: String,
    pub user_id: Option<Uuid>,
    pub chain: String,
    pub position: i64,
    pub retired: i64,
    pub created_at: i64,
}

/// All types of the company in their order, retired ones too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<TypeRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// Which types follow which: pairs of a type and one that follows it, in their order.
/// # Errors
/// [`StoreError`].
pub async fn next(conn: &mut Conn, company: CompanyId) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(NEXT).bind(company.0).fetch_all(c))?)
}

/// Writes a new type.
/// # Errors
/// [`StoreError::Taken`] where another has its name.
pub async fn insert(unit: &mut Unit, row: &TypeRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(&row.name)
            .bind(&row.folded)
            .bind(&row.kind)
            .bind(row.days)
            .bind(row.from_due)
            .bind(&row.summary)
            .bind(&row.note)
            .bind(row.user_id)
            .bind(&row.chain)
            .bind(row.position)
            .bind(row.retired)
            .bind(row.created_at)
    )?;
    Ok(())
}

/// Writes a changed type if nobody changed it since `row.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, row: &TypeRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(&row.folded)
            .bind(&row.kind)
            .bind(row.days)
            .bind(row.from_due)
            .bind(&row.summary)
            .bind(&row.note)
            .bind(row.user_id)
            .bind(&row.chain)
            .bind(row.retired)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [row.company_id, row.id]).await)
}

/// Writes which types follow one, in their order. Whoever calls it moves the type's version.
/// # Errors
/// [`StoreError`].
pub async fn set_next(
    unit: &mut Unit,
    company: CompanyId,
    of: ActivityTypeId,
    next: &[ActivityTypeId],
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(CLEAR_NEXT).bind(company.0).bind(of.0))?;
    for (position, id) in (1_i64..).zip(next) {
        run!(unit.conn, sqlx::query(PUT_NEXT).bind(of.0).bind(id.0).bind(company.0).bind(position))?;
    }
    Ok(())
}
