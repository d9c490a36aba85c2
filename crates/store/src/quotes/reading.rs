//! Visits of customers, and how long they read each part where they agreed to tell.
use crate::{Conn, StoreError, Unit, on, run, scope::VisitorScope};
use domain::ids::QuoteId;
use uuid::Uuid;

pub(crate) const VISIT: &str =
    "INSERT INTO quote_visits (id, quote_id, link_id, quote_version, begun_at) VALUES ($1, $2, $3, $4, $5)";
pub(crate) const VISITS: &str = "SELECT COUNT(*), MAX(begun_at) FROM quote_visits \
    WHERE quote_id = $1 AND quote_version = $2";
pub(crate) const AGREE: &str =
    "INSERT INTO reading_agreements (link_id, agreed_at) VALUES ($1, $2) ON CONFLICT (link_id) DO NOTHING";
pub(crate) const AGREED: &str = "SELECT agreed_at FROM reading_agreements WHERE link_id = $1";
pub(crate) const FORGET_TIMES: &str = "DELETE FROM reading_times WHERE link_id = $1";
pub(crate) const WITHDRAW: &str = "DELETE FROM reading_agreements WHERE link_id = $1";
pub(crate) const FORGET_OLD_TIMES: &str = "DELETE FROM reading_times WHERE link_id IN \
    (SELECT link_id FROM reading_agreements WHERE agreed_at < $1)";
pub(crate) const FORGET_OLD: &str = "DELETE FROM reading_agreements WHERE agreed_at < $1";
/// Only who agreed is written down, and only what is longer than before.
pub(crate) const TIME: &str = "INSERT INTO reading_times (link_id, quote_id, quote_version, part, step) \
    SELECT link_id, $2, $3, $4, $5 FROM reading_agreements WHERE link_id = $1 \
    ON CONFLICT (link_id, quote_version, part) DO UPDATE SET step = excluded.step WHERE reading_times.step < excluded.step";
pub(crate) const TIMES: &str = "SELECT part, MAX(step) FROM reading_times \
    WHERE quote_id = $1 AND quote_version = $2 GROUP BY part ORDER BY part";

/// Writes a visit that begins now.
/// # Errors
/// [`StoreError`].
pub async fn begin(unit: &mut Unit, scope: &VisitorScope, version: i64) -> Result<(), StoreError> {
    let now = unit.now.0;
    let (id, quote, link) = (Uuid::now_v7(), scope.quote.0, scope.link.0);
    run!(unit.conn, sqlx::query(VISIT).bind(id).bind(quote).bind(link).bind(version).bind(now))?;
    Ok(())
}

/// How often a version of a quotation that was loaded through its scope was visited, and when last.
/// # Errors
/// [`StoreError`].
pub async fn visits(conn: &mut Conn, quote: QuoteId, version: i64) -> Result<(i64, Option<i64>), StoreError> {
    Ok(on!(conn, c => sqlx::query_as(VISITS).bind(quote.0).bind(version).fetch_one(c))?)
}

/// Writes that whoever holds the link agrees to tell how long they read.
/// # Errors
/// [`StoreError`].
pub async fn agree(unit: &mut Unit, scope: &VisitorScope) -> Result<bool, StoreError> {
    let now = unit.now.0;
    Ok(run!(unit.conn, sqlx::query(AGREE).bind(scope.link.0).bind(now))? == 1)
}

/// Takes the agreement back, and with it all that was told.
/// # Errors
/// [`StoreError`].
pub async fn withdraw(unit: &mut Unit, scope: &VisitorScope) -> Result<bool, StoreError> {
    run!(unit.conn, sqlx::query(FORGET_TIMES).bind(scope.link.0))?;
    Ok(run!(unit.conn, sqlx::query(WITHDRAW).bind(scope.link.0))? == 1)
}

/// Forgets agreements from before `before`, with all that was told under them: work of the program itself.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_forget_old(unit: &mut Unit, before: i64) -> Result<u64, StoreError> {
    run!(unit.conn, sqlx::query(FORGET_OLD_TIMES).bind(before))?;
    Ok(run!(unit.conn, sqlx::query(FORGET_OLD).bind(before))?)
}

/// Whether whoever holds the link agreed.
/// # Errors
/// [`StoreError`].
pub async fn agreed(conn: &mut Conn, scope: &VisitorScope) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(AGREED).bind(scope.link.0).fetch_optional(c))?;
    Ok(row.is_some())
}

/// Writes how long a part was read, where that was agreed to and is longer than before; answers whether it was.
/// # Errors
/// [`StoreError`].
pub async fn time(
    unit: &mut Unit,
    scope: &VisitorScope,
    version: i64,
    (part, step): (&str, i64),
) -> Result<bool, StoreError> {
    let (link, quote) = (scope.link.0, scope.quote.0);
    let touched = run!(unit.conn, sqlx::query(TIME).bind(link).bind(quote).bind(version).bind(part).bind(step))?;
    Ok(touched == 1)
}

/// The longest time each part of a version was read by anybody who agreed to tell.
/// # Errors
/// [`StoreError`].
pub async fn times(conn: &mut Conn, quote: QuoteId, version: i64) -> Result<Vec<(String, i64)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(TIMES).bind(quote.0).bind(version).fetch_all(c))?)
}
