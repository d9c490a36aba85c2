//! Lists of products: sorted, searched, paged; and what a search field offers while one types.
use crate::{
    Conn, StoreError,
    dialect::{self, Engine},
    on,
};
use domain::ids::{CompanyId, ProductId};
use uuid::Uuid;

pub(super) const COLUMNS: &str = "products.id, products.code, products.name, products.description, products.kind, \
    products.unit, products.unit_price, products.tax_id, t.name AS tax_name, t.percent AS tax_percent, products.active, products.cost, \
    products.category_id, products.attributes, products.combo";
pub(super) const JOINS: &str = "JOIN taxes AS t ON t.id = products.tax_id";

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
    pub category_id: Option<Uuid>,
    pub attributes: i64,
    pub combo: i64,
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
    /// Those of a category with those under it.
    pub category: Option<Uuid>,
    /// Those with a tag.
    pub tag: Option<Uuid>,
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
    let mut under = String::new();
    if query.category.is_some() {
        // The same text runs on both engines.
        under = format!(
            "WITH RECURSIVE under (id) AS (SELECT id FROM product_categories WHERE company_id = $1 AND id = ${next} \
             UNION SELECT c.id FROM product_categories AS c JOIN under ON c.parent_id = under.id) "
        );
        condition.push_str(" AND products.category_id IN (SELECT id FROM under)");
        next += 1;
    }
    if query.tag.is_some() {
        condition.push_str(&format!(
            " AND products.id IN (SELECT product_id FROM product_tag_links WHERE tag_id = ${next} AND company_id = $1)"
        ));
        next += 1;
    }
    let direction = if query.descending { "DESC" } else { "ASC" };
    let table = format!("FROM products{}", dialect::found_first(engine, &query.search));
    let list = format!(
        "{under}SELECT {COLUMNS} {table} {JOINS} WHERE products.company_id = $1 AND products.active = $2{condition} \
         ORDER BY {} {direction}, products.id {direction} LIMIT ${next} OFFSET ${}",
        query.sort.column(),
        next + 1
    );
    (list, format!("{under}SELECT COUNT(*) {table} WHERE products.company_id = $1 AND products.active = $2{condition}"))
}

/// Binds what a query asks for to its statement.
macro_rules! bound {
    ($statement:expr, $company:expr, $query:expr, $words:expr) => {{
        let mut bound = $statement.bind($company.0).bind(i64::from(!$query.retired));
        for word in $words {
            bound = bound.bind(word);
        }
        if let Some(category) = $query.category {
            bound = bound.bind(category);
        }
        if let Some(tag) = $query.tag {
            bound = bound.bind(tag);
        }
        bound
    }};
}

fn words(engine: Engine, query: &ListQuery) -> Vec<String> {
    if query.search.is_empty() { Vec::new() } else { dialect::search_bindings(engine, &query.search) }
}

/// A page of the list and the count of all.
/// # Errors
/// [`StoreError`].
pub async fn list(
    conn: &mut Conn,
    company: CompanyId,
    query: &ListQuery,
) -> Result<(Vec<ProductListRow>, i64), StoreError> {
    let rows = page(conn, company, query).await?;
    let engine = conn.engine();
    let ((_, count), words) = (sql(engine, query), words(engine, query));
    let statement = count.as_str();
    let (total,): (i64,) = on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(statement)), company, query, &words)
        .fetch_one(c))?;
    Ok((rows, total))
}

/// A page of the list alone.
/// # Errors
/// [`StoreError`].
pub async fn page(conn: &mut Conn, company: CompanyId, query: &ListQuery) -> Result<Vec<ProductListRow>, StoreError> {
    let engine = conn.engine();
    let ((list, _), words) = (sql(engine, query), words(engine, query));
    let statement = list.as_str();
    Ok(on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(statement)), company, query, &words)
        .bind(query.rows).bind(query.skip).fetch_all(c))?)
}

pub(crate) fn prefix_sql() -> String {
    format!(
        "SELECT {COLUMNS} FROM products {JOINS} WHERE products.company_id = $1 AND products.active = 1 AND products.search >= $2 \
         AND products.search < $3 ORDER BY products.search, products.id LIMIT $4"
    )
}

/// Rows of a common word that are looked at: its search must cost no more among a million products than among some.
const MOST_SEEN: i64 = 200;

pub(crate) fn within_sql(engine: Engine, folded: &str) -> String {
    if engine == Engine::Sqlite && folded.chars().count() >= 3 {
        return format!(
            "SELECT {COLUMNS} FROM (SELECT s.row_id AS row_id FROM products_trigrams CROSS JOIN products AS s \
             ON s.row_id = products_trigrams.rowid WHERE products_trigrams MATCH $2 AND s.company_id = $1 \
             AND s.active = 1 LIMIT {MOST_SEEN}) AS seen CROSS JOIN products ON products.row_id = seen.row_id {JOINS} \
             ORDER BY products.search, products.id LIMIT $3"
        );
    }
    // In the order of the index, so that it ends as soon as enough of a common word are found.
    let condition = dialect::search_condition(engine, "products", 2, folded);
    format!(
        "SELECT {COLUMNS} FROM products {JOINS} WHERE products.company_id = $1 AND products.active = 1{condition} \
         ORDER BY products.search, products.id LIMIT $3"
    )
}

pub(crate) fn one_sql() -> String {
    format!("SELECT {COLUMNS} FROM products {JOINS} WHERE products.company_id = $1 AND products.id = $2")
}

/// A product of the company as lists show it.
/// # Errors
/// [`StoreError`].
pub async fn one(conn: &mut Conn, company: CompanyId, id: ProductId) -> Result<Option<ProductListRow>, StoreError> {
    let sql = one_sql();
    Ok(on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0).bind(id.0).fetch_optional(c))?)
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
