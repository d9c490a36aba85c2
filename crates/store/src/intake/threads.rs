//! Which opportunity a mail belongs to: by what it answers, or by its writer and subject.
use crate::{Conn, StoreError, on};
use domain::ids::{CompanyId, IntakeSourceId, OpportunityId};
use uuid::Uuid;

pub(crate) const BY_KEY: &str = "SELECT opportunity_id FROM intake_posts WHERE company_id = $1 AND repeat_key = $2 \
    AND opportunity_id IS NOT NULL ORDER BY id LIMIT 1";
pub(crate) const SENT: &str = "SELECT subject_kind, subject_id FROM outbox WHERE company_id = $1 AND id = $2";
pub(crate) const OF_QUOTE: &str =
    "SELECT opportunity_id FROM quotes WHERE company_id = $1 AND id = $2 AND opportunity_id IS NOT NULL";
pub(crate) const OF_WRITER: &str = "SELECT p.subject, p.opportunity_id FROM intake_posts AS p \
    WHERE p.source_id = $1 AND p.address = $2 AND p.received_at > $3 AND p.opportunity_id IS NOT NULL \
    AND EXISTS (SELECT 1 FROM opportunities AS o WHERE o.id = p.opportunity_id AND o.state = 'open') \
    ORDER BY p.received_at DESC LIMIT 50";
pub(crate) const MANY: &str = "SELECT id FROM intake_posts WHERE source_id = $1 AND address = $2 \
    AND received_at > $3 ORDER BY received_at LIMIT $4";

/// The opportunity of the mail that came in with a key.
/// # Errors
/// [`StoreError`].
pub async fn by_key(conn: &mut Conn, company: CompanyId, key: &str) -> Result<Option<OpportunityId>, StoreError> {
    let found: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(BY_KEY).bind(company.0).bind(key).fetch_optional(c))?;
    Ok(found.map(|(id,)| OpportunityId(id)))
}

/// What a mail of our own was about, by its id in the outbox: kind and id; `None` where we sent no such mail.
/// # Errors
/// [`StoreError`].
pub async fn sent(conn: &mut Conn, company: CompanyId, id: Uuid) -> Result<Option<(String, Option<Uuid>)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(SENT).bind(company.0).bind(id).fetch_optional(c))?)
}

/// The opportunity of a quotation.
/// # Errors
/// [`StoreError`].
pub async fn of_quote(conn: &mut Conn, company: CompanyId, id: Uuid) -> Result<Option<OpportunityId>, StoreError> {
    let found: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(OF_QUOTE).bind(company.0).bind(id).fetch_optional(c))?;
    Ok(found.map(|(id,)| OpportunityId(id)))
}

/// Subjects and open opportunities of somebody's mails since a moment, the newest first.
/// # Errors
/// [`StoreError`].
pub async fn of_writer(
    conn: &mut Conn,
    source: IntakeSourceId,
    address: &str,
    since: i64,
) -> Result<Vec<(String, OpportunityId)>, StoreError> {
    let found: Vec<(String, Uuid)> =
        on!(conn, c => sqlx::query_as(OF_WRITER).bind(source.0).bind(address).bind(since).fetch_all(c))?;
    Ok(found.into_iter().map(|(subject, id)| (subject, OpportunityId(id))).collect())
}

/// How many mails of somebody came in since a moment, counted up to `most`.
/// # Errors
/// [`StoreError`].
pub async fn many(
    conn: &mut Conn,
    source: IntakeSourceId,
    address: &str,
    since: i64,
    most: i64,
) -> Result<usize, StoreError> {
    let counted: Vec<(Uuid,)> =
        on!(conn, c => sqlx::query_as(MANY).bind(source.0).bind(address).bind(since).bind(most).fetch_all(c))?;
    Ok(counted.len())
}
