//! Customers who ask for more time on an offer that has ended.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, QuoteId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO time_requests \
    (company_id, quote_id, quote_version, author, email, body, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
    ON CONFLICT (quote_id, quote_version) DO NOTHING";
pub(crate) const FIND: &str = "SELECT quote_id, quote_version, author, email, body, asked_at FROM time_requests \
    WHERE company_id = $1 AND quote_id = $2 AND quote_version = $3";

/// A request's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct TimeRequestRecord {
    pub quote_id: Uuid,
    pub quote_version: i64,
    pub author: String,
    pub email: String,
    pub body: String,
    pub asked_at: i64,
}

/// Writes a request; answers whether it is the first for its version.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, company: CompanyId, request: &TimeRequestRecord) -> Result<bool, StoreError> {
    let written = run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(company.0)
            .bind(request.quote_id)
            .bind(request.quote_version)
            .bind(&request.author)
            .bind(&request.email)
            .bind(&request.body)
            .bind(request.asked_at)
    )?;
    Ok(written == 1)
}

/// The request for a version, where there is one.
/// # Errors
/// [`StoreError`].
pub async fn find(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    version: i64,
) -> Result<Option<TimeRequestRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(company.0).bind(quote.0).bind(version).fetch_optional(c))?)
}
