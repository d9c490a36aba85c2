//! The home page: quotations that wait for the seller, what customers did, opportunities without a quotation.
use crate::{Conn, Scope, StoreError, on, scoped};
use uuid::Uuid;

/// A quotation that waits.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct WaitingRow {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub party_name: String,
    pub net: i64,
    pub currency: String,
    pub valid_until: Option<String>,
    /// Since when.
    pub since: i64,
}

/// Why quotations wait, each with its own index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The customer asked; since the oldest question.
    Answer,
    /// A sent one whose last day is between `from` and `to` (ISO text).
    Expiry,
    /// A draft.
    Sending,
    /// Sent before `before` (microseconds) and read by nobody.
    Opening,
}

/// The bounds of [`Wait`].
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Today.
    pub from: String,
    /// The last day that counts as near.
    pub to: String,
    /// Sent before this moment counts as long ago.
    pub before: i64,
    /// Rows of each kind.
    pub most: i64,
}

/// Something a customer did to a quotation.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct MovedRow {
    pub at: i64,
    pub what: String,
    pub actor: String,
    pub data: String,
    pub id: Uuid,
    pub number: String,
    pub party_name: String,
    pub state: String,
    pub net: i64,
    pub currency: String,
    /// Questions of its customer that are not answered yet.
    pub open_questions: i64,
    /// Proposals of its customer about the version that was sent last that are not answered yet.
    pub open_proposals: i64,
}

/// An opportunity that waits for its quotation.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct WithoutQuoteRow {
    pub id: Uuid,
    pub title: String,
    pub party_name: Option<String>,
    pub expected: i64,
    pub expected_close: Option<String>,
}

const SINCE_QUESTION: &str = "(SELECT MIN(k.created_at) FROM quote_comments AS k \
    WHERE k.quote_id = q.id AND k.link_id IS NOT NULL AND k.answered = 0)";

pub(crate) fn waiting_sql(scope: &Scope, wait: Wait) -> String {
    // Every kind binds company, two bounds, and the number of rows.
    let (since, condition, order) = match wait {
        Wait::Answer => {
            (format!("COALESCE({SINCE_QUESTION}, q.moved_at)"), "q.open_questions > 0 AND $2 <= $3", "since, q.id")
        }
        Wait::Expiry => (
            "q.moved_at".to_owned(),
            "q.state = 'sent' AND q.sent_valid_until >= $2 AND q.sent_valid_until <= $3",
            "q.sent_valid_until, q.id",
        ),
        Wait::Sending => ("q.moved_at".to_owned(), "q.state = 'draft' AND $2 <= $3", "q.moved_at DESC, q.id"),
        Wait::Opening => (
            "(SELECT MAX(v.sent_at) FROM quote_versions AS v WHERE v.quote_id = q.id)".to_owned(),
            "q.state = 'sent' AND q.read_at IS NULL AND $2 <= $3",
            "q.moved_at DESC, q.id",
        ),
    };
    let scope = scope.condition("q", 5);
    format!(
        "SELECT q.id, q.number, q.title, p.name AS party_name, q.net, q.currency, q.sent_valid_until AS valid_until, \
         {since} AS since FROM quotes AS q JOIN parties AS p ON p.id = q.party_id \
         WHERE q.company_id = $1 AND {condition}{scope} ORDER BY {order} LIMIT $4"
    )
}

/// Quotations that wait for one reason.
/// # Errors
/// [`StoreError`].
pub async fn waiting(
    conn: &mut Conn,
    scope: &Scope,
    wait: Wait,
    bounds: &Bounds,
) -> Result<Vec<WaitingRow>, StoreError> {
    let sql = waiting_sql(scope, wait);
    let rows: Vec<WaitingRow> = on!(conn, c => scoped!(sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(scope.company.0).bind(&bounds.from).bind(&bounds.to).bind(bounds.most), scope).fetch_all(c))?;
    Ok(match wait {
        Wait::Opening => rows.into_iter().filter(|row| row.since < bounds.before).collect(),
        _ => rows,
    })
}

pub(crate) fn moved_sql(scope: &Scope) -> String {
    let scope = scope.condition("q", 4);
    format!(
        "SELECT e.at, e.what, e.actor, e.data, q.id, q.number, p.name AS party_name, q.state, q.net, q.currency, \
         q.open_questions, (SELECT COUNT(*) FROM proposals AS w WHERE w.quote_id = q.id \
         AND w.quote_version = q.sent_version AND w.state = 'open') AS open_proposals \
         FROM events AS e JOIN quotes AS q ON q.id = e.subject_id JOIN parties AS p ON p.id = q.party_id \
         WHERE e.company_id = $1 AND e.what = $2 AND q.company_id = $1{scope} ORDER BY e.seq DESC LIMIT $3"
    )
}

/// What customers did last, of one kind, newest first.
/// # Errors
/// [`StoreError`].
pub async fn moved(conn: &mut Conn, scope: &Scope, what: &str, most: i64) -> Result<Vec<MovedRow>, StoreError> {
    let sql = moved_sql(scope);
    Ok(on!(conn, c => scoped!(sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(scope.company.0).bind(what).bind(most), scope).fetch_all(c))?)
}

pub(crate) fn without_quote_sql(scope: &Scope) -> String {
    let scope = scope.condition("o", 3);
    format!(
        "SELECT o.id, o.title, p.name AS party_name, o.expected, o.expected_close FROM opportunities AS o \
         LEFT JOIN parties AS p ON p.id = o.party_id \
         WHERE o.company_id = $1 AND o.state = 'open' AND o.expected_close > ''{scope} \
         AND NOT EXISTS (SELECT 1 FROM quotes AS q WHERE q.opportunity_id = o.id) \
         ORDER BY o.expected_close, o.id LIMIT $2"
    )
}

/// Open opportunities without any quotation that close first.
/// # Errors
/// [`StoreError`].
pub async fn without_quote(conn: &mut Conn, scope: &Scope, most: i64) -> Result<Vec<WithoutQuoteRow>, StoreError> {
    let sql = without_quote_sql(scope);
    Ok(on!(conn, c => scoped!(sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(scope.company.0).bind(most), scope).fetch_all(c))?)
}
