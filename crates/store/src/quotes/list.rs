//! Lists of quotations: by tab, sorted, searched, paged; each by an index.
use crate::{Conn, Scope, StoreError, dialect, on, scoped};
use domain::ids::{OpportunityId, PartyId, UserId};
use uuid::Uuid;

const COLUMNS: &str = "q.id, q.number, q.draft_version, q.sent_version, q.title, q.party_id, p.name AS party_name, \
    q.state, q.read_at, q.open_questions, q.decline_reason, q.net, q.currency, \
    COALESCE(q.sent_valid_until, q.valid_until) AS valid_until, q.moved_at, q.owner_id, u.name AS owner_name";
const JOINS: &str = "JOIN parties AS p ON p.id = q.party_id LEFT JOIN users AS u ON u.id = q.owner_id";

/// A row of a list.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct QuoteListRow {
    pub id: Uuid,
    pub number: String,
    pub draft_version: i64,
    pub sent_version: Option<i64>,
    pub title: String,
    pub party_id: Uuid,
    pub party_name: String,
    pub state: String,
    pub read_at: Option<i64>,
    pub open_questions: i64,
    pub decline_reason: String,
    pub net: i64,
    pub currency: String,
    pub valid_until: Option<String>,
    pub moved_at: i64,
    pub owner_id: Option<Uuid>,
    pub owner_name: Option<String>,
}

/// The tabs of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Every quotation.
    #[default]
    All,
    /// Drafts and sent ones.
    Open,
    /// Those with unanswered questions.
    Waiting,
    /// Sent ones whose validity ends by the bound day.
    Expiring,
    /// Accepted ones.
    Accepted,
    /// Those that wait for an approval.
    Approval,
}

/// The columns one may sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// When something last happened.
    #[default]
    Moved,
    /// The number.
    Number,
    /// The customer's name.
    Party,
    /// The net.
    Net,
    /// The last day of validity.
    ValidUntil,
}

impl Tab {
    /// Every tab.
    pub const ALL: [Tab; 6] = [Tab::All, Tab::Open, Tab::Waiting, Tab::Expiring, Tab::Accepted, Tab::Approval];

    const fn condition(self) -> &'static str {
        match self {
            Tab::All => "",
            Tab::Open => " AND q.state IN ('draft', 'sent')",
            Tab::Waiting => " AND q.open_questions > 0",
            Tab::Expiring => " AND q.state = 'sent' AND q.sent_valid_until <= $2",
            Tab::Accepted => " AND q.state = 'accepted'",
            Tab::Approval => " AND q.approval = 'asked'",
        }
    }
}

impl Sort {
    /// Every sort.
    pub const ALL: [Sort; 5] = [Sort::Moved, Sort::Number, Sort::Party, Sort::Net, Sort::ValidUntil];

    const fn column(self) -> &'static str {
        match self {
            Sort::Moved => "q.moved_at",
            Sort::Number => "q.number",
            Sort::Party => "q.search",
            Sort::Net => "q.net",
            Sort::ValidUntil => "q.sent_valid_until",
        }
    }
}

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    /// The tab.
    pub tab: Tab,
    /// The day that `Expiring` compares with, ISO text.
    pub until: String,
    /// The order.
    pub sort: Sort,
    /// Newest, largest, last first.
    pub descending: bool,
    /// Folded words; empty for all.
    pub search: String,
    /// Only those of one salesperson.
    pub owner: Option<UserId>,
    /// Rows of the page.
    pub rows: i64,
    /// Rows before it.
    pub skip: i64,
}

/// The statement of a list and of its count.
pub(crate) fn sql(engine: dialect::Engine, scope: &Scope, query: &ListQuery) -> (String, String) {
    // $1 company, $2 day (always bound: a tab without it says so), then search, owner, scope, page.
    let mut next = 3;
    let mut condition = query.tab.condition().to_owned();
    if query.tab != Tab::Expiring {
        condition.push_str(" AND $2 <> ''");
    }
    if !query.search.is_empty() {
        condition.push_str(&dialect::search_condition(engine, "quotes", next, &query.search).replace("quotes.", "q."));
        next += dialect::search_bindings(engine, &query.search).len();
    }
    if query.owner.is_some() {
        condition.push_str(&format!(" AND q.owner_id = ${next}"));
        next += 1;
    }
    condition.push_str(&scope.condition("q", next));
    next += scope.bindings().len();
    let direction = if query.descending { "DESC" } else { "ASC" };
    let order = format!("{} {direction}, q.id {}", query.sort.column(), if query.descending { "ASC" } else { "DESC" });
    let table = format!("FROM quotes AS q{}", dialect::found_first(engine, &query.search));
    let list = format!(
        "SELECT {COLUMNS} {table} {JOINS} WHERE q.company_id = $1{condition} ORDER BY {order} LIMIT ${next} OFFSET ${}",
        next + 1
    );
    let count = format!("SELECT COUNT(*) {table} WHERE q.company_id = $1{condition}");
    (list, count)
}

/// A page of the list and the count of all.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<(Vec<QuoteListRow>, i64), StoreError> {
    let engine = conn.engine();
    let (list, count) = sql(engine, scope, query);
    let until = if query.until.is_empty() { "-" } else { query.until.as_str() };
    let words = if query.search.is_empty() { Vec::new() } else { dialect::search_bindings(engine, &query.search) };
    let query_owner = query.owner;
    macro_rules! bound {
        ($query:expr) => {{
            let mut query = $query.bind(scope.company.0).bind(until);
            for word in &words {
                query = query.bind(word);
            }
            if let Some(owner) = query_owner {
                query = query.bind(owner.0);
            }
            scoped!(query, scope)
        }};
    }
    let rows: Vec<QuoteListRow> = on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(list.as_str())))
        .bind(query.rows).bind(query.skip).fetch_all(c))?;
    let (total,): (i64,) = on!(conn, c => bound!(sqlx::query_as(sqlx::AssertSqlSafe(count.as_str()))).fetch_one(c))?;
    Ok((rows, total))
}

pub(crate) fn of_sql(scope: &Scope, column: &str) -> String {
    let condition = scope.condition("q", 4);
    format!(
        "SELECT {COLUMNS} FROM quotes AS q {JOINS} WHERE q.company_id = $1 AND q.{column} = $2{condition} \
         ORDER BY q.created_at DESC LIMIT $3"
    )
}

/// The quotations of an opportunity, newest first.
/// # Errors
/// [`StoreError`].
pub async fn of_opportunity(
    conn: &mut Conn,
    scope: &Scope,
    opportunity: OpportunityId,
    most: i64,
) -> Result<Vec<QuoteListRow>, StoreError> {
    of(conn, scope, "opportunity_id", opportunity.0, most).await
}

/// The quotations of a customer, newest first.
/// # Errors
/// [`StoreError`].
pub async fn of_party(
    conn: &mut Conn,
    scope: &Scope,
    party: PartyId,
    most: i64,
) -> Result<Vec<QuoteListRow>, StoreError> {
    of(conn, scope, "party_id", party.0, most).await
}

async fn of(
    conn: &mut Conn,
    scope: &Scope,
    column: &str,
    id: Uuid,
    most: i64,
) -> Result<Vec<QuoteListRow>, StoreError> {
    let sql = of_sql(scope, column);
    Ok(on!(conn, c => scoped!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(id).bind(most), scope)
        .fetch_all(c))?)
}
