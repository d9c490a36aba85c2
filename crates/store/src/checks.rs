//! Reading everything once, to see whether it is as it was written.
use crate::{
    Conn, StoreError,
    dialect::{self, Engine},
    on,
};
use domain::ids::CompanyId;

pub(crate) const VERSIONS: &str = "SELECT q.number, v.number AS version, v.content, v.sha256, \
    CAST(CASE WHEN EXISTS (SELECT 1 FROM events AS e WHERE e.company_id = v.company_id AND e.subject_id = v.quote_id \
    AND e.what = 'quote.sent' AND e.data LIKE '%' || v.sha256 || '%') THEN 1 ELSE 0 END AS BIGINT) AS recorded \
    FROM quote_versions AS v JOIN quotes AS q ON q.id = v.quote_id WHERE v.company_id = $1 AND q.number > $2 ORDER BY q.number, v.number LIMIT 500";
pub(crate) const COUNTERS: &str =
    "SELECT series, period, value FROM counters WHERE company_id = $1 ORDER BY series, period";
pub(crate) const QUOTE_NUMBERS: &str = "SELECT number FROM quotes WHERE company_id = $1 ORDER BY number";
pub(crate) const ORDER_NUMBERS: &str = "SELECT number FROM orders WHERE company_id = $1 ORDER BY number";
pub(crate) const UNRECORDED_ORDERS: &str = "SELECT COUNT(*) FROM orders AS o WHERE o.company_id = $1 AND NOT EXISTS \
    (SELECT 1 FROM events AS e WHERE e.company_id = o.company_id AND e.subject_id = o.id AND e.what = 'order.created')";
pub(crate) const SEALS: &str = "SELECT q.number, s.quote_version, s.kind, s.sha256, s.body, s.statement, s.signature, \
    k.public_key, CAST(CASE WHEN EXISTS (SELECT 1 FROM events AS e WHERE e.company_id = k.company_id \
    AND e.subject_id = k.id AND e.what = 'seal.key_made' AND e.data LIKE '%' || k.public_key || '%') THEN 1 ELSE 0 END AS BIGINT) \
    AS recorded FROM seals AS s JOIN seal_keys AS k ON k.id = s.key_id JOIN quotes AS q ON q.id = s.quote_id \
    WHERE s.company_id = $1 AND s.sha256 > $2 ORDER BY s.sha256 LIMIT 500";
pub(crate) const SQLITE_CHECK: &str = "PRAGMA integrity_check(20)";

pub(crate) fn figures_sql(engine: Engine) -> String {
    let nobody = dialect::nobody(engine);
    let counted = format!(
        "SELECT state, CASE state WHEN 'open' THEN COALESCE(next_due_on, '') ELSE COALESCE(closed_on, '') END AS day, \
         stage_id, COALESCE(owner_id, {nobody}) AS owner_id, COALESCE(team_id, {nobody}) AS team_id, COUNT(*) AS count, \
         CAST(SUM(expected / 1000) AS BIGINT) AS expected, CAST(SUM(weighted / 1000) AS BIGINT) AS weighted, \
         CAST(SUM(monthly / 1000) AS BIGINT) AS monthly, CAST(SUM(monthly_weighted / 1000) AS BIGINT) AS monthly_weighted \
         FROM opportunities WHERE company_id = $1 GROUP BY 1, 2, 3, 4, 5"
    );
    let kept = "SELECT state, day, stage_id, owner_id, team_id, count, expected, weighted, monthly, monthly_weighted \
         FROM opportunity_figures \
         WHERE company_id = $1";
    format!(
        "SELECT COUNT(*) FROM (SELECT * FROM ({counted} EXCEPT {kept}) AS missing \
         UNION ALL SELECT * FROM ({kept} EXCEPT {counted}) AS more) AS wrong"
    )
}

/// How many of the kept sums of opportunities are not what counting gives; 0 when all are right.
/// # Errors
/// [`StoreError`].
pub async fn wrong_figures(conn: &mut Conn, company: CompanyId) -> Result<i64, StoreError> {
    let sql = figures_sql(conn.engine());
    let (wrong,): (i64,) =
        on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0).fetch_one(c))?;
    Ok(wrong)
}

/// A sent version with what it should hash to.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct VersionCheck {
    pub number: String,
    pub version: i64,
    pub content: String,
    pub sha256: String,
    /// Whether the audit trail tells of its sending, under this hash: 1 or 0.
    pub recorded: i64,
}

/// A seal with what it should say yes to.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct SealCheck {
    pub number: String,
    pub quote_version: i64,
    pub kind: String,
    pub sha256: String,
    pub body: String,
    pub statement: String,
    pub signature: String,
    pub public_key: String,
    /// Whether the audit trail tells of its key: 1 or 0.
    pub recorded: i64,
}

/// A number series: code, year, last number given.
pub type Counter = (String, i64, i64);

/// Sent versions of quotations whose number comes after `after`; whole quotations may be split between two calls,
/// so the caller goes on from the last number but one when a call came back full.
/// # Errors
/// [`StoreError`].
pub async fn versions(conn: &mut Conn, company: CompanyId, after: &str) -> Result<Vec<VersionCheck>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(VERSIONS).bind(company.0).bind(after).fetch_all(c))?)
}

/// Seals on what has a hash after `after`.
/// # Errors
/// [`StoreError`].
pub async fn seals(conn: &mut Conn, company: CompanyId, after: &str) -> Result<Vec<SealCheck>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(SEALS).bind(company.0).bind(after).fetch_all(c))?)
}

/// The company's number series.
/// # Errors
/// [`StoreError`].
pub async fn counters(conn: &mut Conn, company: CompanyId) -> Result<Vec<Counter>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(COUNTERS).bind(company.0).fetch_all(c))?)
}

/// Every number given to quotations and orders.
/// # Errors
/// [`StoreError`].
pub async fn numbers(conn: &mut Conn, company: CompanyId) -> Result<Vec<String>, StoreError> {
    let quotes: Vec<(String,)> = on!(conn, c => sqlx::query_as(QUOTE_NUMBERS).bind(company.0).fetch_all(c))?;
    let orders: Vec<(String,)> = on!(conn, c => sqlx::query_as(ORDER_NUMBERS).bind(company.0).fetch_all(c))?;
    Ok(quotes.into_iter().chain(orders).map(|(number,)| number).collect())
}

/// How many orders the audit trail does not tell of.
/// # Errors
/// [`StoreError`].
pub async fn unrecorded_orders(conn: &mut Conn, company: CompanyId) -> Result<i64, StoreError> {
    let (count,): (i64,) = on!(conn, c => sqlx::query_as(UNRECORDED_ORDERS).bind(company.0).fetch_one(c))?;
    Ok(count)
}

/// What the embedded database says of its own pages; nothing on PostgreSQL, which checks itself.
/// # Errors
/// [`StoreError`].
pub async fn integrity(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    match conn.raw() {
        crate::Raw::Sqlite(c) => {
            let rows: Vec<(String,)> = sqlx::query_as(SQLITE_CHECK).fetch_all(c).await?;
            Ok(rows.into_iter().map(|(said,)| said).filter(|said| said != "ok").collect())
        }
        crate::Raw::Pg(_) => Ok(Vec::new()),
    }
}
