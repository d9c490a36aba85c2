//! Approvals of quotations, and what sellers may give without one.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, QuoteId};
use uuid::Uuid;

pub(crate) const LIMITS: &str = "SELECT limit_line_discount AS line_discount, limit_total_discount AS total_discount, \
    limit_line_margin AS line_margin, limit_total_margin AS total_margin FROM companies WHERE id = $1";
pub(crate) const SET_LIMITS: &str = "UPDATE companies SET limit_line_discount = $2, limit_total_discount = $3, \
    limit_line_margin = $4, limit_total_margin = $5 WHERE id = $1";
/// The newest first; few a quotation.
pub(crate) const LIST: &str = "SELECT a.id, a.draft_version, a.state, a.asked_by, a.asked_at, a.words, a.decided_by, \
    a.decided_at, a.answer, a.line_discount, a.total_discount, a.line_margin, a.total_margin, \
    (SELECT u.name FROM users AS u WHERE u.id = a.asked_by) AS asked_name, \
    (SELECT u.name FROM users AS u WHERE u.id = a.decided_by) AS decided_name \
    FROM quote_approvals AS a WHERE a.company_id = $1 AND a.quote_id = $2 ORDER BY a.asked_at DESC, a.id DESC LIMIT 50";
pub(crate) const INSERT: &str = "INSERT INTO quote_approvals (id, company_id, quote_id, draft_version, state, asked_by, \
    asked_at, words) VALUES ($1, $2, $3, $4, 'asked', $5, $6, $7)";
pub(crate) const DECIDE: &str = "UPDATE quote_approvals SET state = $4, decided_by = $5, decided_at = $6, answer = $7, \
    line_discount = $8, total_discount = $9, line_margin = $10, total_margin = $11 \
    WHERE company_id = $1 AND quote_id = $2 AND id = $3 AND state = 'asked'";
pub(crate) const FALL: &str = "UPDATE quote_approvals SET state = 'fallen' WHERE company_id = $1 AND quote_id = $2 \
    AND state = 'approved'";
pub(crate) const MARK: &str = "UPDATE quotes SET approval = $3 WHERE company_id = $1 AND id = $2";
pub(crate) const APPROVERS: &str = "SELECT id, name, email, language FROM users WHERE company_id = $1 AND active = 1 \
    AND role IN ('manager', 'administrator') ORDER BY name, id LIMIT 20";

/// Figures in millionths; none where there is no limit, or nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct FiguresRecord {
    pub line_discount: Option<i64>,
    pub total_discount: Option<i64>,
    pub line_margin: Option<i64>,
    pub total_margin: Option<i64>,
}

/// An approval that was asked for.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ApprovalRecord {
    pub id: Uuid,
    pub draft_version: i64,
    pub state: String,
    pub asked_by: Uuid,
    pub asked_at: i64,
    pub words: String,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<i64>,
    pub answer: String,
    #[sqlx(flatten)]
    pub figures: FiguresRecord,
    pub asked_name: Option<String>,
    pub decided_name: Option<String>,
}

/// A colleague who may approve.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct Approver {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub language: String,
}

/// What sellers of the company may give without asking.
/// # Errors
/// [`StoreError`].
pub async fn limits(conn: &mut Conn, company: CompanyId) -> Result<FiguresRecord, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIMITS).bind(company.0).fetch_one(c))?)
}

/// Sets what sellers may give without asking.
/// # Errors
/// [`StoreError`].
pub async fn set_limits(unit: &mut Unit, company: CompanyId, limits: &FiguresRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(SET_LIMITS)
            .bind(company.0)
            .bind(limits.line_discount)
            .bind(limits.total_discount)
            .bind(limits.line_margin)
            .bind(limits.total_margin)
    )?;
    Ok(())
}

/// The approvals of a quotation that was loaded through its scope, newest first.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<Vec<ApprovalRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).bind(quote.0).fetch_all(c))?)
}

/// Writes that somebody asks.
/// # Errors
/// [`StoreError`].
pub async fn insert(
    unit: &mut Unit,
    (company, quote): (CompanyId, QuoteId),
    (id, draft_version): (Uuid, i64),
    (by, words): (Uuid, &str),
) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(
        unit.conn,
        sqlx::query(INSERT).bind(id).bind(company.0).bind(quote.0).bind(draft_version).bind(by).bind(now).bind(words)
    )?;
    mark(unit, company, quote, "asked").await
}

/// Writes what was decided of one that waits; `figures` are what was approved.
/// # Errors
/// [`StoreError::NotFound`] when it does not wait any more.
pub async fn decide(
    unit: &mut Unit,
    (company, quote, id): (CompanyId, QuoteId, Uuid),
    state: &str,
    (by, answer): (Uuid, &str),
    figures: &FiguresRecord,
) -> Result<(), StoreError> {
    let now = unit.now.0;
    let touched = run!(
        unit.conn,
        sqlx::query(DECIDE)
            .bind(company.0)
            .bind(quote.0)
            .bind(id)
            .bind(state)
            .bind(by)
            .bind(now)
            .bind(answer)
            .bind(figures.line_discount)
            .bind(figures.total_discount)
            .bind(figures.line_margin)
            .bind(figures.total_margin)
    )?;
    if touched == 0 {
        return Err(StoreError::NotFound);
    }
    mark(unit, company, quote, "").await
}

/// What was approved of a quotation counts no more.
/// # Errors
/// [`StoreError`].
pub async fn fall(unit: &mut Unit, company: CompanyId, quote: QuoteId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(FALL).bind(company.0).bind(quote.0))?;
    Ok(())
}

async fn mark(unit: &mut Unit, company: CompanyId, quote: QuoteId, state: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(MARK).bind(company.0).bind(quote.0).bind(state))?;
    Ok(())
}

/// Colleagues who may approve.
/// # Errors
/// [`StoreError`].
pub async fn approvers(conn: &mut Conn, company: CompanyId) -> Result<Vec<Approver>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(APPROVERS).bind(company.0).fetch_all(c))?)
}
