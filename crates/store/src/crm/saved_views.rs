//! Saved views: somebody's own and those that are shared, and the one each person's pipeline opens with.
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::ids::{CompanyId, SavedViewId, UserId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT v.id, v.company_id, v.owner_id, v.version, v.name, v.path, v.query, v.shared, \
    v.position, u.name AS owner_name, CAST(CASE WHEN m.view_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS usual \
    FROM saved_views AS v JOIN users AS u ON u.id = v.owner_id \
    LEFT JOIN usual_views AS m ON m.user_id = $2 AND m.view_id = v.id \
    WHERE v.company_id = $1 AND (v.owner_id = $2 OR v.shared = 1) \
    ORDER BY CASE WHEN v.owner_id = $2 THEN 0 ELSE 1 END, v.position, v.id LIMIT 500";
pub(crate) const LOAD: &str = "SELECT v.id, v.company_id, v.owner_id, v.version, v.name, v.path, v.query, v.shared, \
    v.position, '' AS owner_name, CAST(0 AS BIGINT) AS usual \
    FROM saved_views AS v WHERE v.company_id = $1 AND v.id = $3 AND (v.owner_id = $2 OR v.shared = 1)";
pub(crate) const INSERT: &str = "INSERT INTO saved_views (id, company_id, owner_id, name, path, query, shared, position) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(crate) const UPDATE: &str = "UPDATE saved_views SET version = version + 1, name = $4, path = $5, query = $6, \
    shared = $7 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const DROP: &str = "DELETE FROM saved_views WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM saved_views WHERE company_id = $1 AND id = $2";
pub(crate) const PUT_USUAL: &str = "INSERT INTO usual_views (user_id, view_id) VALUES ($1, $2) \
    ON CONFLICT (user_id) DO UPDATE SET view_id = excluded.view_id";
pub(crate) const DROP_USUAL: &str = "DELETE FROM usual_views WHERE user_id = $1";
pub(crate) const FORGET_USUAL: &str = "DELETE FROM usual_views WHERE view_id = $1";
pub(crate) const USUAL: &str = "SELECT v.path, v.query FROM usual_views AS m JOIN saved_views AS v ON v.id = m.view_id \
    WHERE m.user_id = $2 AND v.company_id = $1 AND (v.owner_id = $2 OR v.shared = 1)";

/// A saved view's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct SavedViewRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub owner_id: Uuid,
    pub version: i64,
    pub name: String,
    pub path: String,
    pub query: String,
    pub shared: i64,
    pub position: i64,
    /// Whose it is, in lists; empty elsewhere.
    pub owner_name: String,
    /// Whether the reader's pipeline opens with it; only lists know.
    pub usual: i64,
}

/// What somebody has: their own and those that are shared, in their order.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId, reader: UserId) -> Result<Vec<SavedViewRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).bind(reader.0).fetch_all(c))?)
}

/// One of them.
/// # Errors
/// [`StoreError::NotFound`], also for somebody else's own.
pub async fn load(
    conn: &mut Conn,
    company: CompanyId,
    reader: UserId,
    id: SavedViewId,
) -> Result<SavedViewRecord, StoreError> {
    let row: Option<SavedViewRecord> =
        on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(reader.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Writes a new one.
/// # Errors
/// [`StoreError::Taken`] where its owner has one of that name.
pub async fn insert(unit: &mut Unit, row: &SavedViewRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(row.owner_id)
            .bind(&row.name)
            .bind(&row.path)
            .bind(&row.query)
            .bind(row.shared)
            .bind(row.position)
    )?;
    Ok(())
}

/// Writes a changed one if nobody changed it since `row.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, row: &SavedViewRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(&row.path)
            .bind(&row.query)
            .bind(row.shared)
    )?;
    if touched == 1 { Ok(row.version + 1) } else { Err(missed(unit, VERSION, [row.company_id, row.id]).await) }
}

/// Takes one away if nobody changed it since `row.version` was read; nobody's pipeline opens with it any more.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn drop(unit: &mut Unit, row: &SavedViewRecord) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(FORGET_USUAL).bind(row.id))?;
    let touched = run!(unit.conn, sqlx::query(DROP).bind(row.company_id).bind(row.id).bind(row.version))?;
    if touched == 1 { Ok(()) } else { Err(missed(unit, VERSION, [row.company_id, row.id]).await) }
}

/// Lets somebody's pipeline open with a view that was loaded for them, or with everything.
/// # Errors
/// [`StoreError`].
pub async fn set_usual(unit: &mut Unit, reader: UserId, view: Option<SavedViewId>) -> Result<(), StoreError> {
    match view {
        Some(view) => run!(unit.conn, sqlx::query(PUT_USUAL).bind(reader.0).bind(view.0))?,
        None => run!(unit.conn, sqlx::query(DROP_USUAL).bind(reader.0))?,
    };
    Ok(())
}

/// Path and query of what somebody's pipeline opens with.
/// # Errors
/// [`StoreError`].
pub async fn usual(
    conn: &mut Conn,
    company: CompanyId,
    reader: UserId,
) -> Result<Option<(String, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(USUAL).bind(company.0).bind(reader.0).fetch_optional(c))?)
}
