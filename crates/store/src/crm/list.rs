//! Opportunities as a list: filtered, in the order of an index, and going on behind the last row that was read.
use crate::{
    Conn, Scope, StoreError,
    crm::board::Step,
    dialect::{self, Engine},
    on,
};
use uuid::Uuid;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// When it last changed.
    #[default]
    Moved,
    /// When it is expected to close; those without a day last.
    Close,
    /// What it is expected to bring.
    Expected,
    /// The day of its next step; those without one last.
    Next,
    /// As a lane of the board has it: stars, then when it last changed. Only within a stage: no index has this order.
    Lane,
}

/// What stars weigh beside the microseconds of any moment (2^52).
const STAR: i64 = 4_503_599_627_370_496;

impl Sort {
    /// Every sort of a list.
    pub const ALL: [Sort; 4] = [Sort::Moved, Sort::Close, Sort::Expected, Sort::Next];

    const fn key(self) -> &'static str {
        match self {
            Sort::Moved => "o.updated_at",
            Sort::Close => "COALESCE(o.expected_close, '9999-12-31')",
            Sort::Expected => "o.expected",
            Sort::Next => "COALESCE(o.next_due_on, '9999-12-31')",
            Sort::Lane => "(o.priority * 4503599627370496 + o.updated_at)",
        }
    }
}

/// What stands in the column of a sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Of a moment or an amount.
    Number(i64),
    /// Of a day.
    Text(String),
}

/// Which opportunities, and in which order.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// `open`, `won` or `lost`; empty for all three together, which only [`pivot`] can answer quickly.
    pub state: String,
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
    /// Only those whose next step stands so.
    pub step: Option<Step>,
    /// The reader's day, ISO text: what is due before it is late.
    pub today: String,
    /// Only those expected to close before this day, ISO text.
    pub before: Option<String>,
    /// Folded words; empty for all.
    pub search: String,
    /// The order.
    pub sort: Sort,
    /// From the last or largest.
    pub descending: bool,
    /// Behind this row.
    pub after: Option<(Key, Uuid)>,
}

/// A row of the list.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ListRow {
    pub id: Uuid,
    pub version: i64,
    pub title: String,
    pub party_name: Option<String>,
    pub stage_id: Uuid,
    pub state: String,
    pub lost_reason: String,
    pub expected: i64,
    pub recurring: i64,
    pub recurring_plan_id: Option<Uuid>,
    pub monthly: i64,
    pub chance: i64,
    pub expected_close: Option<String>,
    pub owner_id: Option<Uuid>,
    pub owner_name: Option<String>,
    pub team_id: Option<Uuid>,
    /// The day of the first open activity.
    pub next_step: Option<String>,
    pub updated_at: i64,
    pub priority: i64,
}

impl ListRow {
    /// What stands in the column of a sort.
    pub fn key(&self, sort: Sort) -> Key {
        match sort {
            Sort::Moved => Key::Number(self.updated_at),
            Sort::Close => Key::Text(self.expected_close.clone().unwrap_or_else(|| "9999-12-31".to_owned())),
            Sort::Expected => Key::Number(self.expected),
            Sort::Next => Key::Text(self.next_step.clone().unwrap_or_else(|| "9999-12-31".to_owned())),
            Sort::Lane => Key::Number(self.priority * STAR + self.updated_at),
        }
    }
}

const COLUMNS: &str = "o.id, o.version, o.title, p.name AS party_name, o.stage_id, o.state, o.lost_reason, o.expected, \
    o.recurring, o.recurring_plan_id, o.monthly, o.chance, o.expected_close, o.owner_id, u.name AS owner_name, o.team_id, \
    o.next_due_on AS next_step, o.updated_at, o.priority";
const JOINS: &str = "LEFT JOIN parties AS p ON p.id = o.party_id \
    LEFT JOIN users AS u ON u.id = o.owner_id";

enum Bound {
    Id(Uuid),
    Number(i64),
    Text(String),
}

/// A condition that grows, with what is bound to it.
struct Condition {
    sql: String,
    bound: Vec<Bound>,
}

impl Condition {
    fn new(engine: Engine, scope: &Scope, filter: &Filter) -> Condition {
        let mut all = Condition { sql: String::new(), bound: Vec::new() };
        let company = all.bind(Bound::Id(scope.company.0));
        // What was merged into another has a state of its own, and is in no list.
        all.sql = if filter.state.is_empty() {
            format!("WHERE o.company_id = {company} AND o.state IN ('lost', 'open', 'won')")
        } else {
            let state = all.bind(Bound::Text(filter.state.clone()));
            format!("WHERE o.company_id = {company} AND o.state = {state}")
        };
        for (column, id) in [
            ("owner_id", filter.owner),
            ("team_id", filter.team),
            ("stage_id", filter.stage),
            ("recurring_plan_id", filter.plan),
        ] {
            if let Some(id) = id {
                all.and(&format!("o.{column} ="), Bound::Id(id));
            }
        }
        if let Some(tag) = filter.tag {
            let tag = all.bind(Bound::Id(tag));
            all.sql
                .push_str(&format!(" AND o.id IN (SELECT opportunity_id FROM opportunity_tags WHERE tag_id = {tag})"));
        }
        if let Some((field, value)) = &filter.has {
            let (field, value) = (all.bind(Bound::Id(*field)), all.bind(Bound::Text(value.clone())));
            all.sql.push_str(&format!(
                " AND o.team_id = (SELECT team_id FROM custom_fields WHERE id = {field} AND retired = 0) \
                 AND o.id IN (SELECT opportunity_id FROM custom_values WHERE field_id = {field} AND value = {value})"
            ));
        }
        if !filter.source.is_empty() {
            all.and("o.source =", Bound::Text(filter.source.clone()));
        }
        if let Some(before) = &filter.before {
            all.and("o.expected_close <", Bound::Text(before.clone()));
        }
        match filter.step {
            Some(Step::None) => all.sql.push_str(" AND o.next_due_on IS NULL"),
            Some(Step::Late) => all.and("o.next_due_on <", Bound::Text(filter.today.clone())),
            None => {}
        }
        if !filter.search.is_empty() {
            let found = dialect::search_condition(engine, "opportunities", all.bound.len() + 1, &filter.search);
            all.sql.push_str(&found.replace("opportunities.", "o."));
            all.bound.extend(dialect::search_bindings(engine, &filter.search).into_iter().map(Bound::Text));
        }
        all.sql.push_str(&scope.condition("o", all.bound.len() + 1));
        all.bound.extend(scope.bindings().into_iter().map(Bound::Id));
        all
    }

    fn bind(&mut self, value: Bound) -> String {
        self.bound.push(value);
        format!("${}", self.bound.len())
    }

    fn and(&mut self, what: &str, value: Bound) {
        let place = self.bind(value);
        self.sql.push_str(&format!(" AND {what} {place}"));
    }
}

/// A statement with what is bound to it.
struct Asked {
    sql: String,
    bound: Vec<Bound>,
}

macro_rules! bound {
    ($query:expr, $asked:expr) => {{
        let mut query = $query;
        for value in &$asked.bound {
            query = match value {
                Bound::Id(id) => query.bind(*id),
                Bound::Number(number) => query.bind(*number),
                Bound::Text(text) => query.bind(text.as_str()),
            };
        }
        query
    }};
}

pub mod pivot;
pub mod searched;

fn page(engine: Engine, scope: &Scope, filter: &Filter, columns: &str, joins: &str, rows: i64) -> Asked {
    let mut all = Condition::new(engine, scope, filter);
    let (key, found) = (filter.sort.key(), dialect::found_first(engine, &filter.search));
    let (direction, beyond) = if filter.descending { ("DESC", "<") } else { ("ASC", ">") };
    if let Some((value, id)) = &filter.after {
        let value = all.bind(match value {
            Key::Number(number) => Bound::Number(*number),
            Key::Text(text) => Bound::Text(text.clone()),
        });
        let id = all.bind(Bound::Id(*id));
        all.sql.push_str(&format!(" AND ({key}, o.id) {beyond} ({value}, {id})"));
    }
    let rows = all.bind(Bound::Number(rows));
    let sql = format!(
        "SELECT {columns} FROM opportunities AS o{found} {joins} {} ORDER BY {key} {direction}, o.id {direction} LIMIT {rows}",
        all.sql
    );
    Asked { sql, bound: all.bound }
}

fn counted(engine: Engine, scope: &Scope, filter: &Filter, most: i64) -> Asked {
    let mut all = Condition::new(engine, scope, filter);
    let (found, most) = (dialect::found_first(engine, &filter.search), all.bind(Bound::Number(most)));
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM opportunities AS o{found} {} LIMIT {most}) AS seen",
        all.sql
    );
    Asked { sql, bound: all.bound }
}

pub(crate) fn page_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    page(engine, scope, filter, COLUMNS, JOINS, 1).sql
}

pub(crate) fn ids_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    page(engine, scope, filter, "o.id", "", 1).sql
}

pub(crate) fn count_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    counted(engine, scope, filter, 1).sql
}

/// So many rows behind `filter.after`.
/// # Errors
/// [`StoreError`].
pub async fn rows(conn: &mut Conn, scope: &Scope, filter: &Filter, rows: i64) -> Result<Vec<ListRow>, StoreError> {
    let asked = page(conn.engine(), scope, filter, COLUMNS, JOINS, rows);
    Ok(on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(asked.sql.as_str())), asked).fetch_all(c))?)
}

/// Which match, at most so many, the first of the order first.
/// # Errors
/// [`StoreError`].
pub async fn ids(conn: &mut Conn, scope: &Scope, filter: &Filter, most: i64) -> Result<Vec<Uuid>, StoreError> {
    let asked = page(conn.engine(), scope, filter, "o.id", "", most);
    let found: Vec<(Uuid,)> =
        on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(asked.sql.as_str())), asked).fetch_all(c))?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

fn of_one(engine: Engine, scope: &Scope, filter: &Filter, id: Uuid) -> Asked {
    let mut all = Condition::new(engine, scope, filter);
    all.and("o.id =", Bound::Id(id));
    let found = dialect::found_first(engine, &filter.search);
    Asked { sql: format!("SELECT {COLUMNS} FROM opportunities AS o{found} {JOINS} {}", all.sql), bound: all.bound }
}

pub(crate) fn one_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    of_one(engine, scope, filter, Uuid::nil()).sql
}

/// One of those that match; none where it does not.
/// # Errors
/// [`StoreError`].
pub async fn one(conn: &mut Conn, scope: &Scope, filter: &Filter, id: Uuid) -> Result<Option<ListRow>, StoreError> {
    let asked = of_one(conn.engine(), scope, filter, id);
    Ok(on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(asked.sql.as_str())), asked).fetch_optional(c))?)
}

fn counted_behind(engine: Engine, scope: &Scope, filter: &Filter, most: i64) -> Asked {
    let asked = page(engine, scope, filter, "o.id", "", most);
    Asked { sql: format!("SELECT COUNT(*) FROM ({}) AS seen", asked.sql), bound: asked.bound }
}

pub(crate) fn count_behind_sql(engine: Engine, scope: &Scope, filter: &Filter) -> String {
    counted_behind(engine, scope, filter, 1).sql
}

/// How many stand behind `filter.after`, counted no further than `most`.
/// # Errors
/// [`StoreError`].
pub async fn count_behind(conn: &mut Conn, scope: &Scope, filter: &Filter, most: i64) -> Result<i64, StoreError> {
    let asked = counted_behind(conn.engine(), scope, filter, most);
    let (found,): (i64,) =
        on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(asked.sql.as_str())), asked).fetch_one(c))?;
    Ok(found)
}

/// How many match, counted no further than `most`.
/// # Errors
/// [`StoreError`].
pub async fn count(conn: &mut Conn, scope: &Scope, filter: &Filter, most: i64) -> Result<i64, StoreError> {
    let asked = counted(conn.engine(), scope, filter, most);
    let (found,): (i64,) =
        on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(asked.sql.as_str())), asked).fetch_one(c))?;
    Ok(found)
}
