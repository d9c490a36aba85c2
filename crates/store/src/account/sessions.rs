//! Sessions of people signed in; only the hash of the cookie is kept.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, UserId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO sessions \
    (token_hash, company_id, user_id, created_at, seen_at, expires_at, agent) VALUES ($1, $2, $3, $4, $4, $5, $6)";
pub(crate) const ADMIT: &str = "SELECT s.company_id, s.user_id, s.created_at, s.seen_at, s.expires_at, u.name, \
    u.role, u.language, u.team_id, u.active, c.time_zone, c.currency, c.sellers_see_margin FROM sessions AS s \
    JOIN users AS u ON u.id = s.user_id JOIN companies AS c ON c.id = s.company_id WHERE s.token_hash = $1";
pub(crate) const TOUCH: &str = "UPDATE sessions SET seen_at = $2, expires_at = $3 WHERE token_hash = $1";
pub(crate) const END: &str = "DELETE FROM sessions WHERE token_hash = $1";
pub(crate) const END_OTHERS: &str = "DELETE FROM sessions WHERE user_id = $1 AND token_hash <> $2";
pub(crate) const END_OLD: &str = "DELETE FROM sessions WHERE user_id = $1 AND expires_at <= $2";

/// A session with what the gate needs of its person.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct SessionRecord {
    pub company_id: Uuid,
    pub user_id: Uuid,
    pub created_at: i64,
    pub seen_at: i64,
    pub expires_at: i64,
    pub name: String,
    pub role: String,
    pub language: String,
    pub team_id: Option<Uuid>,
    pub active: i64,
    pub time_zone: String,
    pub currency: String,
    pub sellers_see_margin: i64,
}

/// Begins a session, and forgets the same person's that have ended.
/// # Errors
/// [`StoreError`].
pub async fn begin(
    unit: &mut Unit,
    token_hash: &[u8],
    company: CompanyId,
    user: UserId,
    expires_at: i64,
    agent: &str,
) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(END_OLD).bind(user.0).bind(now))?;
    run!(
        unit.conn,
        sqlx::query(INSERT).bind(token_hash).bind(company.0).bind(user.0).bind(now).bind(expires_at).bind(agent)
    )?;
    Ok(())
}

/// The session whose cookie has this hash: the gate that admits people.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unscoped_find(conn: &mut Conn, token_hash: &[u8]) -> Result<SessionRecord, StoreError> {
    let row: Option<SessionRecord> = on!(conn, c => sqlx::query_as(ADMIT).bind(token_hash).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Notes that the person is still there.
/// # Errors
/// [`StoreError`].
pub async fn touch(unit: &mut Unit, token_hash: &[u8], expires_at: i64) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(TOUCH).bind(token_hash).bind(now).bind(expires_at))?;
    Ok(())
}

/// Ends one session.
/// # Errors
/// [`StoreError`].
pub async fn end(unit: &mut Unit, token_hash: &[u8]) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(END).bind(token_hash))?;
    Ok(())
}

/// Ends a person's sessions but the one to `keep` (an empty hash keeps none).
/// # Errors
/// [`StoreError`].
pub async fn end_others(unit: &mut Unit, user: UserId, keep: &[u8]) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(END_OTHERS).bind(user.0).bind(keep))?;
    Ok(())
}
