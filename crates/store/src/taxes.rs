//! Taxes with their rates and parts.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, TaxId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, name, kind, percent, position, active, included, \
    affects_later, note FROM taxes WHERE company_id = $1 ORDER BY position, name, id";
pub(crate) const LOAD: &str = "SELECT id, company_id, version, name, kind, percent, position, active, included, \
    affects_later, note FROM taxes WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO taxes (id, company_id, name, kind, percent, position, active, included, \
    affects_later, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(crate) const UPDATE: &str = "UPDATE taxes SET version = version + 1, name = $4, kind = $5, percent = $6, \
    position = $7, active = $8, included = $9, affects_later = $10, note = $11 \
    WHERE company_id = $1 AND id = $2 AND version = $3";
/// All that adding up needs, in one reading: a row for each tax, or for each of its dated rates.
pub(crate) const BOOK: &str = "SELECT t.id, t.name, t.kind, t.percent, t.active, t.included, t.affects_later, t.note, \
    r.from_day, r.rate, (SELECT c.tax_rounding FROM companies AS c WHERE c.id = $1) AS rounding \
    FROM taxes AS t LEFT JOIN tax_rates AS r ON r.tax_id = t.id WHERE t.company_id = $1 \
    ORDER BY t.position, t.name, t.id, r.from_day";
pub(crate) const RATES: &str =
    "SELECT tax_id, from_day, rate FROM tax_rates WHERE company_id = $1 ORDER BY tax_id, from_day";
pub(crate) const INSERT_RATE: &str =
    "INSERT INTO tax_rates (tax_id, company_id, from_day, rate) VALUES ($1, $2, $3, $4)";
pub(crate) const DROP_RATES: &str = "DELETE FROM tax_rates WHERE company_id = $1 AND tax_id = $2";
pub(crate) const PARTS: &str = "SELECT tax_id, part_id FROM tax_parts WHERE company_id = $1 ORDER BY tax_id, position";
pub(crate) const INSERT_PART: &str =
    "INSERT INTO tax_parts (tax_id, company_id, position, part_id) VALUES ($1, $2, $3, $4)";
pub(crate) const DROP_PARTS: &str = "DELETE FROM tax_parts WHERE company_id = $1 AND tax_id = $2";
pub(crate) const ROUNDING: &str = "SELECT tax_rounding FROM companies WHERE id = $1";
pub(crate) const SET_ROUNDING: &str = "UPDATE companies SET tax_rounding = $2 WHERE id = $1";
/// Taxes whose rate of a day is another than the one in force.
pub(crate) const TURNING: &str = "SELECT t.id, t.company_id, dated.rate FROM taxes AS t JOIN tax_rates AS dated \
    ON dated.tax_id = t.id WHERE dated.rate <> t.percent AND dated.from_day = (SELECT MAX(s.from_day) FROM tax_rates AS s \
    WHERE s.tax_id = t.id AND s.from_day <= $1)";
pub(crate) const TURN: &str = "UPDATE taxes SET percent = $3 WHERE company_id = $1 AND id = $2";

/// A tax's row; `percent` holds millionths of a percent, or of the currency where it is an amount for each unit.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct TaxRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub kind: String,
    pub percent: i64,
    pub position: i64,
    pub active: i64,
    pub included: i64,
    pub affects_later: i64,
    pub note: String,
}

/// A tax with one of its dated rates, if it has any.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct BookRow {
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub percent: i64,
    pub active: i64,
    pub included: i64,
    pub affects_later: i64,
    pub note: String,
    pub from_day: Option<String>,
    pub rate: Option<i64>,
    pub rounding: String,
}

/// A rate from a day on.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct RateRecord {
    pub tax_id: Uuid,
    pub from_day: String,
    pub rate: i64,
}

/// A tax of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PartRecord {
    pub tax_id: Uuid,
    pub part_id: Uuid,
}

/// The company's taxes in their order, those no longer offered too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<TaxRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// The company's taxes in their order with their dated rates, by day.
/// # Errors
/// [`StoreError`].
pub async fn book(conn: &mut Conn, company: CompanyId) -> Result<Vec<BookRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(BOOK).bind(company.0).fetch_all(c))?)
}

/// One of the company's taxes.
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, company: CompanyId, id: TaxId) -> Result<Option<TaxRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(id.0).fetch_optional(c))?)
}

/// The rates of all taxes of the company, by tax and day.
/// # Errors
/// [`StoreError`].
pub async fn rates(conn: &mut Conn, company: CompanyId) -> Result<Vec<RateRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(RATES).bind(company.0).fetch_all(c))?)
}

/// The parts of all groups of the company, in their order.
/// # Errors
/// [`StoreError`].
pub async fn parts(conn: &mut Conn, company: CompanyId) -> Result<Vec<PartRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(PARTS).bind(company.0).fetch_all(c))?)
}

/// When the company's amounts are rounded, by code.
/// # Errors
/// [`StoreError`].
pub async fn rounding(conn: &mut Conn, company: CompanyId) -> Result<String, StoreError> {
    let (rounding,): (String,) = on!(conn, c => sqlx::query_as(ROUNDING).bind(company.0).fetch_one(c))?;
    Ok(rounding)
}

/// Sets when the company's amounts are rounded.
/// # Errors
/// [`StoreError`].
pub async fn set_rounding(unit: &mut Unit, company: CompanyId, rounding: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_ROUNDING).bind(company.0).bind(rounding))?;
    Ok(())
}

/// Writes a new tax with its rates and parts.
/// # Errors
/// [`StoreError::Taken`] when the company has one of that name.
pub async fn insert(unit: &mut Unit, tax: &TaxRecord, rates: &[RateRecord], parts: &[Uuid]) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(tax.id)
            .bind(tax.company_id)
            .bind(&tax.name)
            .bind(&tax.kind)
            .bind(tax.percent)
            .bind(tax.position)
            .bind(tax.active)
            .bind(tax.included)
            .bind(tax.affects_later)
            .bind(&tax.note)
    )?;
    insert_parts(unit, tax, rates, parts).await
}

/// Writes a changed tax with its rates and parts if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, tax: &TaxRecord, rates: &[RateRecord], parts: &[Uuid]) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(tax.company_id)
            .bind(tax.id)
            .bind(tax.version)
            .bind(&tax.name)
            .bind(&tax.kind)
            .bind(tax.percent)
            .bind(tax.position)
            .bind(tax.active)
            .bind(tax.included)
            .bind(tax.affects_later)
            .bind(&tax.note)
    )?;
    if touched == 1 {
        run!(unit.conn, sqlx::query(DROP_RATES).bind(tax.company_id).bind(tax.id))?;
        run!(unit.conn, sqlx::query(DROP_PARTS).bind(tax.company_id).bind(tax.id))?;
        insert_parts(unit, tax, rates, parts).await?;
        return Ok(tax.version + 1);
    }
    let current = find(&mut unit.conn, CompanyId(tax.company_id), TaxId(tax.id)).await?;
    Err(current.map_or(StoreError::NotFound, |found| StoreError::Stale { current: found.version }))
}

async fn insert_parts(
    unit: &mut Unit,
    tax: &TaxRecord,
    rates: &[RateRecord],
    parts: &[Uuid],
) -> Result<(), StoreError> {
    for rate in rates {
        run!(
            unit.conn,
            sqlx::query(INSERT_RATE).bind(tax.id).bind(tax.company_id).bind(&rate.from_day).bind(rate.rate)
        )?;
    }
    for (position, part) in (1_i64..).zip(parts) {
        run!(unit.conn, sqlx::query(INSERT_PART).bind(tax.id).bind(tax.company_id).bind(position).bind(*part))?;
    }
    Ok(())
}

/// A tax, its company, and the rate that is to be in force.
pub type Turn = (Uuid, Uuid, i64);

/// Taxes of every company whose rate of `day` (ISO text) is another than the one in force.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_turning(conn: &mut Conn, day: &str) -> Result<Vec<Turn>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(TURNING).bind(day).fetch_all(c))?)
}

/// Puts rates in force.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_turn(unit: &mut Unit, turning: &[Turn]) -> Result<(), StoreError> {
    for (tax, company, rate) in turning {
        run!(unit.conn, sqlx::query(TURN).bind(*company).bind(*tax).bind(*rate))?;
    }
    Ok(())
}
