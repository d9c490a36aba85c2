//! The quotation's own row.
use crate::{Conn, Scope, StoreError, Unit, dialect, on, run, scoped, versions::missed};
use domain::{
    days::Instant,
    ids::{CompanyId, QuoteId},
    payment::deposit::TypedDeposit,
    quotes::{handling::Handling, shipment::Shipment},
};
use uuid::Uuid;

const COLUMNS: &str = "q.id, q.company_id, q.version, q.number, q.state, q.opportunity_id, q.party_id, q.owner_id, \
    q.team_id, q.draft_version, q.sent_version, q.title, q.introduction, q.language, q.currency, q.contact_name, \
    q.customer_reference, q.valid_until, q.sent_valid_until, q.payment_terms, q.terms, q.net, q.tax, q.gross, \
    q.read_at, q.open_questions, q.decline_reason, q.price_list_id, q.fiscal_position_id, q.fiscal_by_hand, \
    q.delivery_on, q.search, q.created_at, q.updated_at, q.moved_at, q.rate, q.rate_on, q.rate_base, \
    q.shipment, q.deposit, q.handling, q.unsigned, q.warehouse_id, \
    q.demands, q.signing";

pub(crate) const INSERT: &str = "INSERT INTO quotes (id, company_id, number, state, opportunity_id, party_id, \
    owner_id, team_id, title, introduction, language, currency, contact_name, payment_terms, terms, net, tax, gross, \
    search, created_at, updated_at, moved_at, price_list_id, fiscal_position_id, fiscal_by_hand, valid_until, shipment, \
    deposit, handling, unsigned, warehouse_id, demands) VALUES \
    ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19, $19, $20, \
    $21, $22, $23, $24, $25, $26, $27, $28, $29)";
pub(crate) const UPDATE: &str = "UPDATE quotes SET version = version + 1, state = $4, draft_version = $5, \
    sent_version = $6, title = $7, introduction = $8, language = $9, contact_name = $10, customer_reference = $11, \
    valid_until = $12, sent_valid_until = $13, payment_terms = $14, terms = $15, net = $16, tax = $17, gross = $18, \
    read_at = $19, open_questions = $20, decline_reason = $21, search = $22, updated_at = $23, moved_at = $24, \
    price_list_id = $25, fiscal_position_id = $26, fiscal_by_hand = $27, delivery_on = $28, shipment = $29, \
    deposit = $30, owner_id = $31, team_id = $32, handling = $33, unsigned = $34, warehouse_id = $35, \
    demands = $36, signing = $37 \
    WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const SET_CURRENCY: &str = "UPDATE quotes SET currency = $3, rate = $4, rate_on = $5, rate_base = $6 \
    WHERE company_id = $1 AND id = $2";
pub(crate) const SET_PARTY: &str = "UPDATE quotes SET party_id = $3 WHERE company_id = $1 AND id = $2";
pub(crate) const VERSION: &str = "SELECT version FROM quotes WHERE company_id = $1 AND id = $2";
pub(crate) const NUMBERED: &str = "SELECT id FROM quotes WHERE company_id = $1 AND number = $2";
pub(crate) const EXPIRING: &str = "SELECT id, company_id FROM quotes WHERE state = 'sent' AND sent_valid_until < $1 ORDER BY sent_valid_until LIMIT $2";

/// A quotation's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct QuoteRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub number: String,
    pub state: String,
    pub opportunity_id: Option<Uuid>,
    pub party_id: Uuid,
    pub owner_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
    pub draft_version: i64,
    pub sent_version: Option<i64>,
    pub title: String,
    pub introduction: String,
    pub language: String,
    pub currency: String,
    pub contact_name: String,
    pub customer_reference: String,
    pub valid_until: Option<String>,
    pub sent_valid_until: Option<String>,
    pub payment_terms: String,
    pub terms: String,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
    pub read_at: Option<i64>,
    pub open_questions: i64,
    pub decline_reason: String,
    pub price_list_id: Option<Uuid>,
    pub fiscal_position_id: Option<Uuid>,
    pub fiscal_by_hand: i64,
    pub delivery_on: Option<String>,
    pub search: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub moved_at: i64,
    pub rate: Option<i64>,
    pub rate_on: Option<String>,
    pub rate_base: Option<String>,
    pub shipment: String,
    pub deposit: String,
    pub handling: String,
    pub unsigned: i64,
    pub demands: String,
    pub signing: String,
    pub warehouse_id: Option<Uuid>,
}

pub(crate) fn find_sql(scope: &Scope, suffix: &str) -> String {
    let condition = scope.condition("q", 3);
    format!("SELECT {COLUMNS} FROM quotes AS q WHERE q.company_id = $1 AND q.id = $2{condition}{suffix}")
}

pub(crate) fn find_any_sql(suffix: &str) -> String {
    format!("SELECT {COLUMNS} FROM quotes AS q WHERE q.company_id = $1 AND q.id = $2{suffix}")
}

/// A quotation within a scope.
/// # Errors
/// [`StoreError::NotFound`] when it is not there or not within the scope.
pub async fn load(conn: &mut Conn, scope: &Scope, id: QuoteId) -> Result<QuoteRecord, StoreError> {
    let sql = find_sql(scope, "");
    fetch(conn, scope, id, &sql).await
}

/// As [`load`], locked until the unit ends.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load_for_update(unit: &mut Unit, scope: &Scope, id: QuoteId) -> Result<QuoteRecord, StoreError> {
    let sql = find_sql(scope, dialect::for_update(unit.conn.engine()));
    fetch(&mut unit.conn, scope, id, &sql).await
}

async fn fetch(conn: &mut Conn, scope: &Scope, id: QuoteId, sql: &str) -> Result<QuoteRecord, StoreError> {
    let row: Option<QuoteRecord> = on!(conn, c => scoped!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(scope.company.0).bind(id.0), scope).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The quotation of a visitor's link, or of the program's own work: the caller has proved which.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unscoped_load(conn: &mut Conn, company: CompanyId, id: QuoteId) -> Result<QuoteRecord, StoreError> {
    let sql = find_any_sql("");
    let row: Option<QuoteRecord> = on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// As [`unscoped_load`], locked until the unit ends.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unscoped_load_for_update(
    unit: &mut Unit,
    company: CompanyId,
    id: QuoteId,
) -> Result<QuoteRecord, StoreError> {
    let sql = find_any_sql(dialect::for_update(unit.conn.engine()));
    let row: Option<QuoteRecord> = on!(unit.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The quotation with a number, within a scope.
/// # Errors
/// [`StoreError::NotFound`] when it is not there or not within the scope.
pub async fn numbered(conn: &mut Conn, scope: &Scope, number: &str) -> Result<QuoteRecord, StoreError> {
    let row: Option<(Uuid,)> =
        on!(conn, c => sqlx::query_as(NUMBERED).bind(scope.company.0).bind(number).fetch_optional(c))?;
    let (id,) = row.ok_or(StoreError::NotFound)?;
    load(conn, scope, QuoteId(id)).await
}

/// Writes a new quotation.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, quote: &QuoteRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(quote.id)
            .bind(quote.company_id)
            .bind(&quote.number)
            .bind(quote.opportunity_id)
            .bind(quote.party_id)
            .bind(quote.owner_id)
            .bind(quote.team_id)
            .bind(&quote.title)
            .bind(&quote.introduction)
            .bind(&quote.language)
            .bind(&quote.currency)
            .bind(&quote.contact_name)
            .bind(&quote.payment_terms)
            .bind(&quote.terms)
            .bind(quote.net)
            .bind(quote.tax)
            .bind(quote.gross)
            .bind(&quote.search)
            .bind(quote.created_at)
            .bind(quote.price_list_id)
            .bind(quote.fiscal_position_id)
            .bind(quote.fiscal_by_hand)
            .bind(&quote.valid_until)
            .bind(&quote.shipment)
            .bind(&quote.deposit)
            .bind(&quote.handling)
            .bind(quote.unsigned)
            .bind(quote.warehouse_id)
            .bind(&quote.demands)
    )?;
    Ok(())
}

/// Writes a changed quotation if nobody changed it since `quote.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, quote: &QuoteRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(quote.company_id)
            .bind(quote.id)
            .bind(quote.version)
            .bind(&quote.state)
            .bind(quote.draft_version)
            .bind(quote.sent_version)
            .bind(&quote.title)
            .bind(&quote.introduction)
            .bind(&quote.language)
            .bind(&quote.contact_name)
            .bind(&quote.customer_reference)
            .bind(&quote.valid_until)
            .bind(&quote.sent_valid_until)
            .bind(&quote.payment_terms)
            .bind(&quote.terms)
            .bind(quote.net)
            .bind(quote.tax)
            .bind(quote.gross)
            .bind(quote.read_at)
            .bind(quote.open_questions)
            .bind(&quote.decline_reason)
            .bind(&quote.search)
            .bind(quote.updated_at)
            .bind(quote.moved_at)
            .bind(quote.price_list_id)
            .bind(quote.fiscal_position_id)
            .bind(quote.fiscal_by_hand)
            .bind(&quote.delivery_on)
            .bind(&quote.shipment)
            .bind(&quote.deposit)
            .bind(quote.owner_id)
            .bind(quote.team_id)
            .bind(&quote.handling)
            .bind(quote.unsigned)
            .bind(quote.warehouse_id)
            .bind(&quote.demands)
            .bind(&quote.signing)
    )?;
    if touched == 1 {
        return Ok(quote.version + 1);
    }
    Err(missed(unit, VERSION, [quote.company_id, quote.id]).await)
}

/// Writes the currency with its rate, beside [`insert`] or [`update`] in the same unit.
/// # Errors
/// [`StoreError`].
pub async fn set_currency(unit: &mut Unit, quote: &QuoteRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(SET_CURRENCY)
            .bind(quote.company_id)
            .bind(quote.id)
            .bind(&quote.currency)
            .bind(quote.rate)
            .bind(&quote.rate_on)
            .bind(&quote.rate_base)
    )?;
    Ok(())
}

/// Writes whom it is for, beside [`update`] in the same unit.
/// # Errors
/// [`StoreError`].
pub async fn set_party(unit: &mut Unit, quote: &QuoteRecord) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_PARTY).bind(quote.company_id).bind(quote.id).bind(quote.party_id))?;
    Ok(())
}

/// Sent quotations of every company whose validity ended before `day` (ISO text): work of the program itself.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_expiring(conn: &mut Conn, day: &str, most: i64) -> Result<Vec<(CompanyId, QuoteId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = on!(conn, c => sqlx::query_as(EXPIRING).bind(day).bind(most).fetch_all(c))?;
    Ok(rows.into_iter().map(|(id, company)| (CompanyId(company), QuoteId(id))).collect())
}

impl QuoteRecord {
    /// What it demands on acceptance, as it was typed.
    pub fn deposit(&self) -> TypedDeposit {
        serde_json::from_str(&self.deposit).unwrap_or_default()
    }

    /// Takes what it demands on acceptance; nothing is kept as nothing.
    /// # Errors
    /// [`StoreError`].
    pub fn put_deposit(&mut self, deposit: &TypedDeposit) -> Result<(), StoreError> {
        self.deposit = match deposit.kind.is_empty() {
            true => String::new(),
            false => serde_json::to_string(deposit).map_err(StoreError::fault)?,
        };
        Ok(())
    }

    /// How the house handles it.
    pub fn handling(&self) -> Handling {
        serde_json::from_str(&self.handling).unwrap_or_default()
    }

    /// Takes how the house handles it; nothing is kept as nothing.
    /// # Errors
    /// [`StoreError`].
    pub fn put_handling(&mut self, handling: &Handling) -> Result<(), StoreError> {
        self.handling = match handling.is_empty() {
            true => String::new(),
            false => serde_json::to_string(handling).map_err(StoreError::fault)?,
        };
        Ok(())
    }

    /// Where and how it is delivered.
    pub fn shipment(&self) -> Shipment {
        serde_json::from_str(&self.shipment).unwrap_or_default()
    }

    /// Takes where and how it is delivered; what says nothing is kept as nothing.
    /// # Errors
    /// [`StoreError`].
    pub fn put_shipment(&mut self, shipment: &Shipment) -> Result<(), StoreError> {
        self.shipment = match shipment.is_usual() {
            true => String::new(),
            false => serde_json::to_string(shipment).map_err(StoreError::fault)?,
        };
        Ok(())
    }

    /// Notes that a person would notice this change at `now`.
    pub fn touch(&mut self, now: Instant) {
        self.updated_at = now.0;
        self.moved_at = now.0;
    }
}
