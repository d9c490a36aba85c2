//! What stands above the lines of a quotation, and the pictures in it.
use crate::{Conn, StoreError, Unit, files::is_hash, on, run};
use domain::ids::{CompanyId, QuoteId};
use uuid::Uuid;

pub(crate) const LOAD: &str = "SELECT blocks FROM quote_blocks WHERE quote_id = $1";
pub(crate) const PUT: &str = "INSERT INTO quote_blocks (quote_id, company_id, blocks) VALUES ($1, $2, $3) \
    ON CONFLICT (quote_id) DO UPDATE SET blocks = excluded.blocks";
pub(crate) const PICTURE: &str = "SELECT sha256, width, height FROM pictures WHERE company_id = $1 AND sha256 = $2";
pub(crate) const PUT_PICTURE: &str = "INSERT INTO pictures (company_id, sha256, width, height, created_at) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (company_id, sha256) DO NOTHING";
pub(crate) const SENT: &str = "SELECT sha256 FROM sent_pictures WHERE quote_id = $1 AND sha256 = $2";
pub(crate) const PUT_SENT: &str =
    "INSERT INTO sent_pictures (quote_id, sha256) VALUES ($1, $2) ON CONFLICT (quote_id, sha256) DO NOTHING";

/// A size of a picture.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PictureRecord {
    pub sha256: String,
    pub width: i64,
    pub height: i64,
}

/// The blocks of a quotation that was loaded through its scope, as JSON; empty without any.
/// # Errors
/// [`StoreError`].
pub async fn load(conn: &mut Conn, quote: QuoteId) -> Result<String, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(LOAD).bind(quote.0).fetch_optional(c))?;
    Ok(row.map(|(blocks,)| blocks).unwrap_or_default())
}

/// Keeps the blocks of a quotation that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, company: Uuid, quote: QuoteId, blocks: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(PUT).bind(quote.0).bind(company).bind(blocks))?;
    Ok(())
}

/// A size of a picture that the company uploaded.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn picture(conn: &mut Conn, company: CompanyId, sha256: &str) -> Result<PictureRecord, StoreError> {
    if !is_hash(sha256) {
        return Err(StoreError::NotFound);
    }
    let row: Option<PictureRecord> =
        on!(conn, c => sqlx::query_as(PICTURE).bind(company.0).bind(sha256).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Keeps a size of a picture whose bytes were kept in the same unit.
/// # Errors
/// [`StoreError`].
pub async fn put_picture(unit: &mut Unit, company: CompanyId, size: &PictureRecord) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(
        unit.conn,
        sqlx::query(PUT_PICTURE).bind(company.0).bind(&size.sha256).bind(size.width).bind(size.height).bind(now)
    )?;
    Ok(())
}

/// Whether a version of the visitor's quotation that was sent shows the picture.
/// # Errors
/// [`StoreError`].
pub async fn is_sent(conn: &mut Conn, quote: QuoteId, sha256: &str) -> Result<bool, StoreError> {
    if !is_hash(sha256) {
        return Ok(false);
    }
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(SENT).bind(quote.0).bind(sha256).fetch_optional(c))?;
    Ok(row.is_some())
}

/// Notes that a version that is sent shows the picture.
/// # Errors
/// [`StoreError`].
pub async fn put_sent(unit: &mut Unit, quote: QuoteId, sha256: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(PUT_SENT).bind(quote.0).bind(sha256))?;
    Ok(())
}
