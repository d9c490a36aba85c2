//! Bank statements and the payments on them.
use crate::{Conn, StoreError, Unit, dialect, on, run};
use domain::ids::{CompanyId, StatementId};
use uuid::Uuid;

const COLUMNS: &str = "id, company_id, version, state, file_name, sha256, made_by, created_at";
pub(crate) const INSERT: &str = "INSERT INTO bank_statements (id, company_id, state, file_name, sha256, made_by, \
    created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
pub(crate) const BY_FILE: &str = "SELECT id FROM bank_statements WHERE company_id = $1 AND sha256 = $2";
pub(crate) const SET_STATE: &str = "UPDATE bank_statements SET version = version + 1, state = $4 \
    WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const PAYMENTS: &str = "SELECT s.position, s.account, s.entry_key, s.booked_on, s.amount, s.currency, \
    s.incoming, s.reversal, s.reference, s.payer, s.message, s.verdict, s.order_id, s.taken, o.number AS order_number \
    FROM statement_payments AS s LEFT JOIN orders AS o ON o.id = s.order_id WHERE s.statement_id = $1 \
    ORDER BY s.position";
pub(crate) const INSERT_PAYMENT: &str = "INSERT INTO statement_payments (statement_id, position, company_id, account, \
    entry_key, booked_on, amount, currency, incoming, reference, payer, message, verdict, order_id, reversal) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
pub(crate) const TAKEN_OF: &str =
    "SELECT amount FROM statement_payments WHERE order_id = $1 AND company_id = $2 AND taken = 1";
pub(crate) const SETTLE: &str = "UPDATE statement_payments SET verdict = $3, order_id = $4, taken = $5 \
    WHERE statement_id = $1 AND position = $2";
pub(crate) const TAKEN: &str = "SELECT entry_key FROM statement_payments \
    WHERE company_id = $1 AND account = $2 AND entry_key = $3 AND taken = 1";

/// A statement's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct StatementRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub state: String,
    pub file_name: String,
    pub sha256: String,
    pub made_by: String,
    pub created_at: i64,
}

/// A payment's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PaymentRecord {
    pub position: i64,
    pub account: String,
    pub entry_key: String,
    pub booked_on: String,
    pub amount: i64,
    pub currency: String,
    pub incoming: i64,
    pub reversal: i64,
    pub reference: String,
    pub payer: String,
    pub message: String,
    pub verdict: String,
    pub order_id: Option<Uuid>,
    pub taken: i64,
    pub order_number: Option<String>,
}

pub(crate) fn find_sql(suffix: &str) -> String {
    format!("SELECT {COLUMNS} FROM bank_statements WHERE company_id = $1 AND id = $2{suffix}")
}

pub(crate) fn list_sql() -> String {
    format!("SELECT {COLUMNS} FROM bank_statements WHERE company_id = $1 ORDER BY created_at DESC, id LIMIT $2")
}

/// The company's newest statements.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId, most: i64) -> Result<Vec<StatementRecord>, StoreError> {
    let sql = list_sql();
    Ok(on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0).bind(most).fetch_all(c))?)
}

/// A statement of the company.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, id: StatementId) -> Result<StatementRecord, StoreError> {
    fetch(conn, company, id, &find_sql("")).await
}

/// The same, kept from others until the unit ends.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load_for_update(
    unit: &mut Unit,
    company: CompanyId,
    id: StatementId,
) -> Result<StatementRecord, StoreError> {
    let sql = find_sql(dialect::for_update(unit.conn.engine()));
    fetch(&mut unit.conn, company, id, &sql).await
}

async fn fetch(conn: &mut Conn, company: CompanyId, id: StatementId, sql: &str) -> Result<StatementRecord, StoreError> {
    let row: Option<StatementRecord> =
        on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The statement that was made of the same file.
/// # Errors
/// [`StoreError`].
pub async fn by_file(conn: &mut Conn, company: CompanyId, sha256: &str) -> Result<Option<StatementId>, StoreError> {
    let row: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(BY_FILE).bind(company.0).bind(sha256).fetch_optional(c))?;
    Ok(row.map(|(id,)| StatementId(id)))
}

/// The payments on a statement that was loaded through its company, in its order.
/// # Errors
/// [`StoreError`].
pub async fn payments(conn: &mut Conn, id: StatementId) -> Result<Vec<PaymentRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(PAYMENTS).bind(id.0).fetch_all(c))?)
}

/// Whether a payment was taken from any statement.
/// # Errors
/// [`StoreError`].
pub async fn is_taken(conn: &mut Conn, company: CompanyId, account: &str, key: &str) -> Result<bool, StoreError> {
    let row: Option<(String,)> =
        on!(conn, c => sqlx::query_as(TAKEN).bind(company.0).bind(account).bind(key).fetch_optional(c))?;
    Ok(row.is_some())
}

/// What was taken for an order from any statements, in millionths.
/// # Errors
/// [`StoreError`].
pub async fn taken_of(conn: &mut Conn, company: CompanyId, order: Uuid) -> Result<i64, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(TAKEN_OF).bind(order).bind(company.0).fetch_all(c))?;
    Ok(rows.into_iter().map(|(amount,)| amount).sum())
}

/// Writes a statement with its payments.
/// # Errors
/// [`StoreError::Taken`] when the same file is there already.
pub async fn insert(
    unit: &mut Unit,
    statement: &StatementRecord,
    payments: &[PaymentRecord],
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(statement.id)
            .bind(statement.company_id)
            .bind(&statement.state)
            .bind(&statement.file_name)
            .bind(&statement.sha256)
            .bind(&statement.made_by)
            .bind(statement.created_at)
    )?;
    for payment in payments {
        run!(
            unit.conn,
            sqlx::query(INSERT_PAYMENT)
                .bind(statement.id)
                .bind(payment.position)
                .bind(statement.company_id)
                .bind(&payment.account)
                .bind(&payment.entry_key)
                .bind(&payment.booked_on)
                .bind(payment.amount)
                .bind(&payment.currency)
                .bind(payment.incoming)
                .bind(&payment.reference)
                .bind(&payment.payer)
                .bind(&payment.message)
                .bind(&payment.verdict)
                .bind(payment.order_id)
                .bind(payment.reversal)
        )?;
    }
    Ok(())
}

/// Writes what became of a payment.
/// # Errors
/// [`StoreError::Taken`] when it was taken from another statement meanwhile.
pub async fn settle(unit: &mut Unit, id: StatementId, payment: &PaymentRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(SETTLE)
            .bind(id.0)
            .bind(payment.position)
            .bind(&payment.verdict)
            .bind(payment.order_id)
            .bind(payment.taken)
    )?;
    Ok(())
}

/// Writes the state if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`].
pub async fn set_state(unit: &mut Unit, statement: &StatementRecord, state: &str) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(SET_STATE).bind(statement.company_id).bind(statement.id).bind(statement.version).bind(state)
    )?;
    if touched == 1 { Ok(statement.version + 1) } else { Err(StoreError::Stale { current: statement.version }) }
}
