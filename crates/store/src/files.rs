//! Files: bytes by their SHA-256, and their places on records.
use crate::{Conn, Scope, StoreError, Unit, on, run, scoped};
use domain::ids::{AttachmentId, CompanyId, OpportunityId, QuoteId};
use uuid::Uuid;

pub(crate) const PUT_BLOB: &str =
    "INSERT INTO blobs (sha256, bytes, created_at) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING";
pub(crate) const ATTACH: &str = "INSERT INTO attachments \
    (id, company_id, subject_kind, subject_id, name, media_type, size, sha256, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (subject_kind, subject_id, name) DO NOTHING";
pub(crate) const LIST: &str = "SELECT id, subject_kind, subject_id, name, media_type, size, sha256, created_at \
    FROM attachments WHERE company_id = $1 AND subject_kind = $2 AND subject_id = $3 ORDER BY created_at, name";
pub(crate) const FIND: &str = "SELECT id, subject_kind, subject_id, name, media_type, size, sha256, created_at \
    FROM attachments WHERE company_id = $1 AND id = $2";
pub(crate) const OF_COMMENTS: &str = "SELECT a.id, a.subject_kind, a.subject_id, a.name, a.media_type, a.size, a.sha256, \
    a.created_at FROM quote_comments c JOIN attachments a ON a.subject_kind = 'comment' AND a.subject_id = c.id \
    WHERE c.company_id = $1 AND c.quote_id = $2 ORDER BY a.created_at, a.name";
pub(crate) const COMMENTED: &str = "SELECT quote_id FROM quote_comments WHERE company_id = $1 AND id = $2";
pub(crate) const BYTES: &str = "SELECT bytes FROM blobs WHERE sha256 = $1";
pub(crate) const ALL_BLOBS: &str = "SELECT sha256 FROM blobs ORDER BY sha256";

/// Whether a text is written as the SHA-256 of something is: what is not names no file, and is not asked for.
pub(crate) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A file's place on a record.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct AttachmentRecord {
    pub id: Uuid,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub name: String,
    pub media_type: String,
    pub size: i64,
    pub sha256: String,
    pub created_at: i64,
}

/// Keeps the bytes under their hash, on no record; answers the hash.
/// # Errors
/// [`StoreError`].
pub async fn keep(unit: &mut Unit, bytes: &[u8]) -> Result<String, StoreError> {
    let sha256 = vault::digest::sha256_hex(bytes);
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(PUT_BLOB).bind(&sha256).bind(bytes).bind(now))?;
    Ok(sha256)
}

/// Keeps the bytes and puts the file on a record; a file of that name on that record is left as it is.
/// # Errors
/// [`StoreError`].
pub async fn attach(
    unit: &mut Unit,
    company: CompanyId,
    subject_kind: &str,
    subject: Uuid,
    name: &str,
    media_type: &str,
    bytes: &[u8],
) -> Result<String, StoreError> {
    let sha256 = keep(unit, bytes).await?;
    let now = unit.now.0;
    run!(
        unit.conn,
        sqlx::query(ATTACH)
            .bind(Uuid::now_v7())
            .bind(company.0)
            .bind(subject_kind)
            .bind(subject)
            .bind(name)
            .bind(media_type)
            .bind(bytes.len() as i64)
            .bind(&sha256)
            .bind(now)
    )?;
    Ok(sha256)
}

/// The files of a record that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn list(
    conn: &mut Conn,
    company: CompanyId,
    subject_kind: &str,
    subject: Uuid,
) -> Result<Vec<AttachmentRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).bind(subject_kind).bind(subject).fetch_all(c))?)
}

pub(crate) fn of_quotes_sql(scope: &Scope) -> String {
    format!(
        "SELECT a.id, a.subject_kind, a.subject_id, a.name, a.media_type, a.size, a.sha256, a.created_at FROM quotes AS q \
         JOIN attachments AS a ON a.subject_kind = 'quote' AND a.subject_id = q.id \
         WHERE q.company_id = $1 AND q.opportunity_id = $2{} ORDER BY a.created_at, a.name LIMIT 100",
        scope.condition("q", 3)
    )
}

/// The files of an opportunity's quotations, of those within the scope: what was signed.
/// # Errors
/// [`StoreError`].
pub async fn of_quotes(
    conn: &mut Conn,
    scope: &Scope,
    opportunity: OpportunityId,
) -> Result<Vec<AttachmentRecord>, StoreError> {
    let sql = of_quotes_sql(scope);
    Ok(on!(conn, c => scoped!(sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0)
        .bind(opportunity.0), scope).fetch_all(c))?)
}

/// The files with the comments on a quotation that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn of_comments(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
) -> Result<Vec<AttachmentRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF_COMMENTS).bind(company.0).bind(quote.0).fetch_all(c))?)
}

/// The quotation that a comment stands on.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn commented(conn: &mut Conn, company: CompanyId, comment: Uuid) -> Result<QuoteId, StoreError> {
    let row: Option<(Uuid,)> =
        on!(conn, c => sqlx::query_as(COMMENTED).bind(company.0).bind(comment).fetch_optional(c))?;
    row.map(|(quote,)| QuoteId(quote)).ok_or(StoreError::NotFound)
}

/// A file; the caller then proves that its record is within the actor's scope.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn find(conn: &mut Conn, company: CompanyId, id: AttachmentId) -> Result<AttachmentRecord, StoreError> {
    let row: Option<AttachmentRecord> =
        on!(conn, c => sqlx::query_as(FIND).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The bytes under a hash.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn bytes(conn: &mut Conn, sha256: &str) -> Result<Vec<u8>, StoreError> {
    let row: Option<(Vec<u8>,)> = on!(conn, c => sqlx::query_as(BYTES).bind(sha256).fetch_optional(c))?;
    row.map(|(bytes,)| bytes).ok_or(StoreError::NotFound)
}

/// Every kept hash, for checking.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_hashes(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = on!(conn, c => sqlx::query_as(ALL_BLOBS).fetch_all(c))?;
    Ok(rows.into_iter().map(|(hash,)| hash).collect())
}
