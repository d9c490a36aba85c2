//! What the chance of an opportunity is learned from: counts of signs, and what of each that ended was counted.
use crate::{Conn, StoreError, Unit, dialect, on, run};
use domain::ids::{CompanyId, OpportunityId};
use uuid::Uuid;

macro_rules! scored {
    ($condition:literal) => {
        concat!(
            "SELECT o.id, o.updated_at, o.team_id, o.stage_id, o.state, o.email, o.phone, o.source, o.expected, o.monthly, o.chance, \
             o.chance_by_hand, (SELECT p.country FROM parties AS p WHERE p.id = o.party_id) AS country, \
             (SELECT p.language FROM parties AS p WHERE p.id = o.party_id) AS language, \
             (SELECT c.country FROM companies AS c WHERE c.id = o.company_id) AS home, \
             (SELECT c.currency FROM companies AS c WHERE c.id = o.company_id) AS currency \
             FROM opportunities AS o WHERE o.company_id = $1 AND ",
            $condition
        )
    };
}

pub(crate) const ONE: &str = scored!("o.id = $2");
const SOME: &str = scored!("o.state = $2 AND (o.updated_at, o.id) > ($3, $4) ORDER BY o.updated_at, o.id LIMIT $5");
pub(crate) const COUNTS: &str = "SELECT team, sign, value, won, lost FROM chance_counts \
    WHERE company_id = $1 AND (won > 0 OR lost > 0)";
pub(crate) const ADD: &str = "INSERT INTO chance_counts (company_id, team, sign, value, won, lost) \
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (company_id, team, sign, value) DO UPDATE SET \
    won = chance_counts.won + excluded.won, lost = chance_counts.lost + excluded.lost";
pub(crate) const CASE: &str = "SELECT counted FROM chance_cases WHERE opportunity_id = $1";
pub(crate) const PUT_CASE: &str = "INSERT INTO chance_cases (opportunity_id, counted) VALUES ($1, $2) \
    ON CONFLICT (opportunity_id) DO UPDATE SET counted = excluded.counted";
pub(crate) const DROP_CASE: &str = "DELETE FROM chance_cases WHERE opportunity_id = $1";
pub(crate) const SET: &str = "UPDATE opportunities SET chance = $3, weighted = $4, monthly_weighted = $5 \
    WHERE company_id = $1 AND id = $2";
pub(crate) const SET_BY_HAND: &str = "UPDATE opportunities SET chance_by_hand = $3 WHERE company_id = $1 AND id = $2";

/// An opportunity as far as its chance goes.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ScoredRow {
    pub id: Uuid,
    pub updated_at: i64,
    pub team_id: Option<Uuid>,
    pub stage_id: Uuid,
    pub state: String,
    pub email: String,
    pub phone: String,
    pub source: String,
    pub expected: i64,
    pub monthly: i64,
    pub chance: i64,
    pub chance_by_hand: Option<i64>,
    /// The customer's.
    pub country: Option<String>,
    /// The customer's.
    pub language: Option<String>,
    /// The company's country.
    pub home: String,
    /// The company's currency.
    pub currency: String,
}

/// How often a sign was seen.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct CountRow {
    pub team: String,
    pub sign: String,
    pub value: String,
    pub won: i64,
    pub lost: i64,
}

/// One of the company. Whoever asks has loaded it through a scope, or answers nobody.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unscoped_one(conn: &mut Conn, company: CompanyId, id: OpportunityId) -> Result<ScoredRow, StoreError> {
    let row: Option<ScoredRow> = on!(conn, c => sqlx::query_as(ONE).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

pub(crate) fn some_sql(engine: dialect::Engine) -> String {
    format!("{SOME}{}", dialect::for_update(engine))
}

/// So many of a state behind one of them, locked until the unit ends: nobody closes or moves them meanwhile. For
/// learning anew, which shows nobody anything.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_some(
    unit: &mut Unit,
    company: CompanyId,
    state: &str,
    (at, id): (i64, Uuid),
    most: i64,
) -> Result<Vec<ScoredRow>, StoreError> {
    let sql = some_sql(unit.conn.engine());
    Ok(on!(unit.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(company.0).bind(state).bind(at).bind(id).bind(most).fetch_all(c))?)
}

/// All counts of a company: as many as there are values, however many opportunities ended.
/// # Errors
/// [`StoreError`].
pub async fn counts(conn: &mut Conn, company: CompanyId) -> Result<Vec<CountRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(COUNTS).bind(company.0).fetch_all(c))?)
}

/// Adds to a count.
/// # Errors
/// [`StoreError`].
pub async fn add(unit: &mut Unit, company: CompanyId, added: &CountRow) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(ADD)
            .bind(company.0)
            .bind(&added.team)
            .bind(&added.sign)
            .bind(&added.value)
            .bind(added.won)
            .bind(added.lost)
    )?;
    Ok(())
}

/// What was counted of one, as it was put.
/// # Errors
/// [`StoreError`].
pub async fn case(conn: &mut Conn, id: Uuid) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(CASE).bind(id).fetch_optional(c))?;
    Ok(row.map(|(counted,)| counted))
}

/// Keeps what is counted of one; none for one that is not counted any more.
/// # Errors
/// [`StoreError`].
pub async fn put_case(unit: &mut Unit, id: Uuid, counted: Option<&str>) -> Result<(), StoreError> {
    match counted {
        Some(counted) => run!(unit.conn, sqlx::query(PUT_CASE).bind(id).bind(counted))?,
        None => run!(unit.conn, sqlx::query(DROP_CASE).bind(id))?,
    };
    Ok(())
}

/// Writes a chance and what it makes of the expected revenue. That is no change anybody made: the version stays.
/// # Errors
/// [`StoreError`].
pub async fn set(
    unit: &mut Unit,
    company: CompanyId,
    id: Uuid,
    chance: i64,
    (weighted, monthly_weighted): (i64, i64),
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET).bind(company.0).bind(id).bind(chance).bind(weighted).bind(monthly_weighted))?;
    Ok(())
}

/// Writes the chance somebody set by hand; none for the computed one.
/// # Errors
/// [`StoreError`].
pub async fn set_by_hand(
    unit: &mut Unit,
    company: CompanyId,
    id: OpportunityId,
    by_hand: Option<i64>,
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_BY_HAND).bind(company.0).bind(id.0).bind(by_hand))?;
    Ok(())
}
