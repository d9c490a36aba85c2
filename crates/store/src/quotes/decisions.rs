//! The customer's answers with their evidence: written once.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, QuoteId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO quote_decisions (quote_id, quote_version, company_id, kind, link_id, \
    name, role, purchase_order, signature, reason, wish, remark, content_sha256, evidence, decided_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
pub(crate) const FIND: &str = "SELECT quote_version, kind, link_id, name, role, purchase_order, signature, reason, \
    wish, remark, content_sha256, evidence, decided_at FROM quote_decisions WHERE company_id = $1 AND quote_id = $2 \
    ORDER BY quote_version DESC LIMIT 1";

/// A decision's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct DecisionRecord {
    pub quote_version: i64,
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
/// [`StoreError::Taken`] when that version was decided already.
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
    )?;
    Ok(())
}

/// The newest decision on a quotation that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<Option<DecisionRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(company.0).bind(quote.0).fetch_optional(c))?)
}
