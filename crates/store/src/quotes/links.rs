//! Customers' links: the secret is stored only as its hash.
use crate::{Conn, Scope, StoreError, Unit, on, run};
use domain::ids::{CompanyId, LinkId, QuoteId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO quote_links \
    (id, company_id, quote_id, public_id, token_hash, recipient_id, recipient_name, recipient_email, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(crate) const FIND_BY_TOKEN: &str = "SELECT l.id, l.company_id, l.quote_id, l.public_id, l.recipient_name, \
    l.recipient_email, l.created_at, l.read_at, l.revoked_at, l.replaced, r.id AS recipient_id, r.role, r.language, \
    r.left_out_at, r.place, c.time_zone, q.version AS row_version FROM quote_links AS l \
    JOIN quote_recipients AS r ON r.id = l.recipient_id JOIN companies AS c ON c.id = l.company_id \
    JOIN quotes AS q ON q.id = l.quote_id WHERE l.token_hash = $1";
pub(crate) const LIST: &str = "SELECT l.id, l.company_id, l.quote_id, l.public_id, l.recipient_name, \
    l.recipient_email, l.created_at, l.read_at, l.revoked_at, l.replaced, r.id AS recipient_id, r.role, r.language, \
    r.left_out_at, r.place, '' AS time_zone, q.version AS row_version FROM quote_links AS l \
    JOIN quote_recipients AS r ON r.id = l.recipient_id JOIN quotes AS q ON q.id = l.quote_id \
    WHERE l.company_id = $1 AND l.quote_id = $2 ORDER BY l.created_at DESC, l.id";
pub(crate) const QUOTE_OF: &str = "SELECT quote_id FROM quote_links WHERE company_id = $1 AND id = $2";
pub(crate) const REVOKED: &str = "SELECT revoked_at FROM quote_links WHERE company_id = $1 AND id = $2";
pub(crate) const REVOKE: &str = "UPDATE quote_links SET revoked_at = $4, replaced = $5 \
    WHERE company_id = $1 AND quote_id = $2 AND id = $3 AND revoked_at IS NULL";
pub(crate) const REVOKE_ALL: &str = "UPDATE quote_links SET revoked_at = $3 \
    WHERE company_id = $1 AND quote_id = $2 AND revoked_at IS NULL";
pub(crate) const READ: &str = "UPDATE quote_links SET read_at = $2 WHERE id = $1";

/// A link's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct LinkRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub quote_id: Uuid,
    pub public_id: String,
    pub recipient_name: String,
    pub recipient_email: String,
    pub created_at: i64,
    pub read_at: Option<i64>,
    pub revoked_at: Option<i64>,
    pub replaced: i64,
    pub recipient_id: Uuid,
    pub role: String,
    pub language: String,
    pub left_out_at: Option<i64>,
    pub place: i64,
    /// The company's, where a visitor is admitted; empty in lists.
    pub time_zone: String,
    /// The version of the quotation's row.
    pub row_version: i64,
}

/// Writes a link under the hash of its secret.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, link: &LinkRecord, token_hash: &[u8]) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(link.id)
            .bind(link.company_id)
            .bind(link.quote_id)
            .bind(&link.public_id)
            .bind(token_hash)
            .bind(link.recipient_id)
            .bind(&link.recipient_name)
            .bind(&link.recipient_email)
            .bind(link.created_at)
    )?;
    Ok(())
}

/// The link whose secret has this hash: the gate that admits visitors.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unscoped_find_by_token(conn: &mut Conn, token_hash: &[u8]) -> Result<LinkRecord, StoreError> {
    let row: Option<LinkRecord> = on!(conn, c => sqlx::query_as(FIND_BY_TOKEN).bind(token_hash).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The links of a quotation that was loaded through its scope, newest first.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<Vec<LinkRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).bind(quote.0).fetch_all(c))?)
}

/// The quotation a link belongs to; the caller then loads that through the scope.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn quote_of(conn: &mut Conn, scope: &Scope, link: LinkId) -> Result<QuoteId, StoreError> {
    let row: Option<(Uuid,)> =
        on!(conn, c => sqlx::query_as(QUOTE_OF).bind(scope.company.0).bind(link.0).fetch_optional(c))?;
    row.map(|(id,)| QuoteId(id)).ok_or(StoreError::NotFound)
}

/// Whether a link is not in force any more.
/// # Errors
/// [`StoreError`].
pub async fn is_revoked(conn: &mut Conn, company: CompanyId, link: LinkId) -> Result<bool, StoreError> {
    let row: Option<(Option<i64>,)> =
        on!(conn, c => sqlx::query_as(REVOKED).bind(company.0).bind(link.0).fetch_optional(c))?;
    Ok(row.is_none_or(|(revoked_at,)| revoked_at.is_some()))
}

/// Revokes one link, for good or because a newer one takes its place; answers whether it was in force.
/// # Errors
/// [`StoreError`].
pub async fn revoke(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    (link, replaced): (LinkId, bool),
) -> Result<bool, StoreError> {
    let now = unit.now.0;
    let touched = run!(
        unit.conn,
        sqlx::query(REVOKE).bind(company.0).bind(quote.0).bind(link.0).bind(now).bind(i64::from(replaced))
    )?;
    Ok(touched == 1)
}

/// Revokes every link of a quotation.
/// # Errors
/// [`StoreError`].
pub async fn revoke_all(unit: &mut Unit, company: CompanyId, quote: QuoteId) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(REVOKE_ALL).bind(company.0).bind(quote.0).bind(now))?;
    Ok(())
}

/// Notes that a person read the quotation through this link.
/// # Errors
/// [`StoreError`].
pub async fn note_read(unit: &mut Unit, link: LinkId) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(READ).bind(link.0).bind(now))?;
    Ok(())
}
