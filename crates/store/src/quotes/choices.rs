//! What customers take of versions that were sent to them.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, QuoteId};
use uuid::Uuid;

pub(crate) const PUT: &str = "INSERT INTO quote_choices \
    (company_id, quote_id, quote_version, author, choice, chosen_at) VALUES ($1, $2, $3, $4, $5, $6) \
    ON CONFLICT (quote_id, quote_version) DO UPDATE SET author = excluded.author, choice = excluded.choice, \
    chosen_at = excluded.chosen_at";
pub(crate) const LATEST: &str = "SELECT quote_id, quote_version, author, choice, chosen_at FROM quote_choices \
    WHERE company_id = $1 AND quote_id = $2 AND quote_version <= $3 ORDER BY quote_version DESC LIMIT 1";

/// A choice's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ChoiceRecord {
    pub quote_id: Uuid,
    pub quote_version: i64,
    pub author: String,
    pub choice: String,
    pub chosen_at: i64,
}

/// Keeps the choice made of a version in the place of the one before.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, company: CompanyId, row: &ChoiceRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(PUT)
            .bind(company.0)
            .bind(row.quote_id)
            .bind(row.quote_version)
            .bind(&row.author)
            .bind(&row.choice)
            .bind(row.chosen_at)
    )?;
    Ok(())
}

/// The choice made of a version, else that of the newest older one of which a choice was made.
/// # Errors
/// [`StoreError`].
pub async fn latest(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    version: i64,
) -> Result<Option<ChoiceRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LATEST).bind(company.0).bind(quote.0).bind(version).fetch_optional(c))?)
}
