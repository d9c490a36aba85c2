//! Lists of customers: sorted, searched, paged; and what a search field offers while one types.
use crate::{
    Conn, StoreError,
    dialect::{self, Engine},
    on,
};
use domain::ids::CompanyId;
use uuid::Uuid;

/// A row of the list.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PartyListRow {
    pub id: Uuid,
    pub kind: String,
    pub name: String,
    pub city: String,
    pub country: String,
    pub email: String,
    pub phone: String,
    pub owner_id: Option<Uuid>,
    pub owner_name: Option<String>,
}

/// The columns one may sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The name.
    #[default]
    Name,
    /// The town.
    City,
}

impl Sort {
    /// Every order in which customers can be listed.
    pub const ALL: [Sort; 2] = [Sort::Name, Sort::City];

    const fn column(self) -> &'static str {
        match self {
            Sort::Name => "parties.search",
            Sort::City => "parties.city",
        }
    }
}

/// Which customers to list, in which order, and which page of them.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    /// Only this person's.
    pub owner: Option<Uuid>,
    /// The order.
    pub sort: Sort,
    /// Turned round.
    pub descending: bool,
    /// Folded words; empty for all.
    pub search: String,
    /// Rows of the page.
    pub rows: i64,
    /// Rows before it.
    pub skip: i64,
    /// Rows that a search counts: beyond, nobody wants to know how many more there are. Up to so many are also sorted at
    /// once; more are so common that walking the index of the order meets a page of them sooner.
    pub most: i64,
}

const ROW: &str = "SELECT parties.id, parties.kind, parties.name, parties.city, parties.country, parties.email, \
    parties.phone, parties.owner_id, u.name AS owner_name";

/// The order of a page and its end, with its two places from `$next`.
fn page(query: &ListQuery, next: usize) -> String {
    let (column, direction) = (query.sort.column(), if query.descending { "DESC" } else { "ASC" });
    format!(" ORDER BY {column} {direction}, parties.id {direction} LIMIT ${next} OFFSET ${}", next + 1)
}

/// The condition of everything but the words, and the next place.
fn own(query: &ListQuery) -> (&'static str, usize) {
    if query.owner.is_some() { (" AND parties.owner_id = $2", 3) } else { ("", 2) }
}

/// The statement of a list, and that of its count.
pub(crate) fn sql(engine: Engine, query: &ListQuery) -> (String, String) {
    let (owner, mut next) = own(query);
    let (mut from, mut words) = ("parties".to_owned(), String::new());
    if !query.search.is_empty() {
        (from, words) = dialect::search_first(engine, "parties", next, &query.search);
        next += dialect::search_bindings(engine, &query.search).len();
    }
    let condition = format!("WHERE parties.company_id = $1 AND parties.merged_into IS NULL{owner}{words}");
    if query.search.is_empty() {
        let users = "LEFT JOIN users AS u ON u.id = parties.owner_id";
        let list = format!("{ROW}, CAST(0 AS BIGINT) AS total FROM {from} {users} {condition}{}", page(query, next));
        return (list, format!("SELECT COUNT(*) FROM {from} {condition}"));
    }
    // What is found is found once, for the page and for its count; one further than is counted, and no more. Where they
    // are too many to be sorted here, one row brings the count.
    let (found, most) = (format!("SELECT parties.id FROM {from} {condition} LIMIT {}", query.most + 1), query.most);
    let list = format!(
        "WITH seen AS MATERIALIZED ({found}) {ROW}, (SELECT COUNT(*) FROM seen) AS total FROM (SELECT id FROM seen \
         LIMIT CASE WHEN (SELECT COUNT(*) FROM seen) > {most} THEN 1 ELSE {most} END) AS kept \
         JOIN parties ON parties.id = kept.id LEFT JOIN users AS u ON u.id = parties.owner_id{}",
        page(query, next)
    );
    (list, format!("SELECT COUNT(*) FROM ({found}) AS seen"))
}

/// The list of a word that many have: the index of the order is walked, and only the page's rows are read.
pub(crate) fn common_sql(engine: Engine, query: &ListQuery) -> String {
    let (owner, next) = own(query);
    let words = dialect::search_passing(engine, "parties", next);
    let page_of = page(query, next + 1);
    let condition =
        format!("parties WHERE parties.company_id = $1 AND parties.merged_into IS NULL{owner}{words}{page_of}");
    let users = "LEFT JOIN users AS u ON u.id = parties.owner_id";
    match engine {
        Engine::Sqlite => {
            let condition = condition.replacen("parties ", &format!("parties {users} "), 1);
            format!("{ROW}, CAST(0 AS BIGINT) AS total FROM {condition}")
        }
        // It reads every row it passes, unless it is asked for nothing but what the index holds.
        Engine::Postgres => {
            let (column, direction) = (query.sort.column(), if query.descending { "DESC" } else { "ASC" });
            format!(
                "{ROW}, CAST(0 AS BIGINT) AS total FROM (SELECT parties.id FROM {condition}) AS seen \
                 JOIN parties ON parties.id = seen.id {users} ORDER BY {column} {direction}, parties.id {direction}"
            )
        }
    }
}

/// The list of names that begin with two letters and are many: the index of the order has them together.
pub(crate) fn beginning_sql(engine: Engine, query: &ListQuery) -> String {
    let (owner, next) = own(query);
    let (from, words) = dialect::search_first(engine, "parties", next, &query.search);
    let next = next + dialect::search_bindings(engine, &query.search).len();
    format!(
        "{ROW}, CAST(0 AS BIGINT) AS total FROM {from} LEFT JOIN users AS u ON u.id = parties.owner_id \
         WHERE parties.company_id = $1 AND parties.merged_into IS NULL{owner}{words}{}",
        page(query, next)
    )
}

/// A row, and how many there are.
#[derive(sqlx::FromRow)]
struct Counted {
    #[sqlx(flatten)]
    row: PartyListRow,
    total: i64,
}

/// A page of the list and the count of all; of a search at most one more than [`ListQuery::most`].
/// # Errors
/// [`StoreError`].
pub async fn list(
    conn: &mut Conn,
    company: CompanyId,
    query: &ListQuery,
) -> Result<(Vec<PartyListRow>, i64), StoreError> {
    let engine = conn.engine();
    let (list, count) = sql(engine, query);
    let searched = !query.search.is_empty();
    let words = if searched { dialect::search_bindings(engine, &query.search) } else { Vec::new() };
    macro_rules! bound {
        ($query:expr, $words:expr) => {{
            let mut bound = $query.bind(company.0);
            if let Some(owner) = query.owner {
                bound = bound.bind(owner);
            }
            for word in $words {
                bound = bound.bind(word);
            }
            bound
        }};
    }
    macro_rules! page {
        ($sql:expr, $words:expr) => {
            on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe($sql.as_str())), $words)
                .bind(query.rows).bind(query.skip).fetch_all(c))?
        };
    }
    let mut rows: Vec<Counted> = page!(list, &words);
    let known = rows.first().map(|first| first.total).filter(|_| searched);
    let total = match known {
        Some(total) => total,
        // Behind the last page too, somebody wants to know how many there are.
        None => {
            let (total,): (i64,) =
                on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(count.as_str())), &words).fetch_one(c))?;
            total
        }
    };
    // Only some of them were sorted. Two letters are the beginning of a name, which the index knows.
    if searched && total > query.most {
        let long = query.search.chars().count() >= 3;
        let (list, words) = match long {
            true => (common_sql(engine, query), vec![query.search.clone()]),
            false => (beginning_sql(engine, query), words),
        };
        rows = page!(list, &words);
    }
    Ok((rows.into_iter().map(|counted| counted.row).collect(), total))
}

pub(crate) const PREFIX: &str = "SELECT id, name, city FROM parties \
    WHERE company_id = $1 AND merged_into IS NULL AND search >= $2 AND search < $3 ORDER BY search, id LIMIT $4";

/// Rows of a common word that are looked at: what is offered while one types must cost no more among a million than
/// among some. Of so many nobody looks through all; the next letter leaves fewer.
const MOST_SEEN: i64 = 300;

pub(crate) fn within_sql(engine: Engine, folded: &str) -> String {
    let (from, condition) = dialect::search_first(engine, "parties", 2, folded);
    format!(
        "SELECT id, name, city FROM (SELECT parties.id, parties.name, parties.city, parties.search FROM {from} \
         WHERE parties.company_id = $1 AND parties.merged_into IS NULL{condition} LIMIT {MOST_SEEN}) AS seen ORDER BY search, id LIMIT $3"
    )
}

/// Customers whose name begins with the folded words, then those that contain them anywhere: id, name, town.
/// # Errors
/// [`StoreError`].
pub async fn suggest(
    conn: &mut Conn,
    company: CompanyId,
    folded: &str,
    most: i64,
) -> Result<Vec<(Uuid, String, String)>, StoreError> {
    let end = format!("{folded}\u{10ffff}");
    let mut rows: Vec<(Uuid, String, String)> = on!(conn, c => sqlx::query_as(PREFIX)
        .bind(company.0).bind(folded).bind(end).bind(most).fetch_all(c))?;
    let room = most - rows.len() as i64;
    if room > 0 && folded.chars().count() >= 3 {
        let engine = conn.engine();
        let (sql, words) = (within_sql(engine, folded), dialect::search_bindings(engine, folded));
        let word = words.into_iter().next().unwrap_or_default();
        let more: Vec<(Uuid, String, String)> = on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
            .bind(company.0).bind(word).bind(most).fetch_all(c))?;
        let more = more.into_iter().filter(|(id, ..)| !rows.iter().any(|(known, ..)| known == id));
        let more: Vec<_> = more.take(usize::try_from(room).unwrap_or(0)).collect();
        rows.extend(more);
    }
    Ok(rows)
}
