//! How many of a search are found, of no more than so many that are looked at.
use super::{Asked, Bound, Condition, Filter};
use crate::{
    Conn, Scope, StoreError,
    dialect::{self, Engine},
    on,
};

/// Characters that a search must have for an index of substrings to answer it.
pub const LEAST: usize = 3;

fn asked(engine: Engine, scope: &Scope, filter: &Filter, looked_at: i64) -> Asked {
    let rest = Filter { search: String::new(), ..filter.clone() };
    let mut all = Condition::new(engine, scope, &rest);
    let (from, words) = dialect::search_first(engine, "opportunities", all.bound.len() + 1, &filter.search);
    all.bound.extend(dialect::search_bindings(engine, &filter.search).into_iter().map(Bound::Text));
    let looked_at = all.bind(Bound::Number(looked_at));
    // The company is the first that is bound. All else is asked of those that are found, which are few.
    let fits = all.sql.trim_start_matches("WHERE ").replace("o.", "seen.");
    let sql = format!(
        "SELECT COUNT(*) AS looked_at, COUNT(CASE WHEN {fits} THEN 1 END) AS found FROM (SELECT opportunities.company_id, \
         opportunities.state, opportunities.owner_id, opportunities.team_id, opportunities.stage_id FROM {from} \
         WHERE opportunities.company_id = $1{words} LIMIT {looked_at}) AS seen"
    );
    Asked { sql, bound: all.bound }
}

pub(crate) fn count_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    asked(engine, scope, filter, 1).sql
}

/// How many match a search of [`LEAST`] characters or more that may also be narrowed to a state, an owner, a team and a stage,
/// counted no further than `most`. None where so many have the words that `looked_at` of them do not tell.
/// # Errors
/// [`StoreError`].
pub async fn count(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    (most, looked_at): (i64, i64),
) -> Result<Option<i64>, StoreError> {
    let asked = asked(conn.engine(), scope, filter, looked_at);
    let (all, found): (i64, i64) =
        on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(asked.sql.as_str())), asked).fetch_one(c))?;
    Ok((all < looked_at || found >= most).then(|| found.min(most)))
}
