//! Orders whose customer changed their mind: cancelled, made again, withdrawn from; and what the company promises of that.
use super::NewOrder;
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, OpportunityId, OrderId, QuoteId};
use uuid::Uuid;

pub(crate) const MADE: &str =
    "SELECT id, number, cancelled_at, won FROM orders WHERE company_id = $1 AND quote_id = $2";
pub(crate) const CANCEL: &str = "UPDATE orders SET version = version + 1, cancelled_at = $3 \
    WHERE company_id = $1 AND id = $2 AND cancelled_at IS NULL";
pub(crate) const NOTE_WON: &str = "UPDATE orders SET won = $3 WHERE company_id = $1 AND id = $2";
pub(crate) const FORGET_LINES: &str = "DELETE FROM order_lines WHERE order_id = $1";
pub(crate) const RENEW: &str = "UPDATE orders SET version = version + 1, cancelled_at = NULL, quote_version = $3, \
    opportunity_id = $4, party_id = $5, owner_id = $6, team_id = $7, title = $8, currency = $9, net = $10, tax = $11, \
    gross = $12, purchase_order = $13, search = $14, warehouse_id = $15, won = '' \
    WHERE company_id = $1 AND id = $2 AND cancelled_at IS NOT NULL";
pub(crate) const OTHER: &str = "SELECT id FROM orders WHERE company_id = $1 AND opportunity_id = $2 AND id <> $3 \
    AND cancelled_at IS NULL ORDER BY id LIMIT 1";
pub(crate) const DROP_DEMAND: &str = "DELETE FROM payment_demands WHERE company_id = $1 AND order_id = $2 AND paid = 0";
pub(crate) const PROMISED: &str =
    "SELECT grace_minutes, withdrawal_days, withdrawal_words FROM companies WHERE id = $1";
pub(crate) const PROMISE: &str =
    "UPDATE companies SET grace_minutes = $2, withdrawal_days = $3, withdrawal_words = $4 WHERE id = $1";
pub(crate) const WITHDRAW: &str = "INSERT INTO withdrawals (id, company_id, order_id, link_id, name, email, lines, \
    refund_by, evidence, withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(crate) const WITHDRAWN: &str = "SELECT id, name, email, lines, refund_by, evidence, withdrawn_at FROM withdrawals \
    WHERE company_id = $1 AND order_id = $2 ORDER BY withdrawn_at, id";
pub(crate) const EXEMPT: &str = "SELECT withdrawal_exempt FROM quotes WHERE company_id = $1 AND id = $2";
pub(crate) const SET_EXEMPT: &str = "UPDATE quotes SET withdrawal_exempt = $3 WHERE company_id = $1 AND id = $2";

/// The one order of a quotation, cancelled or not.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct MadeOrder {
    pub id: Uuid,
    pub number: String,
    pub cancelled_at: Option<i64>,
    pub won: String,
}

/// What the company promises to whoever changes their mind.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct Promised {
    pub grace_minutes: i64,
    pub withdrawal_days: i64,
    pub withdrawal_words: String,
}

/// A consumer's withdrawal.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct WithdrawalRecord {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub lines: String,
    pub refund_by: String,
    pub evidence: String,
    pub withdrawn_at: i64,
}

/// The order of a quotation that was loaded through its scope, cancelled or not.
/// # Errors
/// [`StoreError`].
pub async fn made(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<Option<MadeOrder>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(MADE).bind(company.0).bind(quote.0).fetch_optional(c))?)
}

/// Cancels an order whose quotation is locked; answers whether it was in force.
/// # Errors
/// [`StoreError`].
pub async fn cancel(unit: &mut Unit, company: CompanyId, order: OrderId) -> Result<bool, StoreError> {
    let now = unit.now.0;
    Ok(run!(unit.conn, sqlx::query(CANCEL).bind(company.0).bind(order.0).bind(now))? == 1)
}

/// Keeps which opportunity was won by the order, as it was before (JSON).
/// # Errors
/// [`StoreError`].
pub async fn note_won(unit: &mut Unit, company: CompanyId, order: OrderId, won: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(NOTE_WON).bind(company.0).bind(order.0).bind(won))?;
    Ok(())
}

/// Puts a cancelled order in force again under its number, as what is accepted now says.
/// # Errors
/// [`StoreError::Taken`] when it is in force.
pub async fn renew(unit: &mut Unit, order: &NewOrder) -> Result<(), StoreError> {
    let renewed = run!(
        unit.conn,
        sqlx::query(RENEW)
            .bind(order.company.0)
            .bind(order.id)
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
            .bind(order.warehouse)
    )?;
    if renewed == 0 {
        return Err(StoreError::NotFound);
    }
    run!(unit.conn, sqlx::query(FORGET_LINES).bind(order.id))?;
    super::insert_lines(unit, order).await
}

/// Another order in force that an opportunity has, the oldest.
/// # Errors
/// [`StoreError`].
pub async fn other(
    conn: &mut Conn,
    company: CompanyId,
    opportunity: OpportunityId,
    order: OrderId,
) -> Result<Option<OrderId>, StoreError> {
    let found: Option<(Uuid,)> =
        on!(conn, c => sqlx::query_as(OTHER).bind(company.0).bind(opportunity.0).bind(order.0).fetch_optional(c))?;
    Ok(found.map(|(id,)| OrderId(id)))
}

/// Takes the demand of an order away, of which nothing is paid; answers whether there was one.
/// # Errors
/// [`StoreError`].
pub async fn drop_demand(unit: &mut Unit, company: CompanyId, order: OrderId) -> Result<bool, StoreError> {
    Ok(run!(unit.conn, sqlx::query(DROP_DEMAND).bind(company.0).bind(order.0))? == 1)
}

/// What the company promises.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn promised(conn: &mut Conn, company: CompanyId) -> Result<Promised, StoreError> {
    let row: Option<Promised> = on!(conn, c => sqlx::query_as(PROMISED).bind(company.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Sets what the company promises.
/// # Errors
/// [`StoreError`].
pub async fn promise(unit: &mut Unit, company: CompanyId, promised: &Promised) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(PROMISE)
            .bind(company.0)
            .bind(promised.grace_minutes)
            .bind(promised.withdrawal_days)
            .bind(&promised.withdrawal_words)
    )?;
    Ok(())
}

/// Writes a withdrawal of an order whose quotation is locked.
/// # Errors
/// [`StoreError`].
pub async fn withdraw(
    unit: &mut Unit,
    company: CompanyId,
    (order, link): (OrderId, Uuid),
    row: &WithdrawalRecord,
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(WITHDRAW)
            .bind(row.id)
            .bind(company.0)
            .bind(order.0)
            .bind(link)
            .bind(&row.name)
            .bind(&row.email)
            .bind(&row.lines)
            .bind(&row.refund_by)
            .bind(&row.evidence)
            .bind(row.withdrawn_at)
    )?;
    Ok(())
}

/// The withdrawals of an order that was loaded through its scope, oldest first.
/// # Errors
/// [`StoreError`].
pub async fn withdrawn(
    conn: &mut Conn,
    company: CompanyId,
    order: OrderId,
) -> Result<Vec<WithdrawalRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(WITHDRAWN).bind(company.0).bind(order.0).fetch_all(c))?)
}

/// Why the customer of a quotation that was loaded through its scope has no right to withdraw, by code; empty where there
/// is the right.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn exempt(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<String, StoreError> {
    let row: Option<(String,)> =
        on!(conn, c => sqlx::query_as(EXEMPT).bind(company.0).bind(quote.0).fetch_optional(c))?;
    row.map(|(code,)| code).ok_or(StoreError::NotFound)
}

/// Sets it, beside an update of the quotation's row in the same unit.
/// # Errors
/// [`StoreError`].
pub async fn set_exempt(unit: &mut Unit, company: CompanyId, quote: QuoteId, code: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_EXEMPT).bind(company.0).bind(quote.0).bind(code))?;
    Ok(())
}
