//! The customer's shelf: one-time keys that are mailed, sessions, and what was sent to an address.
use crate::{Conn, StoreError, Unit, on, run};
use uuid::Uuid;

pub(crate) const KNOWN: &str = "SELECT l.company_id, q.language, l.recipient_name FROM quote_links AS l \
    JOIN quotes AS q ON q.id = l.quote_id \
    WHERE LOWER(l.recipient_email) = $1 AND l.revoked_at IS NULL ORDER BY l.created_at DESC, l.id LIMIT 1";
pub(crate) const RECENT: &str = "SELECT COUNT(*) FROM shelf_keys WHERE email = $1 AND created_at > $2";
pub(crate) const INSERT_KEY: &str =
    "INSERT INTO shelf_keys (token_hash, email, created_at, expires_at) VALUES ($1, $2, $3, $4)";
/// Of many who try at once, one gets it.
pub(crate) const SPEND: &str = "UPDATE shelf_keys SET spent_at = $2 \
    WHERE token_hash = $1 AND spent_at IS NULL AND expires_at > $2 RETURNING email";
pub(crate) const INSERT_SESSION: &str =
    "INSERT INTO shelf_sessions (token_hash, email, created_at, expires_at) VALUES ($1, $2, $3, $4)";
pub(crate) const ADMIT: &str = "SELECT email FROM shelf_sessions WHERE token_hash = $1 AND expires_at > $2";
pub(crate) const LEAVE: &str = "DELETE FROM shelf_sessions WHERE token_hash = $1";
pub(crate) const FORGET_KEYS: &str = "DELETE FROM shelf_keys WHERE expires_at < $1";
pub(crate) const FORGET_SESSIONS: &str = "DELETE FROM shelf_sessions WHERE expires_at < $1";
/// The newest links first; the caller keeps the first of each quotation.
pub(crate) const LIST: &str = "SELECT l.quote_id, l.public_id, q.number, q.state, q.sent_valid_until, v.content, v.gross, q.currency, c.name AS company, c.time_zone, v.sent_at, \
    o.number AS order_number, o.gross AS order_gross, \
    (SELECT COUNT(*) FROM attachments AS a WHERE a.subject_kind = 'quote' AND a.subject_id = q.id \
    AND a.name LIKE $3) AS signed \
    FROM quote_links AS l JOIN quotes AS q ON q.id = l.quote_id JOIN companies AS c ON c.id = q.company_id \
    JOIN quote_versions AS v ON v.quote_id = q.id AND v.number = q.sent_version \
    LEFT JOIN orders AS o ON o.quote_id = q.id AND o.cancelled_at IS NULL \
    WHERE LOWER(l.recipient_email) = $1 AND l.revoked_at IS NULL ORDER BY l.created_at DESC, l.id LIMIT $2";
pub(crate) const LINK: &str =
    "SELECT token_hash FROM quote_links WHERE public_id = $1 AND LOWER(recipient_email) = $2 AND revoked_at IS NULL";

/// Whose newest link an address has.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct KnownRow {
    pub company_id: Uuid,
    pub language: String,
    pub recipient_name: String,
}

/// A quotation that was sent to an address, as it was sent.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ShelfRow {
    pub quote_id: Uuid,
    pub public_id: String,
    pub number: String,
    pub state: String,
    pub sent_valid_until: Option<String>,
    pub content: String,
    pub gross: i64,
    pub currency: String,
    pub company: String,
    pub time_zone: String,
    pub sent_at: i64,
    pub order_number: Option<String>,
    pub order_gross: Option<i64>,
    /// Signed documents that are there.
    pub signed: i64,
}

/// Whose newest link an address has, where it has any: the caller mails to that address only.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_known(conn: &mut Conn, email: &str) -> Result<Option<KnownRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(KNOWN).bind(email).fetch_optional(c))?)
}

/// Keys that were made for an address since `since`.
/// # Errors
/// [`StoreError`].
pub async fn recent(unit: &mut Unit, email: &str, since: i64) -> Result<i64, StoreError> {
    let row: (i64,) = on!(unit.conn, c => sqlx::query_as(RECENT).bind(email).bind(since).fetch_one(c))?;
    Ok(row.0)
}

/// Writes a key under the hash of its secret.
/// # Errors
/// [`StoreError`].
pub async fn insert_key(unit: &mut Unit, token_hash: &[u8], email: &str, expires_at: i64) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(INSERT_KEY).bind(token_hash).bind(email).bind(now).bind(expires_at))?;
    Ok(())
}

/// Spends a key; answers whose it is, once.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_spend(unit: &mut Unit, token_hash: &[u8]) -> Result<Option<String>, StoreError> {
    let now = unit.now.0;
    let row: Option<(String,)> =
        on!(unit.conn, c => sqlx::query_as(SPEND).bind(token_hash).bind(now).fetch_optional(c))?;
    Ok(row.map(|(email,)| email))
}

/// Writes a session under the hash of its secret.
/// # Errors
/// [`StoreError`].
pub async fn insert_session(
    unit: &mut Unit,
    token_hash: &[u8],
    email: &str,
    expires_at: i64,
) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(INSERT_SESSION).bind(token_hash).bind(email).bind(now).bind(expires_at))?;
    Ok(())
}

/// Whose session has this hash: the gate of the shelf.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unscoped_admit(conn: &mut Conn, token_hash: &[u8], now: i64) -> Result<String, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(ADMIT).bind(token_hash).bind(now).fetch_optional(c))?;
    row.map(|(email,)| email).ok_or(StoreError::NotFound)
}

/// Ends a session.
/// # Errors
/// [`StoreError`].
pub async fn leave(unit: &mut Unit, token_hash: &[u8]) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(LEAVE).bind(token_hash))?;
    Ok(())
}

/// Forgets keys and sessions that are over.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_forget(unit: &mut Unit) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(FORGET_KEYS).bind(now))?;
    run!(unit.conn, sqlx::query(FORGET_SESSIONS).bind(now))?;
    Ok(())
}

/// What was sent to an address that was proved by a mail, by links that are in force, newest first; `signed` is what names of
/// signed documents are like.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, email: &str, most: i64, signed: &str) -> Result<Vec<ShelfRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(email).bind(most).bind(signed).fetch_all(c))?)
}

/// The hash of a link's secret, where the link is of this address and in force.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn link(conn: &mut Conn, public_id: &str, email: &str) -> Result<Vec<u8>, StoreError> {
    let row: Option<(Vec<u8>,)> = on!(conn, c => sqlx::query_as(LINK).bind(public_id).bind(email).fetch_optional(c))?;
    row.map(|(hash,)| hash).ok_or(StoreError::NotFound)
}
