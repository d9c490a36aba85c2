//! What the palette finds among documents: a few of each kind, by an index, within the scope.
use crate::{
    Conn, Scope, StoreError,
    dialect::{self, Engine},
    on, scoped,
};
use uuid::Uuid;

/// A table with an owner that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// Quotations.
    Quotes,
    /// Opportunities.
    Opportunities,
    /// Orders.
    Orders,
}

/// A row that was found.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct FoundRow {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub party_name: Option<String>,
    pub amount: i64,
    pub currency: String,
    pub state: String,
    pub stage: String,
}

/// Rows of a common word that are looked at: its search must cost no more among a million than among some.
const MOST_SEEN: i64 = 200;

impl Among {
    /// Every table whose rows have an owner and a team.
    pub const ALL: [Among; 3] = [Among::Quotes, Among::Opportunities, Among::Orders];

    const fn table(self) -> &'static str {
        match self {
            Among::Quotes => "quotes",
            Among::Opportunities => "opportunities",
            Among::Orders => "orders",
        }
    }

    const fn columns(self) -> &'static str {
        match self {
            Among::Quotes => {
                "x.id, x.number, x.title, p.name AS party_name, x.net AS amount, x.currency, x.state, '' AS stage"
            }
            Among::Opportunities => {
                "x.id, '' AS number, x.title, p.name AS party_name, x.expected AS amount, '' AS currency, x.state, \
                 stages.name AS stage"
            }
            Among::Orders => {
                "x.id, x.number, x.title, p.name AS party_name, x.net AS amount, x.currency, '' AS state, '' AS stage"
            }
        }
    }

    const fn joins(self) -> &'static str {
        match self {
            Among::Opportunities => {
                "LEFT JOIN parties AS p ON p.id = x.party_id LEFT JOIN stages ON stages.id = x.stage_id"
            }
            _ => "LEFT JOIN parties AS p ON p.id = x.party_id",
        }
    }

    /// What is left of the rows: an opportunity that was merged into another is found as that one.
    const fn only(self) -> &'static str {
        match self {
            Among::Opportunities => " AND s.merged_into IS NULL",
            _ => "",
        }
    }

    /// Opportunities have no index by the beginning of their text: one or two letters would read them all.
    const fn by_beginning(self) -> bool {
        !matches!(self, Among::Opportunities)
    }
}

/// The statement; none where words so short are not searched for.
pub(crate) fn found_sql(engine: Engine, scope: &Scope, among: Among, folded: &str) -> Option<String> {
    let (table, columns, joins) = (among.table(), among.columns(), among.joins());
    let next = 2 + dialect::search_bindings(engine, folded).len();
    let last = next + scope.bindings().len();
    if folded.chars().count() < 3 {
        let mine = scope.condition("x", next);
        return among.by_beginning().then(|| {
            format!(
                "SELECT {columns} FROM {table} AS x {joins} WHERE x.company_id = $1 AND x.search >= $2 \
                 AND x.search < $3{mine} ORDER BY x.search, x.id LIMIT ${last}"
            )
        });
    }
    let mine = format!("{}{}", among.only(), scope.condition("s", next));
    // Of a common word the newest are seen.
    Some(match engine {
        Engine::Sqlite => format!(
            "SELECT {columns} FROM (SELECT s.row_id AS row_id FROM {table}_trigrams CROSS JOIN {table} AS s \
             ON s.row_id = {table}_trigrams.rowid WHERE {table}_trigrams MATCH $2 AND s.company_id = $1{mine} \
             ORDER BY {table}_trigrams.rowid DESC LIMIT {MOST_SEEN}) AS seen CROSS JOIN {table} AS x \
             ON x.row_id = seen.row_id {joins} ORDER BY x.created_at DESC, x.id LIMIT ${last}"
        ),
        Engine::Postgres => format!(
            "SELECT {columns} FROM (SELECT s.id AS id FROM {table} AS s WHERE s.company_id = $1 AND s.search LIKE $2{mine} \
             LIMIT {MOST_SEEN}) AS seen JOIN {table} AS x ON x.id = seen.id {joins} \
             ORDER BY x.created_at DESC, x.id LIMIT ${last}"
        ),
    })
}

/// A few rows within the scope that hold the folded text.
/// # Errors
/// [`StoreError`].
pub async fn found(
    conn: &mut Conn,
    scope: &Scope,
    among: Among,
    folded: &str,
    most: i64,
) -> Result<Vec<FoundRow>, StoreError> {
    let engine = conn.engine();
    let Some(sql) = found_sql(engine, scope, among, folded) else { return Ok(Vec::new()) };
    let words = dialect::search_bindings(engine, folded);
    macro_rules! bound {
        () => {{
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0);
            for word in &words {
                query = query.bind(word);
            }
            scoped!(query, scope).bind(most)
        }};
    }
    Ok(on!(conn, c => bound!().fetch_all(c))?)
}
