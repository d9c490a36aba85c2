//! Sums that are kept as opportunities change: what they cost grows with stages, people and days, not with cards.
use super::{ClosedRow, Filter, Step, SumRow};
use crate::{Conn, Scope, StoreError, on, scoped};

/// The conditions of a filter that the kept sums know, after `$1` and `$2`; what is bound is bound in the order of
/// [`Filter::condition`].
fn condition(scope: &Scope, filter: &Filter) -> String {
    let (mut sql, mut next) = (String::new(), 3);
    for (column, value) in [("owner_id", filter.owner), ("team_id", filter.team), ("stage_id", filter.stage)] {
        if value.is_some() {
            sql.push_str(&format!(" AND o.{column} = ${next}"));
            next += 1;
        }
    }
    match filter.step {
        Some(Step::None) => sql.push_str(" AND o.day = ''"),
        Some(Step::Late) => {
            sql.push_str(&format!(" AND o.day > '' AND o.day < ${next}"));
            next += 1;
        }
        None => {}
    }
    sql.push_str(&scope.condition("o", next));
    sql
}

pub(crate) fn sums_sql(scope: &Scope, filter: &Filter) -> String {
    summed_sql(scope, filter, "o.stage_id AS stage_id")
}

/// The same by something else than the stage.
pub(super) fn grouped_sql(scope: &Scope, filter: &Filter, key: &str) -> String {
    summed_sql(scope, filter, &format!("{key} AS lane"))
}

fn summed_sql(scope: &Scope, filter: &Filter, key: &str) -> String {
    let steps = |which: &str| format!("CAST(SUM(CASE WHEN {which} THEN o.count ELSE 0 END) AS BIGINT)");
    format!(
        "SELECT {key}, CAST(SUM(o.count) AS BIGINT) AS count, CAST(SUM(o.expected) AS BIGINT) AS expected, \
         CAST(SUM(o.weighted) AS BIGINT) AS weighted, CAST(SUM(o.monthly) AS BIGINT) AS monthly, \
         CAST(SUM(o.monthly_weighted) AS BIGINT) AS monthly_weighted, {} AS late, {} AS today, {} AS planned \
         FROM opportunity_figures AS o WHERE o.company_id = $1 AND o.state = 'open'{} GROUP BY 1",
        steps("o.day > '' AND o.day < $2"),
        steps("o.day = $2"),
        steps("o.day > $2"),
        condition(scope, filter)
    )
}

pub(crate) fn closed_sql(scope: &Scope, filter: &Filter) -> String {
    format!(
        "SELECT o.state, CAST(SUM(o.count) AS BIGINT) AS count, CAST(SUM(o.expected) AS BIGINT) AS expected \
         FROM opportunity_figures AS o WHERE o.company_id = $1 AND o.state IN ('won', 'lost') AND o.day >= $2{} \
         GROUP BY o.state",
        condition(scope, filter)
    )
}

/// As [`super::sums`], of a filter that the kept sums know.
pub(super) async fn sums(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<SumRow>, StoreError> {
    let (sql, words) = (sums_sql(scope, filter), Vec::<String>::new());
    Ok(on!(conn, c => filtered!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(&filter.today), filter, words, scope)
        .fetch_all(c))?)
}

/// As [`super::closed_since`], of a filter that the kept sums know.
pub(super) async fn closed_since(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    day: &str,
) -> Result<Vec<ClosedRow>, StoreError> {
    let (sql, words) = (closed_sql(scope, filter), Vec::<String>::new());
    Ok(on!(conn, c => filtered!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(day), filter, words, scope)
        .fetch_all(c))?)
}
