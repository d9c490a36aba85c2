//! Versions that were sent: written once.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::QuoteId;
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO quote_versions \
    (quote_id, number, company_id, content, sha256, net, gross, valid_until, sent_at, sent_by) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(crate) const FIND: &str = "SELECT number, content, sha256, net, gross, valid_until, sent_at FROM quote_versions \
    WHERE quote_id = $1 AND number = $2";
pub(crate) const LIST: &str = "SELECT number, '' AS content, sha256, net, gross, valid_until, sent_at \
    FROM quote_versions WHERE quote_id = $1 ORDER BY number DESC";

pub(crate) const SENT: &str = "SELECT v.number, v.net, v.sent_at, u.name AS sent_by FROM quote_versions AS v \
    LEFT JOIN users AS u ON u.id = v.sent_by WHERE v.quote_id = $1 ORDER BY v.number DESC";

/// A version as a list of them names it.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct SentRecord {
    pub number: i64,
    pub net: i64,
    pub sent_at: i64,
    /// The name of who sent it.
    pub sent_by: Option<String>,
}

/// A version's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct VersionRecord {
    pub number: i64,
    /// Empty in lists.
    pub content: String,
    pub sha256: String,
    pub net: i64,
    pub gross: i64,
    pub valid_until: String,
    pub sent_at: i64,
}

/// Writes a version.
/// # Errors
/// [`StoreError::Taken`] when that number was sent already.
pub async fn insert(
    unit: &mut Unit,
    quote: QuoteId,
    company: Uuid,
    version: &VersionRecord,
    sent_by: Option<Uuid>,
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(quote.0)
            .bind(version.number)
            .bind(company)
            .bind(&version.content)
            .bind(&version.sha256)
            .bind(version.net)
            .bind(version.gross)
            .bind(&version.valid_until)
            .bind(version.sent_at)
            .bind(sent_by)
    )?;
    Ok(())
}

/// A version of a quotation that was loaded through its scope.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, quote: QuoteId, number: i64) -> Result<VersionRecord, StoreError> {
    let row: Option<VersionRecord> = on!(conn, c => sqlx::query_as(FIND).bind(quote.0).bind(number).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// All versions, newest first, with who sent them.
/// # Errors
/// [`StoreError`].
pub async fn sent(conn: &mut Conn, quote: QuoteId) -> Result<Vec<SentRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(SENT).bind(quote.0).fetch_all(c))?)
}

/// All versions, newest first, without their content.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, quote: QuoteId) -> Result<Vec<VersionRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(quote.0).fetch_all(c))?)
}
