//! Orders: one for each accepted quotation.
pub mod regret;

use crate::{Conn, Scope, StoreError, Unit, dialect, on, run, scoped};
use domain::ids::{CompanyId, OrderId, QuoteId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO orders (id, company_id, number, quote_id, quote_version, opportunity_id, \
    party_id, owner_id, team_id, title, currency, net, tax, gross, purchase_order, search, created_at, warehouse_id) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
/// The accepted version's lines are the working lines only when nothing was edited since; so they are written
/// from the content, not copied.
const INSERT_LINE: &str = "INSERT INTO order_lines (order_id, id, position, kind, name, description, quantity, unit, \
    unit_price, discount, tax_percent, net) VALUES ";
pub(crate) const OF_QUOTE: &str =
    "SELECT id, number FROM orders WHERE company_id = $1 AND quote_id = $2 AND cancelled_at IS NULL";
const COLUMNS: &str = "o.id, o.number, o.quote_id, o.quote_version, o.opportunity_id, o.party_id, o.owner_id, o.title, \
    o.currency, o.net, o.purchase_order, o.created_at, o.cancelled_at, p.name AS party_name, u.name AS owner_name";
const JOINS: &str = "JOIN parties AS p ON p.id = o.party_id LEFT JOIN users AS u ON u.id = o.owner_id";

/// A new order, from the accepted version with what was chosen; sums are millionths of its currency.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct NewOrder {
    pub id: Uuid,
    pub company: CompanyId,
    pub number: String,
    pub quote: Uuid,
    pub quote_version: i64,
    pub opportunity: Option<Uuid>,
    pub party: Uuid,
    pub owner: Option<Uuid>,
    pub team: Option<Uuid>,
    pub title: String,
    pub currency: String,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
    pub purchase_order: String,
    pub search: String,
    pub warehouse: Option<Uuid>,
    pub lines: Vec<NewOrderLine>,
}

/// A line of a new order.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct NewOrderLine {
    pub id: Uuid,
    pub kind: &'static str,
    pub name: String,
    pub description: String,
    pub quantity: i64,
    pub unit: String,
    pub unit_price: i64,
    pub discount: i64,
    pub tax_percent: i64,
    pub net: i64,
}

/// An order's row, as lists and pages need it.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct OrderRecord {
    pub id: Uuid,
    pub number: String,
    pub quote_id: Uuid,
    pub quote_version: i64,
    pub opportunity_id: Option<Uuid>,
    pub party_id: Uuid,
    pub owner_id: Option<Uuid>,
    pub title: String,
    pub currency: String,
    pub net: i64,
    pub purchase_order: String,
    pub created_at: i64,
    pub cancelled_at: Option<i64>,
    pub party_name: String,
    pub owner_name: Option<String>,
}

pub(crate) fn insert_lines_sql(rows: usize) -> String {
    let row = |at: usize| {
        let parameters: Vec<String> = (1..=12).map(|n| format!("${}", at * 12 + n)).collect();
        format!("({})", parameters.join(", "))
    };
    format!("{INSERT_LINE}{}", (0..rows).map(row).collect::<Vec<_>>().join(", "))
}

/// Writes an order with its lines.
/// # Errors
/// [`StoreError::Taken`] when the quotation has an order already.
pub async fn insert(unit: &mut Unit, order: &NewOrder) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(order.id)
            .bind(order.company.0)
            .bind(&order.number)
            .bind(order.quote)
            .bind(order.quote_version)
            .bind(order.opportunity)
            .bind(order.party)
            .bind(order.owner)
            .bind(order.team)
            .bind(&order.title)
            .bind(&order.currency)
            .bind(order.net)
            .bind(order.tax)
            .bind(order.gross)
            .bind(&order.purchase_order)
            .bind(&order.search)
            .bind(now)
            .bind(order.warehouse)
    )?;
    insert_lines(unit, order).await
}

/// Writes the lines of an order that has none.
async fn insert_lines(unit: &mut Unit, order: &NewOrder) -> Result<(), StoreError> {
    let mut position = 0i64;
    let mut rest = order.lines.as_slice();
    for size in [50, 10, 1] {
        let sql = insert_lines_sql(size);
        while let Some((chunk, left)) = rest.split_at_checked(size) {
            write_lines(unit, order.id, chunk, position, &sql).await?;
            position += chunk.len() as i64;
            rest = left;
        }
    }
    Ok(())
}

async fn write_lines(
    unit: &mut Unit,
    order: Uuid,
    lines: &[NewOrderLine],
    first: i64,
    sql: &str,
) -> Result<(), StoreError> {
    macro_rules! bound {
        () => {{
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for (position, line) in (first..).zip(lines) {
                query = query
                    .bind(order)
                    .bind(line.id)
                    .bind(position)
                    .bind(line.kind)
                    .bind(&line.name)
                    .bind(&line.description)
                    .bind(line.quantity)
                    .bind(&line.unit)
                    .bind(line.unit_price)
                    .bind(line.discount)
                    .bind(line.tax_percent)
                    .bind(line.net);
            }
            query
        }};
    }
    run!(unit.conn, bound!())?;
    Ok(())
}

/// The order of a quotation that was loaded through its scope, unless it is cancelled.
/// # Errors
/// [`StoreError`].
pub async fn of_quote(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
) -> Result<Option<(OrderId, String)>, StoreError> {
    let row: Option<(Uuid, String)> =
        on!(conn, c => sqlx::query_as(OF_QUOTE).bind(company.0).bind(quote.0).fetch_optional(c))?;
    Ok(row.map(|(id, number)| (OrderId(id), number)))
}

pub(crate) fn find_sql(scope: &Scope) -> String {
    let condition = scope.condition("o", 3);
    format!("SELECT {COLUMNS} FROM orders AS o {JOINS} WHERE o.company_id = $1 AND o.id = $2{condition}")
}

/// An order within the scope.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, scope: &Scope, id: OrderId) -> Result<OrderRecord, StoreError> {
    let sql = find_sql(scope);
    let row: Option<OrderRecord> = on!(conn, c => scoped!(sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(scope.company.0).bind(id.0), scope).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The columns one may sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// When it was made.
    #[default]
    Created,
    /// The number.
    Number,
    /// The customer's name.
    Party,
    /// The net.
    Net,
}

impl Sort {
    /// Every order in which orders can be listed.
    pub const ALL: [Sort; 4] = [Sort::Created, Sort::Number, Sort::Party, Sort::Net];

    const fn column(self) -> &'static str {
        match self {
            Sort::Created => "o.created_at",
            Sort::Number => "o.number",
            Sort::Party => "o.search",
            Sort::Net => "o.net",
        }
    }
}

/// The statement of a list and of its count.
pub(crate) fn list_sql(
    engine: dialect::Engine,
    scope: &Scope,
    search: &str,
    sort: Sort,
    descending: bool,
) -> (String, String) {
    let mut next = 2;
    let mut condition = String::new();
    if !search.is_empty() {
        condition.push_str(&dialect::search_condition(engine, "orders", next, search).replace("orders.", "o."));
        next += dialect::search_bindings(engine, search).len();
    }
    condition.push_str(&scope.condition("o", next));
    next += scope.bindings().len();
    let (way, back) = if descending { ("DESC", "ASC") } else { ("ASC", "DESC") };
    let column = sort.column();
    let table = format!("FROM orders AS o{}", dialect::found_first(engine, search));
    let list = format!(
        "SELECT {COLUMNS} {table} {JOINS} WHERE o.company_id = $1{condition} ORDER BY {column} {way}, o.id {back} \
         LIMIT ${next} OFFSET ${}",
        next + 1
    );
    (list, format!("SELECT COUNT(*) {table} WHERE o.company_id = $1{condition}"))
}

/// A page of orders and the count of all.
/// # Errors
/// [`StoreError`].
pub async fn list(
    conn: &mut Conn,
    scope: &Scope,
    search: &str,
    (sort, descending): (Sort, bool),
    (rows, skip): (i64, i64),
) -> Result<(Vec<OrderRecord>, i64), StoreError> {
    let engine = conn.engine();
    let (list, count) = list_sql(engine, scope, search, sort, descending);
    let words = if search.is_empty() { Vec::new() } else { dialect::search_bindings(engine, search) };
    macro_rules! bound {
        ($query:expr) => {{
            let mut query = $query.bind(scope.company.0);
            for word in &words {
                query = query.bind(word);
            }
            scoped!(query, scope)
        }};
    }
    let found: Vec<OrderRecord> = on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(list.as_str())))
        .bind(rows).bind(skip).fetch_all(c))?;
    let (total,): (i64,) = on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(count.as_str()))).fetch_one(c))?;
    Ok((found, total))
}
