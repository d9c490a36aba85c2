//! Currencies beside a company's own, with their rates by day.
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::ids::CompanyId;
use uuid::Uuid;

pub(crate) const LIST: &str =
    "SELECT id, company_id, version, code, active FROM currencies WHERE company_id = $1 ORDER BY code";
pub(crate) const RATES: &str = "SELECT r.currency_id, c.code, r.from_day, r.per_base FROM currency_rates AS r \
    JOIN currencies AS c ON c.id = r.currency_id WHERE c.company_id = $1 ORDER BY r.from_day DESC";
pub(crate) const INSERT: &str = "INSERT INTO currencies (id, company_id, code, active) VALUES ($1, $2, $3, $4)";
pub(crate) const UPDATE: &str = "UPDATE currencies SET version = version + 1, active = $4 \
    WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM currencies WHERE company_id = $1 AND id = $2";
pub(crate) const DROP_RATES: &str = "DELETE FROM currency_rates WHERE currency_id = $1";
pub(crate) const INSERT_RATE: &str = "INSERT INTO currency_rates (currency_id, from_day, per_base) VALUES ($1, $2, $3)";

/// A currency's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct CurrencyRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub code: String,
    pub active: i64,
}

/// A rate's row: from its day on, how many millionths of the currency one of the company's own is worth.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct RateRecord {
    pub currency_id: Uuid,
    pub code: String,
    pub from_day: String,
    pub per_base: i64,
}

/// The company's currencies, by code.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<CurrencyRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// All rates of all of them, the latest first.
/// # Errors
/// [`StoreError`].
pub async fn rates(conn: &mut Conn, company: CompanyId) -> Result<Vec<RateRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(RATES).bind(company.0).fetch_all(c))?)
}

/// Writes a new currency.
/// # Errors
/// [`StoreError::Taken`] when the company has it.
pub async fn insert(unit: &mut Unit, row: &CurrencyRecord, rates: &[RateRecord]) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(INSERT).bind(row.id).bind(row.company_id).bind(&row.code).bind(row.active))?;
    insert_rates(unit, row, rates).await
}

/// Writes a changed currency with all its rates if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, row: &CurrencyRecord, rates: &[RateRecord]) -> Result<i64, StoreError> {
    let touched =
        run!(unit.conn, sqlx::query(UPDATE).bind(row.company_id).bind(row.id).bind(row.version).bind(row.active))?;
    if touched == 1 {
        run!(unit.conn, sqlx::query(DROP_RATES).bind(row.id))?;
        insert_rates(unit, row, rates).await?;
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [row.company_id, row.id]).await)
}

async fn insert_rates(unit: &mut Unit, row: &CurrencyRecord, rates: &[RateRecord]) -> Result<(), StoreError> {
    for rate in rates {
        run!(unit.conn, sqlx::query(INSERT_RATE).bind(row.id).bind(&rate.from_day).bind(rate.per_base))?;
    }
    Ok(())
}
