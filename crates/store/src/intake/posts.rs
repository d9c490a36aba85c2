//! Posts that came in: kept as they came, then settled.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, IntakePostId, IntakeSourceId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO intake_posts (id, company_id, source_id, received_at, content_type, \
    referrer, user_agent, payload, size, sha256, repeat_key, verdict, reason) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', $12)";
pub(crate) const SETTLE: &str = "UPDATE intake_posts SET verdict = $3, reason = $4, adapter = $5, sender = $6, \
    repeat_key = $7, opportunity_id = $8, subject = $9, address = $10 WHERE company_id = $1 AND id = $2";
pub(crate) const SAME_BYTES: &str = "SELECT opportunity_id FROM intake_posts WHERE source_id = $1 AND sha256 = $2 \
    AND received_at > $3 AND received_at < $4 AND id <> $5 AND opportunity_id IS NOT NULL ORDER BY received_at LIMIT 1";
pub(crate) const SAME_KEY: &str = "SELECT opportunity_id FROM intake_posts WHERE source_id = $1 AND repeat_key = $2 \
    AND id <> $3 AND opportunity_id IS NOT NULL LIMIT 1";
pub(crate) const LIST: &str = "SELECT p.id, p.company_id, p.source_id, p.received_at, p.content_type, p.referrer, \
    p.user_agent, p.size, p.sha256, p.repeat_key, p.verdict, p.reason, p.adapter, p.sender, p.opportunity_id, \
    p.subject, p.address, (SELECT s.name FROM intake_sources AS s WHERE s.id = p.source_id) AS source_name, \
    (SELECT s.kind FROM intake_sources AS s WHERE s.id = p.source_id) AS source_kind \
    FROM intake_posts AS p WHERE p.company_id = $1 AND p.id < $2 ORDER BY p.id DESC LIMIT $3";
pub(crate) const LIST_OF_VERDICT: &str = "SELECT p.id, p.company_id, p.source_id, p.received_at, p.content_type, \
    p.referrer, p.user_agent, p.size, p.sha256, p.repeat_key, p.verdict, p.reason, p.adapter, p.sender, \
    p.opportunity_id, p.subject, p.address, (SELECT s.name FROM intake_sources AS s WHERE s.id = p.source_id) AS source_name, \
    (SELECT s.kind FROM intake_sources AS s WHERE s.id = p.source_id) AS source_kind \
    FROM intake_posts AS p WHERE p.company_id = $1 AND p.id < $2 AND p.verdict = $4 ORDER BY p.id DESC LIMIT $3";
pub(crate) const LOAD: &str = "SELECT p.id, p.company_id, p.source_id, p.received_at, p.content_type, p.referrer, \
    p.user_agent, p.size, p.sha256, p.repeat_key, p.verdict, p.reason, p.adapter, p.sender, p.opportunity_id, \
    p.subject, p.address, (SELECT s.name FROM intake_sources AS s WHERE s.id = p.source_id) AS source_name, \
    (SELECT s.kind FROM intake_sources AS s WHERE s.id = p.source_id) AS source_kind \
    FROM intake_posts AS p WHERE p.company_id = $1 AND p.id = $2";
pub(crate) const PAYLOAD: &str = "SELECT COALESCE((SELECT b.bytes FROM blobs AS b WHERE b.sha256 = p.sha256), \
    p.payload) FROM intake_posts AS p WHERE p.company_id = $1 AND p.id = $2";
pub(crate) const KEPT: &str = "SELECT id FROM intake_posts WHERE source_id = $1 AND sha256 = $2 LIMIT 1";
pub(crate) const WAITING: &str = "SELECT id, company_id FROM intake_posts \
    WHERE verdict = 'waiting' AND received_at < $1 ORDER BY received_at LIMIT $2";

/// A post's row, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PostRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub source_id: Uuid,
    pub received_at: i64,
    pub content_type: String,
    pub referrer: String,
    pub user_agent: String,
    pub size: i64,
    pub sha256: String,
    pub repeat_key: String,
    pub verdict: String,
    pub reason: String,
    pub adapter: String,
    pub sender: String,
    pub opportunity_id: Option<Uuid>,
    pub subject: String,
    pub address: String,
    pub source_name: Option<String>,
    pub source_kind: Option<String>,
}

/// Keeps a post before anything is made of it.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, row: &PostRecord, payload: &[u8]) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(row.source_id)
            .bind(row.received_at)
            .bind(&row.content_type)
            .bind(&row.referrer)
            .bind(&row.user_agent)
            .bind(payload)
            .bind(row.size)
            .bind(&row.sha256)
            .bind(&row.repeat_key)
            .bind(&row.reason)
    )?;
    Ok(())
}

/// Whether the same bytes have come in by a web form or mailbox before, whenever that was.
/// # Errors
/// [`StoreError`].
pub async fn kept(conn: &mut Conn, source: IntakeSourceId, sha256: &str) -> Result<bool, StoreError> {
    let found: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(KEPT).bind(source.0).bind(sha256).fetch_optional(c))?;
    Ok(found.is_some())
}

/// Posts of all companies that were kept before a moment and not judged, the oldest first: for the worker, which acts
/// for nobody.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_waiting(
    conn: &mut Conn,
    before: i64,
    most: i64,
) -> Result<Vec<(CompanyId, IntakePostId)>, StoreError> {
    let found: Vec<(Uuid, Uuid)> = on!(conn, c => sqlx::query_as(WAITING).bind(before).bind(most).fetch_all(c))?;
    Ok(found.into_iter().map(|(id, company)| (CompanyId(company), IntakePostId(id))).collect())
}

/// Writes what became of a post.
/// # Errors
/// [`StoreError`].
pub async fn settle(unit: &mut Unit, row: &PostRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(SETTLE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(&row.verdict)
            .bind(&row.reason)
            .bind(&row.adapter)
            .bind(&row.sender)
            .bind(&row.repeat_key)
            .bind(row.opportunity_id)
            .bind(&row.subject)
            .bind(&row.address)
    )?;
    Ok(())
}

/// The opportunity that another post of the same web form made, with the same key or, within `window` microseconds,
/// the same bytes. The caller holds the web form's row.
/// # Errors
/// [`StoreError`].
pub async fn made_before(conn: &mut Conn, row: &PostRecord, window: i64) -> Result<Option<Uuid>, StoreError> {
    if !row.repeat_key.is_empty() {
        let found: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(SAME_KEY)
            .bind(row.source_id).bind(&row.repeat_key).bind(row.id).fetch_optional(c))?;
        if let Some((found,)) = found {
            return Ok(Some(found));
        }
    }
    let found: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(SAME_BYTES)
        .bind(row.source_id).bind(&row.sha256).bind(row.received_at - window).bind(row.received_at + window)
        .bind(row.id).fetch_optional(c))?;
    Ok(found.map(|(found,)| found))
}

/// The posts before one of them, newest first; none for the newest.
/// # Errors
/// [`StoreError`].
pub async fn list(
    conn: &mut Conn,
    company: CompanyId,
    verdict: Option<&str>,
    before: Option<IntakePostId>,
    most: i64,
) -> Result<Vec<PostRecord>, StoreError> {
    let before = before.map_or(Uuid::max(), |before| before.0);
    Ok(match verdict {
        None => on!(conn, c => sqlx::query_as(LIST).bind(company.0).bind(before).bind(most).fetch_all(c))?,
        Some(verdict) => on!(conn, c => sqlx::query_as(LIST_OF_VERDICT)
            .bind(company.0).bind(before).bind(most).bind(verdict).fetch_all(c))?,
    })
}

/// A post of the company.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, id: IntakePostId) -> Result<PostRecord, StoreError> {
    let row: Option<PostRecord> = on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The bytes of a post that was loaded.
/// # Errors
/// [`StoreError`].
pub async fn payload(conn: &mut Conn, company: CompanyId, id: IntakePostId) -> Result<Vec<u8>, StoreError> {
    let row: Option<(Vec<u8>,)> = on!(conn, c => sqlx::query_as(PAYLOAD).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.map(|(payload,)| payload).ok_or(StoreError::NotFound)
}
