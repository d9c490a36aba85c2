//! Mailboxes that are read: how each is reached, how far it was read, and how that went.
use crate::{Conn, StoreError, Unit, dialect, on, run};
use domain::ids::{CompanyId, IntakeSourceId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT source_id, company_id, host, port, encryption, user_name, password, folder, \
    move_to, uid_validity, last_uid, attempts, last_ok_at, last_error_at, last_error, last_detail \
    FROM intake_mailboxes WHERE company_id = $1";
pub(crate) const LOAD: &str = "SELECT source_id, company_id, host, port, encryption, user_name, password, folder, \
    move_to, uid_validity, last_uid, attempts, last_ok_at, last_error_at, last_error, last_detail \
    FROM intake_mailboxes WHERE company_id = $1 AND source_id = $2";
pub(crate) const PUT: &str = "INSERT INTO intake_mailboxes (source_id, company_id, host, port, encryption, user_name, \
    password, folder, move_to, uid_validity, last_uid) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
    ON CONFLICT (source_id) DO UPDATE SET host = $3, port = $4, encryption = $5, user_name = $6, password = $7, \
    folder = $8, move_to = $9, uid_validity = $10, last_uid = $11, next_at = 0, attempts = 0, last_error = '', \
    last_detail = '', last_error_at = NULL";
pub(crate) const REMOVE: &str = "DELETE FROM intake_mailboxes WHERE company_id = $1 AND source_id = $2";
/// Due mailboxes that are switched on.
pub(crate) const DUE: &str = "SELECT source_id, company_id, host, port, encryption, user_name, password, folder, \
    move_to, uid_validity, last_uid, attempts, last_ok_at, last_error_at, last_error, last_detail \
    FROM intake_mailboxes AS m WHERE next_at <= $1 \
    AND EXISTS (SELECT 1 FROM intake_sources AS s WHERE s.id = m.source_id AND s.active = 1) \
    ORDER BY next_at, source_id LIMIT $2";
pub(crate) const CLAIM: &str = "UPDATE intake_mailboxes SET next_at = $2 WHERE source_id = $1";
pub(crate) const READ_TO: &str = "UPDATE intake_mailboxes SET uid_validity = $3, last_uid = $4 \
    WHERE company_id = $1 AND source_id = $2";
pub(crate) const WENT: &str = "UPDATE intake_mailboxes SET last_ok_at = $3, next_at = $4, attempts = 0 \
    WHERE company_id = $1 AND source_id = $2";
pub(crate) const FAILED: &str = "UPDATE intake_mailboxes SET last_error_at = $3, next_at = $4, \
    attempts = attempts + 1, last_error = $5, last_detail = $6 WHERE company_id = $1 AND source_id = $2";

/// A mailbox's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct MailboxRecord {
    pub source_id: Uuid,
    pub company_id: Uuid,
    pub host: String,
    pub port: i64,
    pub encryption: String,
    pub user_name: String,
    pub password: Vec<u8>,
    pub folder: String,
    pub move_to: String,
    pub uid_validity: Option<i64>,
    pub last_uid: i64,
    pub attempts: i64,
    pub last_ok_at: Option<i64>,
    pub last_error_at: Option<i64>,
    pub last_error: String,
    pub last_detail: String,
}

/// The company's mailboxes.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<MailboxRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// The mailbox of a way for mail, where it has one.
/// # Errors
/// [`StoreError`].
pub async fn load(
    conn: &mut Conn,
    company: CompanyId,
    source: IntakeSourceId,
) -> Result<Option<MailboxRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(source.0).fetch_optional(c))?)
}

/// Writes how a mailbox is reached; it is due at once, and what went wrong before is forgotten.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, row: &MailboxRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(PUT)
            .bind(row.source_id)
            .bind(row.company_id)
            .bind(&row.host)
            .bind(row.port)
            .bind(&row.encryption)
            .bind(&row.user_name)
            .bind(&row.password)
            .bind(&row.folder)
            .bind(&row.move_to)
            .bind(row.uid_validity)
            .bind(row.last_uid)
    )?;
    Ok(())
}

/// Forgets how a mailbox is reached. What came in by it stays.
/// # Errors
/// [`StoreError`].
pub async fn remove(unit: &mut Unit, company: CompanyId, source: IntakeSourceId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(REMOVE).bind(company.0).bind(source.0))?;
    Ok(())
}

/// Whether any mailbox is due: asked without writing, because most of the time none is.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_any_due(conn: &mut Conn, now: i64) -> Result<bool, StoreError> {
    let due: Vec<MailboxRecord> = on!(conn, c => sqlx::query_as(DUE).bind(now).bind(1_i64).fetch_all(c))?;
    Ok(!due.is_empty())
}

/// Claims the due mailboxes of all companies until `lease_until`, for the worker, which acts for nobody.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_claim(unit: &mut Unit, lease_until: i64, most: i64) -> Result<Vec<MailboxRecord>, StoreError> {
    let sql = format!("{DUE}{}", dialect::skip_locked(unit.conn.engine()));
    let now = unit.now.0;
    let due: Vec<MailboxRecord> =
        on!(unit.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(now).bind(most).fetch_all(c))?;
    for row in &due {
        run!(unit.conn, sqlx::query(CLAIM).bind(row.source_id).bind(lease_until))?;
    }
    Ok(due)
}

/// Notes up to which mail everything is kept.
/// # Errors
/// [`StoreError`].
pub async fn read_to(
    unit: &mut Unit,
    company: CompanyId,
    source: IntakeSourceId,
    validity: i64,
    last: i64,
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(READ_TO).bind(company.0).bind(source.0).bind(validity).bind(last))?;
    Ok(())
}

/// Notes that a mailbox was read to its end; it is read again at `next`.
/// # Errors
/// [`StoreError`].
pub async fn went(unit: &mut Unit, company: CompanyId, source: IntakeSourceId, next: i64) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(WENT).bind(company.0).bind(source.0).bind(now).bind(next))?;
    Ok(())
}

/// Notes that a mailbox could not be read, and why; it is tried again at `next`.
/// # Errors
/// [`StoreError`].
pub async fn failed(
    unit: &mut Unit,
    company: CompanyId,
    source: IntakeSourceId,
    next: i64,
    (code, detail): (&str, &str),
) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(FAILED).bind(company.0).bind(source.0).bind(now).bind(next).bind(code).bind(detail))?;
    Ok(())
}
