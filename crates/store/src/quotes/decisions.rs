//! The customer's answers with their evidence: written once.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, QuoteId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO quote_decisions (quote_id, quote_version, company_id, kind, link_id, \
    name, role, purchase_order, signature, reason, wish, remark, content_sha256, evidence, \
    decided_at, round) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
/// What an answer took back is no answer itself: see [`NEWEST`].
pub(crate) const FIND: &str = "SELECT quote_version, round, kind, link_id, name, role, purchase_order, signature, \
    reason, wish, remark, content_sha256, evidence, decided_at FROM quote_decisions WHERE company_id = $1 AND quote_id = $2 \
    AND kind <> 'taken_back' ORDER BY quote_version DESC, round DESC LIMIT 1";
pub(crate) const NEWEST: &str = "SELECT quote_version, round, kind, link_id, name, role, purchase_order, signature, \
    reason, wish, remark, content_sha256, evidence, decided_at FROM quote_decisions WHERE company_id = $1 AND quote_id = $2 \
    ORDER BY quote_version DESC, round DESC LIMIT 1";
pub(crate) const OF_ROUND: &str = "SELECT quote_version, round, kind, link_id, name, role, purchase_order, signature, \
    reason, wish, remark, content_sha256, evidence, decided_at FROM quote_decisions WHERE company_id = $1 AND quote_id = $2 \
    AND quote_version = $3 AND round = $4";

pub(crate) const ACCEPTED: &str = "SELECT quote_version, round, kind, link_id, name, role, purchase_order, signature, \
    reason, wish, remark, content_sha256, evidence, decided_at FROM quote_decisions WHERE company_id = $1 AND quote_id = $2 \
    AND quote_version = $3 AND kind = 'accepted' ORDER BY round DESC LIMIT 1";

/// A decision's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct DecisionRecord {
    pub quote_version: i64,
    pub round: i64,
    pub kind: String,
    pub link_id: Option<Uuid>,
    pub name: String,
    pub role: String,
    pub purchase_order: String,
    pub signature: String,
    pub reason: String,
    pub wish: String,
    pub remark: String,
    pub content_sha256: String,
    pub evidence: String,
    pub decided_at: i64,
}

/// Writes a decision.
/// # Errors
/// [`StoreError::Taken`] when that round of the version was decided already.
pub async fn insert(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    decision: &DecisionRecord,
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(quote.0)
            .bind(decision.quote_version)
            .bind(company.0)
            .bind(&decision.kind)
            .bind(decision.link_id)
            .bind(&decision.name)
            .bind(&decision.role)
            .bind(&decision.purchase_order)
            .bind(&decision.signature)
            .bind(&decision.reason)
            .bind(&decision.wish)
            .bind(&decision.remark)
            .bind(&decision.content_sha256)
            .bind(&decision.evidence)
            .bind(decision.decided_at)
            .bind(decision.round)
    )?;
    Ok(())
}

/// The newest decision on a quotation that was loaded through its scope, whether or not it was taken back.
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<Option<DecisionRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(company.0).bind(quote.0).fetch_optional(c))?)
}

/// The newest row on a quotation that was loaded through its scope: a decision, or that it was taken back.
/// # Errors
/// [`StoreError`].
pub async fn newest(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<Option<DecisionRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(NEWEST).bind(company.0).bind(quote.0).fetch_optional(c))?)
}

/// The newest acceptance of a version of a quotation that was loaded through its scope, whatever came after it.
/// # Errors
/// [`StoreError`].
pub async fn accepted(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    version: i64,
) -> Result<Option<DecisionRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ACCEPTED).bind(company.0).bind(quote.0).bind(version).fetch_optional(c))?)
}

/// One round of a version of a quotation that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn of_round(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    (version, round): (i64, i64),
) -> Result<Option<DecisionRecord>, StoreError> {
    Ok(
        on!(conn, c => sqlx::query_as(OF_ROUND).bind(company.0).bind(quote.0).bind(version).bind(round).fetch_optional(c))?,
    )
}

/// The next round of a version of a quotation that is locked.
/// # Errors
/// [`StoreError`].
pub async fn next_round(unit: &mut Unit, company: CompanyId, quote: QuoteId, version: i64) -> Result<i64, StoreError> {
    let last = newest(&mut unit.conn, company, quote).await?.filter(|last| last.quote_version == version);
    Ok(last.map_or(1, |last| last.round + 1))
}
