//! The people a quotation is sent to, and what approvers among them answered.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, QuoteId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO quote_recipients \
    (id, company_id, quote_id, name, email, role, language, created_at, place) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(crate) const UPDATE: &str = "UPDATE quote_recipients SET name = $3, role = $4, language = $5, left_out_at = $6, \
    place = $7 \
    WHERE company_id = $1 AND id = $2";
pub(crate) const LIST: &str = "SELECT id, name, email, role, language, left_out_at, created_at, place FROM quote_recipients \
    WHERE company_id = $1 AND quote_id = $2 ORDER BY created_at, id";
pub(crate) const ANSWER: &str = "INSERT INTO recipient_answers (recipient_id, quote_version, company_id, quote_id, \
    approved, reason, choice, content_sha256, evidence, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(crate) const ANSWERS: &str = "SELECT recipient_id, quote_version, approved, reason, choice, content_sha256, evidence, \
    answered_at FROM recipient_answers WHERE company_id = $1 AND quote_id = $2 AND quote_version = $3 \
    ORDER BY answered_at, recipient_id";

/// A recipient's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct RecipientRecord {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub role: String,
    pub language: String,
    pub left_out_at: Option<i64>,
    pub created_at: i64,
    pub place: i64,
}

impl RecipientRecord {
    /// Whether this is the one with that address, or, without one, that name.
    pub fn is(&self, name: &str, email: &str) -> bool {
        if email.is_empty() {
            self.email.is_empty() && self.name == name
        } else {
            self.email.to_lowercase() == email.to_lowercase()
        }
    }
}

/// An approver's answer.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct AnswerRecord {
    pub recipient_id: Uuid,
    pub quote_version: i64,
    pub approved: i64,
    pub reason: String,
    pub choice: String,
    pub content_sha256: String,
    pub evidence: String,
    pub answered_at: i64,
}

/// Writes a new recipient.
/// # Errors
/// [`StoreError`].
pub async fn insert(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    recipient: &RecipientRecord,
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(recipient.id)
            .bind(company.0)
            .bind(quote.0)
            .bind(&recipient.name)
            .bind(&recipient.email)
            .bind(&recipient.role)
            .bind(&recipient.language)
            .bind(recipient.created_at)
            .bind(recipient.place)
    )?;
    Ok(())
}

/// Writes what is asked of a recipient.
/// # Errors
/// [`StoreError`].
pub async fn update(unit: &mut Unit, company: CompanyId, recipient: &RecipientRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(company.0)
            .bind(recipient.id)
            .bind(&recipient.name)
            .bind(&recipient.role)
            .bind(&recipient.language)
            .bind(recipient.left_out_at)
            .bind(recipient.place)
    )?;
    Ok(())
}

/// The recipients of a quotation that was loaded through its scope, in the order they came.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<Vec<RecipientRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).bind(quote.0).fetch_all(c))?)
}

/// Writes an approver's answer.
/// # Errors
/// [`StoreError::Taken`] when they answered to that version already.
pub async fn answer(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    answer: &AnswerRecord,
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(ANSWER)
            .bind(answer.recipient_id)
            .bind(answer.quote_version)
            .bind(company.0)
            .bind(quote.0)
            .bind(answer.approved)
            .bind(&answer.reason)
            .bind(&answer.choice)
            .bind(&answer.content_sha256)
            .bind(&answer.evidence)
            .bind(answer.answered_at)
    )?;
    Ok(())
}

/// What was answered to a version, the first first.
/// # Errors
/// [`StoreError`].
pub async fn answers(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    version: i64,
) -> Result<Vec<AnswerRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ANSWERS).bind(company.0).bind(quote.0).bind(version).fetch_all(c))?)
}
