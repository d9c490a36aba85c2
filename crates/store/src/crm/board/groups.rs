//! The board grouped otherwise than by stage: sums by owner, team, source, closing month or next step, and cards of such
//! a lane in the order of an index.
use super::{CARD, CardRow, Filter, JOINS, MONTHLY, Step, figures};
use crate::{
    Conn, Scope, StoreError,
    dialect::{self, Engine},
    on, scoped,
};
use uuid::Uuid;

/// What the lanes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Who works on it.
    Owner,
    /// The team.
    Team,
    /// Where it came from.
    Source,
    /// The month it is expected to close in.
    Month,
    /// How its next step stands.
    Step,
}

impl By {
    /// Every grouping.
    pub const ALL: [By; 5] = [By::Owner, By::Team, By::Source, By::Month, By::Step];

    /// Whether its lanes are known by an id, or by a word.
    const fn by_id(self) -> bool {
        matches!(self, By::Owner | By::Team)
    }

    /// Whether the kept sums know it.
    const fn kept(self) -> bool {
        matches!(self, By::Owner | By::Team | By::Step)
    }
}

/// What a lane is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneKey {
    /// Of a person or a team; none for those without.
    Id(Option<Uuid>),
    /// A source, a month as `2026-12`, or `late`, `today`, `planned`; empty for those without.
    Word(String),
}

/// Which cards a lane has. Days are ISO text, from the first until before the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Within {
    /// Those of a person, or of nobody.
    Owner(Option<Uuid>),
    /// Those of a team, or of none.
    Team(Option<Uuid>),
    /// Those from a source.
    Source(String),
    /// Those that close within days; those without a day are at `9999-12-31`.
    Closing(String, String),
    /// Those whose next step is due within days; those without one are at `9999-12-31`.
    Due(String, String),
}

/// The sums of a lane. Amounts are thousandths, as those of stages.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // Named after what is summed.
pub struct GroupRow {
    pub key: LaneKey,
    pub count: i64,
    pub expected: i64,
    pub weighted: i64,
    pub monthly: i64,
    pub monthly_weighted: i64,
    pub late: i64,
    pub today: i64,
    pub planned: i64,
}

type Sums<K> = (K, i64, i64, i64, i64, i64, i64, i64, i64);

fn row<K>(found: Sums<K>, name: impl Fn(K) -> LaneKey) -> GroupRow {
    let (key, count, expected, weighted, monthly, monthly_weighted, late, today, planned) = found;
    GroupRow { key: name(key), count, expected, weighted, monthly, monthly_weighted, late, today, planned }
}

pub(crate) fn sums_sql(engine: Engine, scope: &Scope, filter: &Filter, by: By) -> String {
    if filter.kept() && by.kept() {
        let key = match by {
            By::Owner => "o.owner_id",
            By::Team => "o.team_id",
            _ => {
                "CASE WHEN o.day = '' THEN '' WHEN o.day < $2 THEN 'late' WHEN o.day = $2 THEN 'today' ELSE 'planned' END"
            }
        };
        return figures::grouped_sql(scope, filter, key);
    }
    let key = match by {
        By::Owner => "o.owner_id",
        By::Team => "o.team_id",
        // Not in the order of the sources: their own index does not hold what is summed.
        By::Source => "o.source || ''",
        By::Month => "COALESCE(SUBSTR(o.expected_close, 1, 7), '')",
        By::Step => {
            "CASE WHEN o.next_due_on IS NULL THEN '' WHEN o.next_due_on < $2 THEN 'late' \
             WHEN o.next_due_on = $2 THEN 'today' ELSE 'planned' END"
        }
    };
    let (condition, _) = filter.condition(engine, scope, 3);
    let found = dialect::found_first(engine, &filter.search);
    // Strangers' addresses say where they come from: of as many sources as nobody has, those with most.
    let most = if matches!(by, By::Source) { " ORDER BY 2 DESC LIMIT 2000" } else { "" };
    format!(
        "SELECT {key} AS lane, COUNT(*) AS count, CAST(SUM(o.expected / 1000) AS BIGINT) AS expected, \
         CAST(SUM(o.weighted / 1000) AS BIGINT) AS weighted, {MONTHLY}, COUNT(CASE WHEN o.next_due_on < $2 THEN 1 END) AS late, \
         COUNT(CASE WHEN o.next_due_on = $2 THEN 1 END) AS today, \
         COUNT(CASE WHEN o.next_due_on > $2 THEN 1 END) AS planned FROM opportunities AS o{found} \
         WHERE o.company_id = $1 AND o.state = 'open'{condition} GROUP BY 1{most}"
    )
}

/// The sums of every lane that has something.
/// # Errors
/// [`StoreError`].
pub async fn sums(conn: &mut Conn, scope: &Scope, filter: &Filter, by: By) -> Result<Vec<GroupRow>, StoreError> {
    let sql = sums_sql(conn.engine(), scope, filter, by);
    let kept = filter.kept() && by.kept();
    let words = if kept { Vec::new() } else { filter.words(conn.engine()) };
    if by.by_id() {
        let rows: Vec<Sums<Option<Uuid>>> = on!(conn, c => filtered!(
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(&filter.today), filter, words, scope)
            .fetch_all(c))?;
        // The kept sums write nobody as the id of nobody.
        let key = |id: Option<Uuid>| LaneKey::Id(id.filter(|id| !id.is_nil()));
        return Ok(rows.into_iter().map(|found| row(found, key)).collect());
    }
    let rows: Vec<Sums<String>> = on!(conn, c => filtered!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(&filter.today), filter, words, scope)
        .fetch_all(c))?;
    Ok(rows.into_iter().map(|found| row(found, LaneKey::Word)).collect())
}

pub(crate) fn cards_sql(engine: Engine, scope: &Scope, filter: &Filter, within: &Within) -> String {
    const MOVED: &str = "o.updated_at DESC, o.id DESC";
    const CLOSING: &str = "COALESCE(o.expected_close, '9999-12-31')";
    const DUE: &str = "COALESCE(o.next_due_on, '9999-12-31')";
    let days = |key: &str| (format!("{key} >= $2 AND {key} < $3"), format!("{key}, o.id"), 4);
    let (lane, order, from) = match within {
        Within::Owner(Some(_)) => ("o.owner_id = $2".to_owned(), MOVED.to_owned(), 3),
        Within::Owner(None) => ("o.owner_id IS NULL".to_owned(), MOVED.to_owned(), 2),
        Within::Team(Some(_)) => ("o.team_id = $2".to_owned(), MOVED.to_owned(), 3),
        Within::Team(None) => ("o.team_id IS NULL".to_owned(), MOVED.to_owned(), 2),
        Within::Source(_) => ("o.source = $2".to_owned(), MOVED.to_owned(), 3),
        Within::Closing(..) => days(CLOSING),
        Within::Due(..) => days(DUE),
    };
    let (condition, next) = filter.condition(engine, scope, from);
    let found = dialect::found_first(engine, &filter.search);
    format!(
        "SELECT {CARD} FROM opportunities AS o{found} {JOINS} WHERE o.company_id = $1 AND o.state = 'open' \
         AND {lane}{condition} ORDER BY {order} LIMIT ${next} OFFSET ${}",
        next + 1
    )
}

/// Binds what names a lane.
macro_rules! within {
    ($query:expr, $within:expr) => {{
        let query = $query;
        match $within {
            Within::Owner(None) | Within::Team(None) => query,
            Within::Owner(Some(id)) | Within::Team(Some(id)) => query.bind(*id),
            Within::Source(source) => query.bind(source.as_str()),
            Within::Closing(from, until) | Within::Due(from, until) => query.bind(from.as_str()).bind(until.as_str()),
        }
    }};
}

/// Cards of a lane: by their days where the lane is of days, else what moved last first.
/// # Errors
/// [`StoreError`].
pub async fn cards(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    within: &Within,
    rows: i64,
    skip: i64,
) -> Result<Vec<CardRow>, StoreError> {
    let (sql, words) = (cards_sql(conn.engine(), scope, filter, within), filter.words(conn.engine()));
    Ok(on!(conn, c => filtered!(
        within!(sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0), within), filter, words, scope)
        .bind(rows).bind(skip).fetch_all(c))?)
}
