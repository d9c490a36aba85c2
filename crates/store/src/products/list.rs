//! Lists of products: sorted, searched, paged; and what a search field offers while one types.
use crate::{
    Conn, StoreError,
    dialect::{self, Engine},
    on,
};
use domain::ids::CompanyId;
use uuid::Uuid;

const COLUMNS: &str = "products.id, products.code, products.name, products.description, products.kind, \
    products.unit, products.unit_price, products.tax_id, t.name AS tax_name, t.percent AS tax_percent, products.active, products.cost";
const JOINS: &str = "JOIN taxes AS t ON t.id = products.tax_id";

/// A row of the list.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ProductListRow {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub description: String,
    pub kind: String,
    pub unit: String,
    pub unit_price: i64,
    pub tax_id: Uuid,
    pub tax_name: String,
    pub tax_percent: i64,
    pub active: i64,
    pub cost: i64,
}

/// The columns one may sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The name.
    #[default]
    Name,
    /// The price.
    Price,
}

impl Sort {
    /// Every sort.
    pub const ALL: [Sort; 2] = [Sort::Name, Sort::Price];

    const fn column(self) -> &'static str {
        match self {
            Sort::Name => "products.search",
            Sort::Price => "products.unit_price",
        }
    }
}

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    /// Those that cannot be chosen any more.
    pub retired: bool,
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
}

/// The statements of a list and of its count.
pub(crate) fn sql(engine: Engine, query: &ListQuery) -> (String, String) {
    let (mut condition, mut next) = (String::new(), 3);
    if !query.search.is_empty() {
        condition.push_str(&dialect::search_condition(engine, "products", next, &query.search));
        next += dialect::search_bindings(engine, &query.search).len();
    }
    let direction = if query.descending { "DESC" } else { "ASC" };
    let table = format!("FROM products{}", dialect::found_first(engine, &query.search));
    let list = format!(
        "SELECT {COLUMNS} {table} {JOINS} WHERE products.company_id = $1 AND products.active = $2{condition} \
         ORDER BY {} {direction}, products.id {direction} LIMIT ${next} OFFSET ${}",
        query.sort.column(),
        next + 1
    );
    (list, format!("SELECT COUNT(*) {table} WHERE products.company_id = $1 AND products.active = $2{condition}"))
}

/// A page of the list and the count of all.
/// # Errors
/// [`StoreError`].
pub async fn list(
    conn: &mut Conn,
    company: CompanyId,
    query: &ListQuery,
) -> Result<(Vec<ProductListRow>, i64), StoreError> {
    let engine = conn.engine();
    let (list, count) = sql(engine, query);
    let words = if query.search.is_empty() { Vec::new() } else { dialect::search_bindings(engine, &query.search) };
    macro_rules! bound {
        ($query:expr) => {{
            let mut bound = $query.bind(company.0).bind(i64::from(!query.retired));
            for word in &words {
                bound = bound.bind(word);
            }
            bound
        }};
    }
    let rows: Vec<ProductListRow> = on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(list.as_str())))
        .bind(query.rows).bind(query.skip).fetch_all(c))?;
    let (total,): (i64,) = on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(count.as_str()))).fetch_one(c))?;
    Ok((rows, total))
}

pub(crate) fn prefix_sql() -> String {
    format!(
        "SELECT {COLUMNS} FROM products {JOINS} WHERE products.company_id = $1 AND products.active = 1 AND products.search >= $2 \
         AND products.search < $3 ORDER BY products.search, products.id LIMIT $4"
    )
}

pub(crate) fn within_sql(engine: Engine, folded: &str) -> String {
    let condition = dialect::search_condition(engine, "products", 2, folded);
    let found = dialect::found_first(engine, folded);
    format!(
        "SELECT {COLUMNS} FROM products{found} {JOINS} WHERE products.company_id = $1 AND products.active = 1{condition} \
         ORDER BY products.search, products.id LIMIT $3"
    )
}

/// Products that can be chosen whose name begins with the folded words, then those that contain them.
/// # Errors
/// [`StoreError`].
pub async fn suggest(
    conn: &mut Conn,
    company: CompanyId,
    folded: &str,
    most: i64,
) -> Result<Vec<ProductListRow>, StoreError> {
    let (sql, end) = (prefix_sql(), format!("{folded}\u{10ffff}"));
    let mut rows: Vec<ProductListRow> = on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(company.0).bind(folded).bind(end).bind(most).fetch_all(c))?;
    let room = most - rows.len() as i64;
    if room > 0 && folded.chars().count() >= 3 {
        let engine = conn.engine();
        let (sql, words) = (within_sql(engine, folded), dialect::search_bindings(engine, folded));
        let word = words.into_iter().next().unwrap_or_default();
        let more: Vec<ProductListRow> = on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
            .bind(company.0).bind(word).bind(most).fetch_all(c))?;
        let more = more.into_iter().filter(|row| !rows.iter().any(|known| known.id == row.id));
        let more: Vec<_> = more.take(usize::try_from(room).unwrap_or(0)).collect();
        rows.extend(more);
    }
    Ok(rows)
}
