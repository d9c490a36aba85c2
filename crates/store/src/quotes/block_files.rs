//! Files above the lines: those a company brought, and those in versions that were sent.
use crate::{Conn, StoreError, Unit, files::is_hash, on, run};
use domain::ids::{CompanyId, QuoteId};

pub(crate) const FILE: &str = "SELECT sha256, kind, size FROM content_files WHERE company_id = $1 AND sha256 = $2";
pub(crate) const PUT_FILE: &str = "INSERT INTO content_files (company_id, sha256, kind, size, created_at) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (company_id, sha256) DO NOTHING";
pub(crate) const SENT_FILE: &str =
    "SELECT sha256, kind, size, name FROM sent_files WHERE quote_id = $1 AND sha256 = $2";
pub(crate) const PUT_SENT_FILE: &str = "INSERT INTO sent_files (quote_id, sha256, kind, size, name) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (quote_id, sha256) DO UPDATE SET name = excluded.name";
pub(crate) const PIECE: &str = "SELECT substr(bytes, $2, $3) FROM blobs WHERE sha256 = $1";

/// A file that the company brought.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct FileRecord {
    pub sha256: String,
    pub kind: String,
    pub size: i64,
}

/// A file in a version that was sent.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct SentFileRecord {
    pub sha256: String,
    pub kind: String,
    pub size: i64,
    pub name: String,
}

/// A file that the company brought.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn file(conn: &mut Conn, company: CompanyId, sha256: &str) -> Result<FileRecord, StoreError> {
    if !is_hash(sha256) {
        return Err(StoreError::NotFound);
    }
    let row: Option<FileRecord> = on!(conn, c => sqlx::query_as(FILE).bind(company.0).bind(sha256).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Notes a file whose bytes were kept in the same unit.
/// # Errors
/// [`StoreError`].
pub async fn put_file(unit: &mut Unit, company: CompanyId, file: &FileRecord) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(
        unit.conn,
        sqlx::query(PUT_FILE).bind(company.0).bind(&file.sha256).bind(&file.kind).bind(file.size).bind(now)
    )?;
    Ok(())
}

/// A file in a version of the visitor's quotation that was sent.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn sent_file(conn: &mut Conn, quote: QuoteId, sha256: &str) -> Result<SentFileRecord, StoreError> {
    if !is_hash(sha256) {
        return Err(StoreError::NotFound);
    }
    let row: Option<SentFileRecord> =
        on!(conn, c => sqlx::query_as(SENT_FILE).bind(quote.0).bind(sha256).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Notes that a version that is sent holds the file.
/// # Errors
/// [`StoreError`].
pub async fn put_sent_file(unit: &mut Unit, quote: QuoteId, file: &SentFileRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(PUT_SENT_FILE).bind(quote.0).bind(&file.sha256).bind(&file.kind).bind(file.size).bind(&file.name)
    )?;
    Ok(())
}

/// A piece of the bytes under a hash; `from` counts from zero. The caller has proved that the file may be read.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn piece(conn: &mut Conn, sha256: &str, from: i32, length: i32) -> Result<Vec<u8>, StoreError> {
    let row: Option<(Vec<u8>,)> = on!(conn, c => sqlx::query_as(PIECE)
        .bind(sha256).bind(from.saturating_add(1)).bind(length).fetch_optional(c))?;
    row.map(|(bytes,)| bytes).ok_or(StoreError::NotFound)
}
