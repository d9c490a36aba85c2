//! The board: sums of each stage as they are kept, cards of a lane in the order of an index.
use crate::{
    Conn, Scope, StoreError,
    dialect::{self, Engine},
    on, scoped,
};
use uuid::Uuid;

/// What the board shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this person's.
    pub owner: Option<Uuid>,
    /// Only this team's.
    pub team: Option<Uuid>,
    /// Only those in this stage.
    pub stage: Option<Uuid>,
    /// Only those with this plan of recurring revenue.
    pub plan: Option<Uuid>,
    /// Only those with this tag.
    pub tag: Option<Uuid>,
    /// Only those with this value in that field of their team.
    pub has: Option<(Uuid, String)>,
    /// Only those from this source; empty for all.
    pub source: String,
    /// Only those expected to close before this day, ISO text.
    pub before: Option<String>,
    /// Folded words; empty for all.
    pub search: String,
    /// Only those whose next step stands so.
    pub step: Option<Step>,
    /// The reader's day, ISO text: what is due before it is late.
    pub today: String,
}

/// How the next step stands, where a filter asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is none.
    None,
    /// Its day has passed.
    Late,
}

/// The sums of a stage. Amounts are thousandths here, so that even a sum of the largest ones fits.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // Named after what is summed.
pub struct SumRow {
    pub stage_id: Uuid,
    pub count: i64,
    pub expected: i64,
    pub weighted: i64,
    pub monthly: i64,
    pub monthly_weighted: i64,
    /// Those whose next step is late.
    pub late: i64,
    /// Those whose next step is due on the reader's day.
    pub today: i64,
    /// Those whose next step comes.
    pub planned: i64,
}

/// How many ended so since a day, and their sum in thousandths.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // Named after what is summed.
pub struct ClosedRow {
    pub state: String,
    pub count: i64,
    pub expected: i64,
}

/// A card of the board: sums are millionths, days ISO text, instants microseconds UTC.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct CardRow {
    pub id: Uuid,
    pub version: i64,
    pub title: String,
    pub party_name: Option<String>,
    pub expected: i64,
    pub monthly: i64,
    pub expected_close: Option<String>,
    pub priority: i64,
    pub owner_id: Option<Uuid>,
    pub owner_name: Option<String>,
    pub team_id: Option<Uuid>,
    /// State of the newest quotation.
    pub quote_state: Option<String>,
    pub open_questions: i64,
    /// Kind, words and day of the first open activity.
    pub step_kind: Option<String>,
    pub step_summary: Option<String>,
    pub step_due_on: Option<String>,
    /// When it came into its stage.
    pub entered_at: Option<i64>,
    pub stage_id: Uuid,
}

const CARD: &str = "o.id, o.version, o.title, p.name AS party_name, o.expected, o.monthly, o.expected_close, o.priority, \
    o.owner_id, u.name AS owner_name, o.team_id, \
    (SELECT q.state FROM quotes AS q WHERE q.opportunity_id = o.id ORDER BY q.created_at DESC LIMIT 1) AS quote_state, \
    (SELECT CAST(COALESCE(SUM(q.open_questions), 0) AS BIGINT) FROM quotes AS q WHERE q.opportunity_id = o.id) \
    AS open_questions, (SELECT a.kind FROM activities AS a WHERE a.opportunity_id = o.id AND a.state = 'open' \
    AND o.next_due_on IS NOT NULL ORDER BY a.due_on, a.id LIMIT 1) AS step_kind, (SELECT a.summary FROM activities AS a WHERE a.opportunity_id = o.id \
    AND a.state = 'open' AND o.next_due_on IS NOT NULL ORDER BY a.due_on, a.id LIMIT 1) AS step_summary, o.next_due_on AS step_due_on, \
    (SELECT MAX(v.entered_at) FROM stage_visits AS v WHERE v.opportunity_id = o.id) AS entered_at, o.stage_id";
/// Sums of what comes in a month, in thousandths.
const MONTHLY: &str = "CAST(SUM(o.monthly / 1000) AS BIGINT) AS monthly, \
    CAST(SUM(o.monthly_weighted / 1000) AS BIGINT) AS monthly_weighted";
const JOINS: &str = "LEFT JOIN parties AS p ON p.id = o.party_id \
    LEFT JOIN users AS u ON u.id = o.owner_id";

impl Filter {
    /// The conditions after `$from - 1` parameters, and the number of the next one.
    fn condition(&self, engine: Engine, scope: &Scope, from: usize) -> (String, usize) {
        let (mut sql, mut next) = (String::new(), from);
        for (column, value) in [
            ("owner_id", self.owner),
            ("team_id", self.team),
            ("stage_id", self.stage),
            ("recurring_plan_id", self.plan),
        ] {
            if value.is_some() {
                sql.push_str(&format!(" AND o.{column} = ${next}"));
                next += 1;
            }
        }
        if self.tag.is_some() {
            sql.push_str(&format!(" AND o.id IN (SELECT opportunity_id FROM opportunity_tags WHERE tag_id = ${next})"));
            next += 1;
        }
        if self.has.is_some() {
            sql.push_str(&format!(
                " AND o.team_id = (SELECT team_id FROM custom_fields WHERE id = ${next} AND retired = 0) \
                 AND o.id IN (SELECT opportunity_id FROM custom_values WHERE field_id = ${next} AND value = ${})",
                next + 1
            ));
            next += 2;
        }
        if !self.source.is_empty() {
            sql.push_str(&format!(" AND o.source = ${next}"));
            next += 1;
        }
        if self.before.is_some() {
            // Not by an index of its own: cards come in the order of their lane.
            sql.push_str(&format!(" AND o.expected_close || '' < ${next}"));
            next += 1;
        }
        match self.step {
            Some(Step::None) => sql.push_str(" AND o.next_due_on IS NULL"),
            Some(Step::Late) => {
                sql.push_str(&format!(" AND o.next_due_on < ${next}"));
                next += 1;
            }
            None => {}
        }
        if !self.search.is_empty() {
            let condition = dialect::search_condition(engine, "opportunities", next, &self.search);
            sql.push_str(&condition.replace("opportunities.", "o."));
            next += self.words(engine).len();
        }
        sql.push_str(&scope.condition("o", next));
        (sql, next + scope.bindings().len())
    }

    /// Whether the kept sums know everything that is asked.
    pub(crate) const fn kept(&self) -> bool {
        self.search.is_empty()
            && self.source.is_empty()
            && self.before.is_none()
            && self.plan.is_none()
            && self.tag.is_none()
            && self.has.is_none()
    }

    fn words(&self, engine: Engine) -> Vec<String> {
        if self.search.is_empty() { Vec::new() } else { dialect::search_bindings(engine, &self.search) }
    }
}

/// Binds a filter's parameters and the scope's, in the order of [`Filter::condition`].
macro_rules! filtered {
    ($query:expr, $filter:expr, $words:expr, $scope:expr) => {{
        let mut query = $query;
        for id in [$filter.owner, $filter.team, $filter.stage, $filter.plan, $filter.tag].into_iter().flatten() {
            query = query.bind(id);
        }
        if let Some((field, value)) = &$filter.has {
            query = query.bind(*field).bind(value);
        }
        if !$filter.source.is_empty() {
            query = query.bind(&$filter.source);
        }
        if let Some(before) = &$filter.before {
            query = query.bind(before);
        }
        if $filter.step == Some(Step::Late) {
            query = query.bind(&$filter.today);
        }
        for word in &$words {
            query = query.bind(word);
        }
        scoped!(query, $scope)
    }};
}

pub mod calendar;
pub(crate) mod figures;
pub mod forecast;
pub mod groups;

pub(crate) fn sums_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    let (condition, _) = filter.condition(engine, scope, 3);
    let found = dialect::found_first(engine, &filter.search);
    format!(
        "SELECT o.stage_id, COUNT(*) AS count, CAST(SUM(o.expected / 1000) AS BIGINT) AS expected, \
         CAST(SUM(o.weighted / 1000) AS BIGINT) AS weighted, {MONTHLY}, COUNT(CASE WHEN o.next_due_on < $2 THEN 1 END) AS late, \
         COUNT(CASE WHEN o.next_due_on = $2 THEN 1 END) AS today, \
         COUNT(CASE WHEN o.next_due_on > $2 THEN 1 END) AS planned FROM opportunities AS o{found} \
         WHERE o.company_id = $1 AND o.state = 'open'{condition} GROUP BY o.stage_id"
    )
}

/// The sums of every stage with open opportunities: those that are kept, or, where more is asked than they
/// know, added up.
/// # Errors
/// [`StoreError`].
pub async fn sums(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<SumRow>, StoreError> {
    if filter.kept() {
        return figures::sums(conn, scope, filter).await;
    }
    let (sql, words) = (sums_sql(conn.engine(), scope, filter), filter.words(conn.engine()));
    Ok(on!(conn, c => filtered!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(&filter.today), filter, words, scope)
        .fetch_all(c))?)
}

pub(crate) fn closed_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    let (condition, _) = filter.condition(engine, scope, 3);
    let found = dialect::found_first(engine, &filter.search);
    format!(
        "SELECT o.state, COUNT(*) AS count, CAST(SUM(o.expected / 1000) AS BIGINT) AS expected \
         FROM opportunities AS o{found} WHERE o.company_id = $1 AND o.state IN ('won', 'lost') AND o.closed_on >= $2{condition} \
         GROUP BY o.state"
    )
}

/// Won and lost since a day (ISO text).
/// # Errors
/// [`StoreError`].
pub async fn closed_since(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    day: &str,
) -> Result<Vec<ClosedRow>, StoreError> {
    if filter.kept() {
        return figures::closed_since(conn, scope, filter, day).await;
    }
    let (sql, words) = (closed_sql(conn.engine(), scope, filter), filter.words(conn.engine()));
    Ok(on!(conn, c => filtered!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(day), filter, words, scope)
        .fetch_all(c))?)
}

pub(crate) fn cards_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    let (condition, next) = filter.condition(engine, scope, 3);
    let found = dialect::found_first(engine, &filter.search);
    let within = format!("WHERE o.company_id = $1 AND o.state = 'open' AND o.stage_id = $2{condition}");
    let (order, page) = ("o.priority DESC, o.updated_at DESC, o.id", format!("LIMIT ${next} OFFSET ${}", next + 1));
    if filter.step != Some(Step::Late) {
        return format!("SELECT {CARD} FROM opportunities AS o{found} {JOINS} {within} ORDER BY {order} {page}");
    }
    // What is late is some of many: an index finds those and their order is made, of the index alone; only the page is
    // looked up. The sign keeps planners from walking the whole lane in its order instead.
    format!(
        "SELECT {CARD} FROM (SELECT o.id FROM opportunities AS o{found} {within} \
         ORDER BY +o.priority DESC, o.updated_at DESC, o.id {page}) AS seen JOIN opportunities AS o ON o.id = seen.id {JOINS} \
         ORDER BY {order}"
    )
}

/// Cards of a lane: most stars first, then what moved last.
/// # Errors
/// [`StoreError`].
pub async fn cards(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    stage: Uuid,
    rows: i64,
    skip: i64,
) -> Result<Vec<CardRow>, StoreError> {
    let (sql, words) = (cards_sql(conn.engine(), scope, filter), filter.words(conn.engine()));
    Ok(on!(conn, c => filtered!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(stage), filter, words, scope)
        .bind(rows).bind(skip).fetch_all(c))?)
}
