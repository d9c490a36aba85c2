//! Comments on quotations.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, LinkId, QuoteId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO quote_comments \
    (id, company_id, quote_id, quote_version, line_id, line_name, user_id, link_id, author, body, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
pub(crate) const LIST: &str = "SELECT id, quote_version, line_id, line_name, user_id, link_id, author, body, answered, \
    created_at FROM quote_comments WHERE company_id = $1 AND quote_id = $2 ORDER BY created_at, id";
pub(crate) const ANSWER_ALL: &str = "UPDATE quote_comments SET answered = 1 \
    WHERE company_id = $1 AND quote_id = $2 AND link_id IS NOT NULL AND answered = 0";
pub(crate) const ANSWER_LINE: &str = "UPDATE quote_comments SET answered = 1 \
    WHERE company_id = $1 AND quote_id = $2 AND link_id IS NOT NULL AND answered = 0 AND line_id = $3";
pub(crate) const COUNT_OPEN: &str = "SELECT COUNT(*) FROM quote_comments \
    WHERE company_id = $1 AND quote_id = $2 AND link_id IS NOT NULL AND answered = 0";
pub(crate) const COUNT_RECENT: &str = "SELECT COUNT(*) FROM quote_comments \
    WHERE company_id = $1 AND quote_id = $2 AND link_id = $3 AND created_at > $4";

/// A comment's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct CommentRecord {
    pub id: Uuid,
    pub quote_version: i64,
    pub line_id: Option<Uuid>,
    pub line_name: String,
    pub user_id: Option<Uuid>,
    pub link_id: Option<Uuid>,
    pub author: String,
    pub body: String,
    pub answered: i64,
    pub created_at: i64,
}

/// Writes a comment.
/// # Errors
/// [`StoreError`].
pub async fn insert(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    comment: &CommentRecord,
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(comment.id)
            .bind(company.0)
            .bind(quote.0)
            .bind(comment.quote_version)
            .bind(comment.line_id)
            .bind(&comment.line_name)
            .bind(comment.user_id)
            .bind(comment.link_id)
            .bind(&comment.author)
            .bind(&comment.body)
            .bind(comment.created_at)
    )?;
    Ok(())
}

/// The comments of a quotation that was loaded through its scope, oldest first.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<Vec<CommentRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).bind(quote.0).fetch_all(c))?)
}

/// Marks the customer's questions answered: those on `line`, or all.
/// # Errors
/// [`StoreError`].
pub async fn mark_answered(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    line: Option<Uuid>,
) -> Result<(), StoreError> {
    match line {
        Some(line) => run!(unit.conn, sqlx::query(ANSWER_LINE).bind(company.0).bind(quote.0).bind(line))?,
        None => run!(unit.conn, sqlx::query(ANSWER_ALL).bind(company.0).bind(quote.0))?,
    };
    Ok(())
}

/// How many of the customer's questions wait for an answer.
/// # Errors
/// [`StoreError`].
pub async fn count_open(unit: &mut Unit, company: CompanyId, quote: QuoteId) -> Result<i64, StoreError> {
    let (count,): (i64,) = on!(unit.conn, c => sqlx::query_as(COUNT_OPEN).bind(company.0).bind(quote.0).fetch_one(c))?;
    Ok(count)
}

/// How many comments came through a link since `after` (microseconds).
/// # Errors
/// [`StoreError`].
pub async fn count_recent(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    link: LinkId,
    after: i64,
) -> Result<i64, StoreError> {
    let (count,): (i64,) = on!(unit.conn, c => sqlx::query_as(COUNT_RECENT)
        .bind(company.0).bind(quote.0).bind(link.0).bind(after).fetch_one(c))?;
    Ok(count)
}
