//! What people and teams are to sell, and what stands against it: what was won, and what may still be.
use crate::{Conn, Scope, StoreError, Unit, on, run, scoped};
use domain::ids::CompanyId;
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, user_id, team_id, month, amount, currency \
    FROM sales_targets WHERE company_id = $1 AND month >= $2 AND month <= $3 ORDER BY month, id LIMIT 20000";
/// Somebody else may set the same month at the same moment: then theirs stands.
pub(crate) const INSERT: &str = "INSERT INTO sales_targets (id, company_id, user_id, team_id, month, amount, currency) \
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
pub(crate) const UPDATE: &str = "UPDATE sales_targets SET version = version + 1, amount = $4, currency = $5 \
    WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const DROP: &str = "DELETE FROM sales_targets WHERE company_id = $1 AND id = $2 AND version = $3";

/// What a person or a team is to sell in a month: millionths of the company's currency of that time.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct TargetRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub user_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
    pub month: String,
    pub amount: i64,
    pub currency: String,
}

/// Whose figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's within reach.
    All,
    /// A person's.
    Owner(Uuid),
    /// A team's.
    Team(Uuid),
}

impl Whose {
    fn condition(self, at: usize) -> (String, usize) {
        match self {
            Whose::All => (String::new(), at),
            Whose::Owner(_) => (format!(" AND o.owner_id = ${at}"), at + 1),
            Whose::Team(_) => (format!(" AND o.team_id = ${at}"), at + 1),
        }
    }

    fn bound(self) -> Option<Uuid> {
        match self {
            Whose::All => None,
            Whose::Owner(id) | Whose::Team(id) => Some(id),
        }
    }
}

/// Figures of one owner in one team. Amounts are thousandths.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // Named after what is summed.
pub struct FigureRow {
    pub owner_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
    /// `2026-11`.
    pub month: String,
    pub count: i64,
    pub sum: i64,
}

/// Targets of the months from one to another, both with them: `2026-01`, `2026-12`.
/// # Errors
/// [`StoreError`].
pub async fn list(
    conn: &mut Conn,
    company: CompanyId,
    (from, to): (&str, &str),
) -> Result<Vec<TargetRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).bind(from).bind(to).fetch_all(c))?)
}

/// Writes a target where there is none yet; answers whether it was written.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, row: &TargetRecord) -> Result<bool, StoreError> {
    let written = run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(row.user_id)
            .bind(row.team_id)
            .bind(&row.month)
            .bind(row.amount)
            .bind(&row.currency)
    )?;
    Ok(written == 1)
}

/// Writes another amount, if nobody has written since `row.version` was read; answers whether it was written.
/// # Errors
/// [`StoreError`].
pub async fn update(unit: &mut Unit, row: &TargetRecord) -> Result<bool, StoreError> {
    let written = run!(
        unit.conn,
        sqlx::query(UPDATE).bind(row.company_id).bind(row.id).bind(row.version).bind(row.amount).bind(&row.currency)
    )?;
    Ok(written == 1)
}

/// Takes a target away, if nobody has written since `row.version` was read; answers whether it was there.
/// # Errors
/// [`StoreError`].
pub async fn drop(unit: &mut Unit, row: &TargetRecord) -> Result<bool, StoreError> {
    let gone = run!(unit.conn, sqlx::query(DROP).bind(row.company_id).bind(row.id).bind(row.version))?;
    Ok(gone == 1)
}

pub(crate) fn won_sql(scope: &Scope, whose: Whose) -> String {
    let (whose, next) = whose.condition(4);
    format!(
        "SELECT o.owner_id, o.team_id, substr(o.day, 1, 7) AS month, CAST(SUM(o.count) AS BIGINT) AS count, \
         CAST(SUM(o.expected) AS BIGINT) AS sum FROM opportunity_figures AS o \
         WHERE o.company_id = $1 AND o.state = 'won' AND o.day >= $2 AND o.day < $3{whose}{} GROUP BY 1, 2, 3",
        scope.condition("o", next)
    )
}

pub(crate) fn open_sql(scope: &Scope, whose: Whose) -> String {
    let (whose, next) = whose.condition(4);
    format!(
        "SELECT o.owner_id, o.team_id, substr(o.expected_close, 1, 7) AS month, COUNT(*) AS count, \
         CAST(SUM(o.weighted / 1000) AS BIGINT) AS sum FROM opportunities AS o \
         WHERE o.company_id = $1 AND o.state = 'open' AND o.expected_close >= $2 AND o.expected_close < $3{whose}{} \
         GROUP BY 1, 2, 3",
        scope.condition("o", next)
    )
}

async fn figures(
    conn: &mut Conn,
    scope: &Scope,
    sql: &str,
    whose: Whose,
    (from, before): (&str, &str),
) -> Result<Vec<FigureRow>, StoreError> {
    macro_rules! bound {
        () => {{
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(scope.company.0).bind(from).bind(before);
            if let Some(id) = whose.bound() {
                query = query.bind(id);
            }
            scoped!(query, scope)
        }};
    }
    Ok(on!(conn, c => bound!().fetch_all(c))?)
}

/// What was won from one day to before another, as it is kept: an id of zeros stands for nobody.
/// # Errors
/// [`StoreError`].
pub async fn won(
    conn: &mut Conn,
    scope: &Scope,
    whose: Whose,
    days: (&str, &str),
) -> Result<Vec<FigureRow>, StoreError> {
    figures(conn, scope, &won_sql(scope, whose), whose, days).await
}

/// What open ones are worth that are expected to close from one day to before another, each times its chance.
/// # Errors
/// [`StoreError`].
pub async fn open(
    conn: &mut Conn,
    scope: &Scope,
    whose: Whose,
    days: (&str, &str),
) -> Result<Vec<FigureRow>, StoreError> {
    figures(conn, scope, &open_sql(scope, whose), whose, days).await
}
