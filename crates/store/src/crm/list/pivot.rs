//! Opportunities of a list's filter in groups: counted and summed by the database, in one statement.
use super::{Bound, Condition, Filter};
use crate::{
    Conn, Scope, StoreError,
    dialect::{self, Engine},
    on,
};
use domain::crm::pivot::Axis;
use uuid::Uuid;

/// What they are put into groups by.
#[derive(Clone, Debug, Default)]
pub struct Grouping {
    /// The axes; groups differ in at least one of them.
    pub axes: [Option<Axis>; 3],
    /// When months begin on the company's clock, in microseconds, the last first, and how each is written. What came
    /// before them all is in none.
    pub months: Vec<(i64, String)>,
    /// Whether days from coming to being won are wanted; then by a clock that goes before UTC by so many microseconds.
    pub days: Option<i64>,
}

/// A group. An axis that is an id has it in `a_id` (`b_id`, `c_id`), any other in `a` (`b`, `c`); neither for those that have
/// no value. Amounts are thousandths, as in all sums.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // Named after what is summed.
pub struct GroupRow {
    pub a_id: Option<Uuid>,
    pub a: Option<String>,
    pub b_id: Option<Uuid>,
    pub b: Option<String>,
    pub c_id: Option<Uuid>,
    pub c: Option<String>,
    pub count: i64,
    pub expected: i64,
    pub weighted: i64,
    pub monthly: i64,
    pub monthly_weighted: i64,
    pub won: i64,
    pub lost: i64,
    pub days: i64,
    pub timed: i64,
}

/// The two columns of an axis: an id, a text.
fn keys(axis: Option<Axis>, months: &[(i64, String)]) -> (String, String) {
    let (no_id, no_text) = ("CAST(NULL AS UUID)".to_owned(), "CAST(NULL AS TEXT)".to_owned());
    let id = |column: &str| (format!("o.{column}"), no_text.clone());
    let text = |sql: String| (no_id.clone(), sql);
    match axis {
        None => (no_id, no_text),
        Some(Axis::Stage) => id("stage_id"),
        Some(Axis::Owner) => id("owner_id"),
        Some(Axis::Team) => id("team_id"),
        Some(Axis::Tag) => ("g.tag_id".to_owned(), no_text),
        Some(Axis::Source) => text("NULLIF(o.source, '')".to_owned()),
        Some(Axis::State) => text("o.state".to_owned()),
        Some(Axis::Reason) => text("NULLIF(o.lost_reason, '')".to_owned()),
        Some(Axis::Closed) => text("substr(o.closed_on, 1, 7)".to_owned()),
        Some(Axis::Close) => text("substr(o.expected_close, 1, 7)".to_owned()),
        // Days of one clock are no days of another: the beginnings of months are worked out where clocks are known.
        Some(Axis::Created) if months.is_empty() => text(no_text.clone()),
        Some(Axis::Created) => {
            let when: Vec<String> =
                months.iter().map(|(from, key)| format!("WHEN o.created_at >= {from} THEN '{key}'")).collect();
            text(format!("CASE {} END", when.join(" ")))
        }
    }
}

/// Days from coming to being won, as a figure.
fn length(engine: Engine, offset: i64) -> String {
    let closed = match engine {
        Engine::Sqlite => "CAST(strftime('%s', o.closed_on) AS INTEGER) / 86400",
        Engine::Postgres => "(CAST(o.closed_on AS DATE) - DATE '1970-01-01')",
    };
    format!("{closed} - (o.created_at + {offset}) / 86400000000")
}

pub(crate) fn groups_sql(engine: Engine, scope: &Scope, filter: &Filter, grouping: &Grouping) -> String {
    asked(engine, scope, filter, grouping, 1).0
}

fn asked(engine: Engine, scope: &Scope, filter: &Filter, grouping: &Grouping, most: i64) -> (String, Vec<Bound>) {
    let mut all = Condition::new(engine, scope, filter);
    let found = dialect::found_first(engine, &filter.search);
    let most = all.bind(Bound::Number(most));
    let [(a_id, a), (b_id, b), (c_id, c)] = grouping.axes.map(|axis| keys(axis, &grouping.months));
    let (days, timed) = match grouping.days {
        None => ("0".to_owned(), "0".to_owned()),
        Some(offset) => {
            let length = length(engine, offset);
            // One that was brought in after it was closed says nothing of how long it took.
            let known = format!("o.state = 'won' AND o.closed_on IS NOT NULL AND {length} >= 0");
            (
                format!("SUM(CASE WHEN {known} THEN {length} ELSE 0 END)"),
                format!("SUM(CASE WHEN {known} THEN 1 ELSE 0 END)"),
            )
        }
    };
    // One with several tags has a row for each; one without has one all the same.
    let tagged = match grouping.axes.contains(&Some(Axis::Tag)) {
        true => " LEFT JOIN opportunity_tags AS g ON g.opportunity_id = o.id",
        false => "",
    };
    let sql = format!(
        "SELECT {a_id} AS a_id, {a} AS a, {b_id} AS b_id, {b} AS b, {c_id} AS c_id, {c} AS c, COUNT(*) AS count, \
         CAST(SUM(o.expected / 1000) AS BIGINT) AS expected, CAST(SUM(o.weighted / 1000) AS BIGINT) AS weighted, \
         CAST(SUM(o.monthly / 1000) AS BIGINT) AS monthly, CAST(SUM(o.monthly_weighted / 1000) AS BIGINT) AS monthly_weighted, \
         COUNT(CASE WHEN o.state = 'won' THEN 1 END) AS won, COUNT(CASE WHEN o.state = 'lost' THEN 1 END) AS lost, \
         CAST({days} AS BIGINT) AS days, CAST({timed} AS BIGINT) AS timed \
         FROM opportunities AS o{found}{tagged} {} GROUP BY 1, 2, 3, 4, 5, 6 LIMIT {most}",
        all.sql
    );
    (sql, all.bound)
}

/// At most so many groups, in no order.
/// # Errors
/// [`StoreError`].
pub async fn groups(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    grouping: &Grouping,
    most: i64,
) -> Result<Vec<GroupRow>, StoreError> {
    let (sql, bound) = asked(conn.engine(), scope, filter, grouping, most);
    let asked = super::Asked { sql, bound };
    Ok(on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(asked.sql.as_str())), asked).fetch_all(c))?)
}
