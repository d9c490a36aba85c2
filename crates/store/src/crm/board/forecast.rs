//! The same opportunities by the day they are expected to close: sums of months from an index alone, cards of a lane and
//! the closings of some days in the order of an index.
use super::{CARD, CardRow, Filter, JOINS, MONTHLY, Step};
use crate::{
    Conn, Scope, StoreError,
    dialect::{self, Engine},
    on, scoped,
};
use uuid::Uuid;

/// Before every day that is kept, and after every one: bounds of a lane that has none.
const OPEN_ENDS: (&str, &str) = ("", "9999-99-99");

/// The sums of a month. Amounts are thousandths here, as those of a stage.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // Named after what is summed.
pub struct MonthRow {
    /// As `2026-12`; `late` for what is expected before the reader's day, none for what has no day.
    pub month: Option<String>,
    pub count: i64,
    pub expected: i64,
    pub weighted: i64,
    /// How far the sum may stray, as [`domain::crm::likely::Spread::summed`] takes it.
    pub spread_millions: i64,
    pub spread_mixed: i64,
    pub spread_rests: i64,
    pub monthly: i64,
    pub monthly_weighted: i64,
}

/// What is weighted by its chance, and what that leaves of the whole: each in millions of the currency, and the rest of
/// them. A product of two of these fits into 64 bits, and a sum of very many of those.
const WON: (&str, &str) = ("(o.weighted / 1000000000000)", "((o.weighted / 1000000) % 1000000)");
const LOST: (&str, &str) =
    ("((o.expected - o.weighted) / 1000000000000)", "(((o.expected - o.weighted) / 1000000) % 1000000)");

/// A card with what a forecast needs besides.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct AheadRow {
    #[sqlx(flatten)]
    pub card: CardRow,
    pub chance: i64,
    pub weighted: i64,
}

/// A deal on the day it is expected to close.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ClosingRow {
    pub id: Uuid,
    pub version: i64,
    pub title: String,
    pub party_name: Option<String>,
    pub expected: i64,
    pub expected_close: String,
    pub owner_id: Option<Uuid>,
    pub owner_name: Option<String>,
}

/// Which days, ISO text: from the first on, up to but without the second; no bound where there is none.
pub type Span = (Option<String>, Option<String>);

pub(crate) fn sums_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    let (condition, _) = filter.condition(engine, scope, 3);
    let found = dialect::found_first(engine, &filter.search);
    let ((won, won_rest), (lost, lost_rest)) = (WON, LOST);
    format!(
        "SELECT CASE WHEN o.expected_close < $2 THEN 'late' ELSE SUBSTR(o.expected_close, 1, 7) END AS month, \
         COUNT(*) AS count, CAST(SUM(o.expected / 1000) AS BIGINT) AS expected, \
         CAST(SUM(o.weighted / 1000) AS BIGINT) AS weighted, \
         CAST(SUM({won} * {lost}) AS BIGINT) AS spread_millions, \
         CAST(SUM({won} * {lost_rest} + {won_rest} * {lost}) AS BIGINT) AS spread_mixed, \
         CAST(SUM({won_rest} * {lost_rest}) AS BIGINT) AS spread_rests, {MONTHLY} FROM opportunities AS o{found} \
         WHERE o.company_id = $1 AND o.state = 'open'{condition} GROUP BY 1"
    )
}

/// The sums of every month with open opportunities.
/// # Errors
/// [`StoreError`].
pub async fn sums(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<MonthRow>, StoreError> {
    let (sql, words) = (sums_sql(conn.engine(), scope, filter), filter.words(conn.engine()));
    Ok(on!(conn, c => filtered!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(&filter.today), filter, words, scope)
        .fetch_all(c))?)
}

pub(crate) fn dated_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    let (condition, next) = filter.condition(engine, scope, 4);
    let found = dialect::found_first(engine, &filter.search);
    format!(
        "SELECT {CARD}, o.chance, o.weighted FROM opportunities AS o{found} {JOINS} \
         WHERE o.company_id = $1 AND o.state = 'open' AND o.expected_close >= $2 AND o.expected_close < $3{condition} \
         ORDER BY o.expected_close, o.id LIMIT ${next} OFFSET ${}",
        next + 1
    )
}

pub(crate) fn undated_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    let (condition, next) = filter.condition(engine, scope, 2);
    let found = dialect::found_first(engine, &filter.search);
    format!(
        "SELECT {CARD}, o.chance, o.weighted FROM opportunities AS o{found} {JOINS} \
         WHERE o.company_id = $1 AND o.state = 'open' AND o.expected_close IS NULL{condition} \
         ORDER BY o.id LIMIT ${next} OFFSET ${}",
        next + 1
    )
}

/// Cards of a lane, the earliest day first; those without a day for no span.
/// # Errors
/// [`StoreError`].
pub async fn cards(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    span: Option<&Span>,
    rows: i64,
    skip: i64,
) -> Result<Vec<AheadRow>, StoreError> {
    let words = filter.words(conn.engine());
    let Some(span) = span else {
        let sql = undated_sql(conn.engine(), scope, filter);
        return Ok(on!(conn, c => filtered!(
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0), filter, words, scope)
            .bind(rows).bind(skip).fetch_all(c))?);
    };
    let sql = dated_sql(conn.engine(), scope, filter);
    let (from, to) = bounds(span);
    Ok(on!(conn, c => filtered!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(from).bind(to), filter, words, scope)
        .bind(rows).bind(skip).fetch_all(c))?)
}

pub(crate) fn closings_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    let (condition, next) = filter.condition(engine, scope, 4);
    let found = dialect::found_first(engine, &filter.search);
    format!(
        "SELECT o.id, o.version, o.title, p.name AS party_name, o.expected, o.expected_close, o.owner_id, \
         u.name AS owner_name FROM opportunities AS o{found} {JOINS} \
         WHERE o.company_id = $1 AND o.state = 'open' AND o.expected_close >= $2 AND o.expected_close < $3{condition} \
         ORDER BY o.expected_close, o.id LIMIT ${next}"
    )
}

/// Open opportunities that are expected to close within a span, the earliest first.
/// # Errors
/// [`StoreError`].
pub async fn closings(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    span: &Span,
    most: i64,
) -> Result<Vec<ClosingRow>, StoreError> {
    let (sql, words) = (closings_sql(conn.engine(), scope, filter), filter.words(conn.engine()));
    let (from, to) = bounds(span);
    Ok(on!(conn, c => filtered!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(from).bind(to), filter, words, scope)
        .bind(most).fetch_all(c))?)
}

pub(super) fn bounds((from, to): &Span) -> (&str, &str) {
    (from.as_deref().unwrap_or(OPEN_ENDS.0), to.as_deref().unwrap_or(OPEN_ENDS.1))
}
