//! The outbox: work that follows from a commit, tried until it is done.
use crate::{Conn, StoreError, Unit, dialect, on, run};
use domain::{
    days::Instant,
    ids::{CompanyId, OutboxId},
};
use uuid::Uuid;

pub(crate) const PUT: &str = "INSERT INTO outbox \
    (id, company_id, topic, subject_kind, subject_id, body, state, not_before, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $7)";
/// Due and unclaimed; without a mail server mails are left waiting.
pub(crate) const DUE: &str = "SELECT id, company_id, topic, subject_kind, subject_id, body, attempts FROM outbox AS o \
    WHERE state = 'waiting' AND not_before <= $1 AND claimed_until <= $1 AND ($3 = 1 OR topic <> 'mail') \
    ORDER BY not_before, id LIMIT $2";
pub(crate) const CLAIM: &str = "UPDATE outbox SET claimed_until = $2, attempts = attempts + 1 WHERE id = $1";
pub(crate) const DONE: &str = "UPDATE outbox SET state = 'done', done_at = $2, error = '', claimed_until = 0, \
    body = COALESCE($3, body) WHERE id = $1 AND state = 'waiting'";
pub(crate) const FAILED: &str =
    "UPDATE outbox SET state = $2, error = $3, not_before = $4, claimed_until = 0 WHERE id = $1 AND state = 'waiting'";
pub(crate) const RETRY: &str = "UPDATE outbox SET state = 'waiting', not_before = $3, claimed_until = 0 \
    WHERE id = $2 AND company_id = $1 AND state <> 'done'";
pub(crate) const LIST: &str = "SELECT id, topic, subject_kind, subject_id, body, state, attempts, error, not_before, \
    created_at FROM outbox WHERE company_id = $1 ORDER BY created_at DESC, id LIMIT $2 OFFSET $3";
pub(crate) const LIST_STATE: &str = "SELECT id, topic, subject_kind, subject_id, body, state, attempts, error, \
    not_before, created_at FROM outbox WHERE company_id = $1 AND state = $4 ORDER BY created_at DESC, id LIMIT $2 OFFSET $3";
pub(crate) const COUNT: &str = "SELECT COUNT(*) FROM outbox WHERE company_id = $1";
pub(crate) const COUNT_STATE: &str = "SELECT COUNT(*) FROM outbox WHERE company_id = $1 AND state = $2";

/// Work to be put in the outbox.
#[derive(Clone, Debug)]
pub struct NewWork {
    /// Whose.
    pub company: CompanyId,
    /// `mail`, `signed_pdf`, `renamed`.
    pub topic: &'static str,
    /// `quote`, `user`; what it belongs to.
    pub subject_kind: &'static str,
    /// Which.
    pub subject: Option<Uuid>,
    /// Everything the work needs, as JSON.
    pub body: String,
}

/// Work that was claimed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Work {
    /// Which.
    pub id: Uuid,
    /// Whose.
    pub company_id: Uuid,
    /// `mail`, `signed_pdf`, `renamed`.
    pub topic: String,
    /// What it belongs to.
    pub subject_kind: String,
    /// Which.
    pub subject_id: Option<Uuid>,
    /// Everything the work needs, as JSON.
    pub body: String,
    /// Tries before this one.
    pub attempts: i64,
}

/// A row of the outbox's screen.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OutboxRow {
    /// Which.
    pub id: Uuid,
    /// `mail`, `signed_pdf`, `renamed`.
    pub topic: String,
    /// What it belongs to.
    pub subject_kind: String,
    /// Which.
    pub subject_id: Option<Uuid>,
    /// Everything the work needs, as JSON.
    pub body: String,
    /// `waiting`, `done`, `dead`.
    pub state: String,
    /// Tries so far.
    pub attempts: i64,
    /// What went wrong last.
    pub error: String,
    /// When it is tried next.
    pub not_before: i64,
    /// When it was put there.
    pub created_at: i64,
}

/// Puts work in the outbox; it is committed with its cause.
/// # Errors
/// [`StoreError`].
pub async fn put_later(unit: &mut Unit, work: NewWork) -> Result<OutboxId, StoreError> {
    let (id, now) = (Uuid::now_v7(), unit.now.0);
    run!(
        unit.conn,
        sqlx::query(PUT)
            .bind(id)
            .bind(work.company.0)
            .bind(work.topic)
            .bind(work.subject_kind)
            .bind(work.subject)
            .bind(&work.body)
            .bind(now)
    )?;
    unit.announce(work.company, "outbox", id);
    Ok(OutboxId(id))
}

/// Claims due work until `lease_until`; another server does not get it meanwhile. `mails` says whether mails are
/// claimed too.
/// # Errors
/// [`StoreError`].
pub async fn claim(unit: &mut Unit, lease_until: Instant, most: i64, mails: bool) -> Result<Vec<Work>, StoreError> {
    let sql = format!("{DUE}{}", dialect::skip_locked(unit.conn.engine()));
    let now = unit.now.0;
    let due: Vec<Work> = on!(unit.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(now).bind(most).bind(i64::from(mails)).fetch_all(c))?;
    for work in &due {
        run!(unit.conn, sqlx::query(CLAIM).bind(work.id).bind(lease_until.0))?;
    }
    Ok(due)
}

/// Marks work done; `kept` replaces its body where that held a secret. Answers whether it was still to be done:
/// of two workers (the first one's lease ran out) one is told so.
/// # Errors
/// [`StoreError`].
pub async fn done(unit: &mut Unit, company: CompanyId, id: Uuid, kept: Option<&str>) -> Result<bool, StoreError> {
    let now = unit.now.0;
    let touched = run!(unit.conn, sqlx::query(DONE).bind(id).bind(now).bind(kept))?;
    unit.announce(company, "outbox", id);
    Ok(touched == 1)
}

/// Notes a failed try: it is tried again at `next`, or given up when there is none.
/// # Errors
/// [`StoreError`].
pub async fn failed(
    unit: &mut Unit,
    company: CompanyId,
    id: Uuid,
    error: &str,
    next: Option<Instant>,
) -> Result<(), StoreError> {
    let state = if next.is_some() { "waiting" } else { "dead" };
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(FAILED).bind(id).bind(state).bind(error).bind(next.map_or(now, |next| next.0)))?;
    unit.announce(company, "outbox", id);
    Ok(())
}

/// Makes waiting or dead work due at once.
/// # Errors
/// [`StoreError::NotFound`] when it is not there or done.
pub async fn retry(unit: &mut Unit, company: CompanyId, id: OutboxId) -> Result<(), StoreError> {
    let now = unit.now.0;
    let touched = run!(unit.conn, sqlx::query(RETRY).bind(company.0).bind(id.0).bind(now))?;
    unit.announce(company, "outbox", id.0);
    if touched == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// The outbox of a company, newest first, with the count of all; `state` narrows it.
/// # Errors
/// [`StoreError`].
pub async fn list(
    conn: &mut Conn,
    company: CompanyId,
    state: Option<&str>,
    rows: i64,
    skip: i64,
) -> Result<(Vec<OutboxRow>, i64), StoreError> {
    let (list, (count,)): (Vec<OutboxRow>, (i64,)) = match state {
        Some(state) => (
            on!(conn, c => sqlx::query_as(LIST_STATE).bind(company.0).bind(rows).bind(skip).bind(state).fetch_all(c))?,
            on!(conn, c => sqlx::query_as(COUNT_STATE).bind(company.0).bind(state).fetch_one(c))?,
        ),
        None => (
            on!(conn, c => sqlx::query_as(LIST).bind(company.0).bind(rows).bind(skip).fetch_all(c))?,
            on!(conn, c => sqlx::query_as(COUNT).bind(company.0).fetch_one(c))?,
        ),
    };
    Ok((list, count))
}
