//! Deposits that orders demand, and what was received of them.
pub mod statements;

use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, OrderId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO payment_demands \
    (order_id, company_id, reference, currency, amount, due_on, payee, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(crate) const FIND: &str = "SELECT order_id, version, reference, currency, amount, due_on, payee, paid, paid_on, \
    note FROM payment_demands WHERE company_id = $1 AND order_id = $2";
pub(crate) const BY_REFERENCE: &str = "SELECT order_id, version, reference, currency, amount, due_on, payee, paid, \
    paid_on, note FROM payment_demands WHERE company_id = $1 AND reference = $2";
pub(crate) const UPDATE: &str = "UPDATE payment_demands SET version = version + 1, paid = $4, paid_on = $5, note = $6 \
    WHERE company_id = $1 AND order_id = $2 AND version = $3";

/// A demand's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct DemandRecord {
    pub order_id: Uuid,
    pub version: i64,
    pub reference: String,
    pub currency: String,
    pub amount: i64,
    pub due_on: String,
    pub payee: String,
    pub paid: i64,
    pub paid_on: Option<String>,
    pub note: String,
}

/// Writes a new demand, of which nothing is paid.
/// # Errors
/// [`StoreError::Taken`] when the order has one already.
pub async fn insert(unit: &mut Unit, company: CompanyId, demand: &DemandRecord) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(demand.order_id)
            .bind(company.0)
            .bind(&demand.reference)
            .bind(&demand.currency)
            .bind(demand.amount)
            .bind(&demand.due_on)
            .bind(&demand.payee)
            .bind(now)
    )?;
    Ok(())
}

/// The demand of an order, where there is one.
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, company: CompanyId, order: OrderId) -> Result<Option<DemandRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(company.0).bind(order.0).fetch_optional(c))?)
}

/// The demand that is paid under a reference, where there is one.
/// # Errors
/// [`StoreError`].
pub async fn by_reference(
    conn: &mut Conn,
    company: CompanyId,
    reference: &str,
) -> Result<Option<DemandRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(BY_REFERENCE).bind(company.0).bind(reference).fetch_optional(c))?)
}

/// Writes what was received if nobody did since; answers the new version.
/// # Errors
/// [`StoreError::Stale`].
pub async fn update(unit: &mut Unit, company: CompanyId, demand: &DemandRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(company.0)
            .bind(demand.order_id)
            .bind(demand.version)
            .bind(demand.paid)
            .bind(&demand.paid_on)
            .bind(&demand.note)
    )?;
    if touched == 1 {
        return Ok(demand.version + 1);
    }
    let current = find(&mut unit.conn, company, OrderId(demand.order_id)).await?;
    Err(current.map_or(StoreError::NotFound, |row| StoreError::Stale { current: row.version }))
}
