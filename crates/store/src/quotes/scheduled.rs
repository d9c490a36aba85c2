//! Sendings that wait for their moment: at most one for each quotation, read and written under the quotation's lock.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, QuoteId};
use uuid::Uuid;

pub(crate) const FIND: &str = "SELECT s.quote_id, s.company_id, s.version, s.state, s.goes_at, s.quote_version, \
    s.content, s.net, s.gross, s.command, s.party_email, s.user_id, s.made_at, s.refused, u.name AS user_name \
    FROM scheduled_sendings AS s JOIN users AS u ON u.id = s.user_id WHERE s.quote_id = $1";
/// Those whose moment has come, from the one after `$2`, `$3`.
pub(crate) const DUE: &str = "SELECT company_id, quote_id, goes_at FROM scheduled_sendings \
    WHERE state = 'waiting' AND goes_at <= $1 AND goes_at >= $2 AND (goes_at > $2 OR quote_id > $3) \
    ORDER BY goes_at, quote_id LIMIT $4";
pub(crate) const PUT: &str = "INSERT INTO scheduled_sendings (quote_id, company_id, goes_at, quote_version, content, \
    net, gross, command, party_email, user_id, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
    ON CONFLICT (quote_id) DO UPDATE SET version = scheduled_sendings.version + 1, state = 'waiting', refused = '', \
    goes_at = excluded.goes_at, quote_version = excluded.quote_version, content = excluded.content, \
    net = excluded.net, gross = excluded.gross, command = excluded.command, party_email = excluded.party_email, \
    user_id = excluded.user_id, made_at = excluded.made_at";
pub(crate) const FAILED: &str = "UPDATE scheduled_sendings SET version = version + 1, state = 'failed', refused = $2 \
    WHERE quote_id = $1 AND state = 'waiting'";
pub(crate) const DROP: &str = "DELETE FROM scheduled_sendings WHERE quote_id = $1";

/// A sending that waits, or could not go.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ScheduledRecord {
    pub quote_id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub state: String,
    pub goes_at: i64,
    pub quote_version: i64,
    pub content: String,
    pub net: i64,
    pub gross: i64,
    pub command: String,
    pub party_email: String,
    pub user_id: Uuid,
    pub made_at: i64,
    pub refused: String,
    /// Of who scheduled it; not written.
    pub user_name: String,
}

impl ScheduledRecord {
    /// Whether its moment is still to come.
    pub fn waits(&self) -> bool {
        self.state == "waiting"
    }
}

/// The one of a quotation that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, quote: QuoteId) -> Result<Option<ScheduledRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(quote.0).fetch_optional(c))?)
}

/// Sendings of every company that are due, in pages: work of the program itself.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_due(
    conn: &mut Conn,
    now: i64,
    (from, after): (i64, Uuid),
    most: i64,
) -> Result<Vec<(Uuid, Uuid, i64)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(DUE).bind(now).bind(from).bind(after).bind(most).fetch_all(c))?)
}

/// Keeps a sending for its moment, in place of the one that waited or failed.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, row: &ScheduledRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(PUT)
            .bind(row.quote_id)
            .bind(row.company_id)
            .bind(row.goes_at)
            .bind(row.quote_version)
            .bind(&row.content)
            .bind(row.net)
            .bind(row.gross)
            .bind(&row.command)
            .bind(&row.party_email)
            .bind(row.user_id)
            .bind(row.made_at)
    )?;
    Ok(())
}

/// Notes why it could not go; `refused` is the refusal as JSON.
/// # Errors
/// [`StoreError`].
pub async fn failed(unit: &mut Unit, quote: QuoteId, refused: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(FAILED).bind(quote.0).bind(refused))?;
    Ok(())
}

/// Takes it away; answers whether there was one.
/// # Errors
/// [`StoreError`].
pub async fn take(unit: &mut Unit, company: CompanyId, quote: QuoteId) -> Result<bool, StoreError> {
    let taken = run!(unit.conn, sqlx::query(DROP).bind(quote.0))? == 1;
    if taken {
        unit.announce(company, "quote", quote.0);
    }
    Ok(taken)
}
