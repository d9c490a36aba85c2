//! Who has a quotation open: one row per person, forgotten when nothing is heard of them.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{LineId, QuoteId, UserId};
use uuid::Uuid;

pub(crate) const HERE: &str = "SELECT p.user_id, u.name, p.line_id, p.seen_at FROM presences AS p \
    JOIN users AS u ON u.id = p.user_id WHERE p.quote_id = $1 ORDER BY u.name, p.user_id";
pub(crate) const COME: &str = "INSERT INTO presences (company_id, quote_id, user_id, line_id, seen_at) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (quote_id, user_id) DO UPDATE SET line_id = $4, seen_at = $5";
pub(crate) const GO: &str = "DELETE FROM presences WHERE quote_id = $1 AND user_id = $2";
pub(crate) const FORGET: &str = "DELETE FROM presences WHERE seen_at < $1";

/// A person on a quotation.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PresenceRecord {
    pub user_id: Uuid,
    pub name: String,
    pub line_id: Option<Uuid>,
    pub seen_at: i64,
}

/// Everybody who said to be there, however long ago.
/// # Errors
/// [`StoreError`].
pub async fn of_quote(conn: &mut Conn, quote: QuoteId) -> Result<Vec<PresenceRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(HERE).bind(quote.0).fetch_all(c))?)
}

/// Notes that somebody is there now.
/// # Errors
/// [`StoreError`].
pub async fn come(
    unit: &mut Unit,
    company: Uuid,
    quote: QuoteId,
    user: UserId,
    line: Option<LineId>,
) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(
        unit.conn,
        sqlx::query(COME).bind(company).bind(quote.0).bind(user.0).bind(line.map(|line| line.0)).bind(now)
    )?;
    Ok(())
}

/// Notes that somebody went away; whether they were there.
/// # Errors
/// [`StoreError`].
pub async fn go(unit: &mut Unit, quote: QuoteId, user: UserId) -> Result<bool, StoreError> {
    Ok(run!(unit.conn, sqlx::query(GO).bind(quote.0).bind(user.0))? > 0)
}

/// Forgets, in every company, whom nothing was heard of since `before` (microseconds): work of the program itself.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_forget(unit: &mut Unit, before: i64) -> Result<u64, StoreError> {
    Ok(run!(unit.conn, sqlx::query(FORGET).bind(before))?)
}
