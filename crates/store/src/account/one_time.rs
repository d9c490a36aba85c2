//! Links that work once: the first sign-in, an invitation, a new password.
use crate::{Conn, StoreError, Unit, dialect, on, run};
use domain::ids::{CompanyId, UserId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO one_time_links \
    (token_hash, company_id, user_id, purpose, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
pub(crate) const REPLACE: &str =
    "UPDATE one_time_links SET used_at = $2 WHERE user_id = $1 AND purpose = $3 AND used_at IS NULL";
pub(crate) const IN_FORCE: &str = "SELECT COUNT(*) FROM one_time_links \
    WHERE user_id = $1 AND purpose = $3 AND used_at IS NULL AND expires_at > $2";
pub(crate) const FIND: &str = "SELECT company_id, user_id, purpose FROM one_time_links \
    WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
pub(crate) const SPEND: &str = "UPDATE one_time_links SET used_at = $2 \
    WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING company_id, user_id, purpose";
pub(crate) const SPEND_ALL: &str = "UPDATE one_time_links SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL";

/// Locks a person's row, so that two who ask at once are counted one after the other.
pub(crate) fn hold_sql(suffix: &str) -> String {
    format!("SELECT id FROM users WHERE id = $1{suffix}")
}

/// A link in force.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct OneTimeRecord {
    pub company_id: Uuid,
    pub user_id: Uuid,
    /// `first`, `invite`, `reset`.
    pub purpose: String,
}

/// Makes a link; an earlier one of the same purpose stops working.
/// # Errors
/// [`StoreError`].
pub async fn make(
    unit: &mut Unit,
    token_hash: &[u8],
    company: CompanyId,
    user: UserId,
    purpose: &str,
    expires_at: i64,
) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(REPLACE).bind(user.0).bind(now).bind(purpose))?;
    add(unit, token_hash, company, user, purpose, expires_at).await
}

/// A person's links of a purpose that are in force; nobody else makes one before the unit ends.
/// # Errors
/// [`StoreError`].
pub async fn in_force(unit: &mut Unit, user: UserId, purpose: &str) -> Result<i64, StoreError> {
    let now = unit.now.0;
    let sql = hold_sql(dialect::for_update(unit.conn.engine()));
    let _: Option<(Uuid,)> =
        on!(unit.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(user.0).fetch_optional(c))?;
    let row: (i64,) = on!(unit.conn, c => sqlx::query_as(IN_FORCE).bind(user.0).bind(now).bind(purpose).fetch_one(c))?;
    Ok(row.0)
}

/// Makes a link; earlier ones go on working.
/// # Errors
/// [`StoreError`].
pub async fn add(
    unit: &mut Unit,
    token_hash: &[u8],
    company: CompanyId,
    user: UserId,
    purpose: &str,
    expires_at: i64,
) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(
        unit.conn,
        sqlx::query(INSERT).bind(token_hash).bind(company.0).bind(user.0).bind(purpose).bind(now).bind(expires_at)
    )?;
    Ok(())
}

/// The link with this hash, where it is still in force at `now`.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_find(conn: &mut Conn, token_hash: &[u8], now: i64) -> Result<Option<OneTimeRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(token_hash).bind(now).fetch_optional(c))?)
}

/// Spends a link: of many who try at once, one gets it.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_spend(unit: &mut Unit, token_hash: &[u8]) -> Result<Option<OneTimeRecord>, StoreError> {
    let now = unit.now.0;
    Ok(on!(unit.conn, c => sqlx::query_as(SPEND).bind(token_hash).bind(now).fetch_optional(c))?)
}

/// Spends every link of a person.
/// # Errors
/// [`StoreError`].
pub async fn spend_all(unit: &mut Unit, user: UserId) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(SPEND_ALL).bind(user.0).bind(now))?;
    Ok(())
}
