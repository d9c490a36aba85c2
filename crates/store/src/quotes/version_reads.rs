//! Which versions a person has read, by the link they were read through.
use crate::{Conn, StoreError, Unit, on, run, scope::VisitorScope};

pub(crate) const NOTE: &str = "INSERT INTO version_reads (link_id, quote_version, read_at) VALUES ($1, $2, $3) \
    ON CONFLICT (link_id, quote_version) DO UPDATE SET read_at = $3";
// A version that is sent anew has a link of its own: the same address is the same reader.
pub(crate) const BEFORE: &str = "SELECT MAX(r.quote_version) FROM quote_links AS me \
    JOIN quotes AS q ON q.id = me.quote_id \
    JOIN quote_links AS l ON l.quote_id = me.quote_id AND (l.id = me.id OR \
        (me.recipient_email <> '' AND l.recipient_email = me.recipient_email)) \
    JOIN version_reads AS r ON r.link_id = l.id \
    WHERE me.company_id = $1 AND me.quote_id = $2 AND me.id = $3 AND r.quote_version < COALESCE($4, q.sent_version)";

/// Notes that a person read this version.
/// # Errors
/// [`StoreError`].
pub async fn note(unit: &mut Unit, scope: &VisitorScope, version: i64) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(NOTE).bind(scope.link.0).bind(version).bind(now))?;
    Ok(())
}

/// The newest version the same reader has read that is older than `version`, or than the one that was sent last.
/// # Errors
/// [`StoreError`].
pub async fn before(conn: &mut Conn, scope: &VisitorScope, version: Option<i64>) -> Result<Option<i64>, StoreError> {
    let row: (Option<i64>,) = on!(conn, c => sqlx::query_as(BEFORE)
        .bind(scope.company.0)
        .bind(scope.quote.0)
        .bind(scope.link.0)
        .bind(version)
        .fetch_one(c))?;
    Ok(row.0)
}
