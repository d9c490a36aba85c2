//! Fiscal positions with the taxes they put in place of others.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, FiscalPositionId};
use uuid::Uuid;

pub(crate) const MAKE_ROOM: &str =
    "UPDATE fiscal_positions SET position = position + $3 WHERE company_id = $1 AND position >= $2";
pub(crate) const LIST: &str = "SELECT id, company_id, version, name, position, active, automatic, vat_required, buyer, \
    area, country, region, postcode_from, postcode_to FROM fiscal_positions \
    WHERE company_id = $1 ORDER BY position, id";
pub(crate) const LOAD: &str = "SELECT id, company_id, version, name, position, active, automatic, vat_required, buyer, \
    area, country, region, postcode_from, postcode_to FROM fiscal_positions WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO fiscal_positions (id, company_id, name, position, active, automatic, \
    vat_required, buyer, area, country, region, postcode_from, postcode_to) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
pub(crate) const UPDATE: &str = "UPDATE fiscal_positions SET version = version + 1, name = $4, position = $5, \
    active = $6, automatic = $7, vat_required = $8, buyer = $9, area = $10, country = $11, region = $12, \
    postcode_from = $13, postcode_to = $14 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const REPLACEMENTS: &str = "SELECT fiscal_position_id, from_tax_id, supply, to_tax_id \
    FROM fiscal_replacements WHERE company_id = $1 ORDER BY fiscal_position_id, position";
pub(crate) const INSERT_REPLACEMENT: &str = "INSERT INTO fiscal_replacements (fiscal_position_id, company_id, \
    position, from_tax_id, supply, to_tax_id) VALUES ($1, $2, $3, $4, $5, $6)";
pub(crate) const DROP_REPLACEMENTS: &str =
    "DELETE FROM fiscal_replacements WHERE company_id = $1 AND fiscal_position_id = $2";

/// A fiscal position's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PositionRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub position: i64,
    pub active: i64,
    pub automatic: i64,
    pub vat_required: i64,
    pub buyer: String,
    pub area: String,
    pub country: String,
    pub region: String,
    pub postcode_from: String,
    pub postcode_to: String,
}

/// A replacement's row; its place is its index.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ReplacementRecord {
    pub fiscal_position_id: Uuid,
    pub from_tax_id: Uuid,
    pub supply: String,
    pub to_tax_id: Uuid,
}

/// The company's fiscal positions in their order, those no longer in use too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<PositionRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// One of the company's fiscal positions.
/// # Errors
/// [`StoreError`].
pub async fn find(
    conn: &mut Conn,
    company: CompanyId,
    id: FiscalPositionId,
) -> Result<Option<PositionRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(id.0).fetch_optional(c))?)
}

/// The replacements of all positions of the company, in their order.
/// # Errors
/// [`StoreError`].
pub async fn replacements(conn: &mut Conn, company: CompanyId) -> Result<Vec<ReplacementRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(REPLACEMENTS).bind(company.0).fetch_all(c))?)
}

/// Writes a new position with its replacements.
/// # Errors
/// [`StoreError::Taken`] when the company has one of that name.
pub async fn insert(
    unit: &mut Unit,
    position: &PositionRecord,
    replacements: &[ReplacementRecord],
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(position.id)
            .bind(position.company_id)
            .bind(&position.name)
            .bind(position.position)
            .bind(position.active)
            .bind(position.automatic)
            .bind(position.vat_required)
            .bind(&position.buyer)
            .bind(&position.area)
            .bind(&position.country)
            .bind(&position.region)
            .bind(&position.postcode_from)
            .bind(&position.postcode_to)
    )?;
    insert_replacements(unit, position, replacements).await
}

/// Writes a changed position with its replacements if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(
    unit: &mut Unit,
    position: &PositionRecord,
    replacements: &[ReplacementRecord],
) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(position.company_id)
            .bind(position.id)
            .bind(position.version)
            .bind(&position.name)
            .bind(position.position)
            .bind(position.active)
            .bind(position.automatic)
            .bind(position.vat_required)
            .bind(&position.buyer)
            .bind(&position.area)
            .bind(&position.country)
            .bind(&position.region)
            .bind(&position.postcode_from)
            .bind(&position.postcode_to)
    )?;
    let (company, id) = (CompanyId(position.company_id), FiscalPositionId(position.id));
    if touched == 1 {
        run!(unit.conn, sqlx::query(DROP_REPLACEMENTS).bind(company.0).bind(id.0))?;
        insert_replacements(unit, position, replacements).await?;
        return Ok(position.version + 1);
    }
    let current = find(&mut unit.conn, company, id).await?;
    Err(current.map_or(StoreError::NotFound, |found| StoreError::Stale { current: found.version }))
}

async fn insert_replacements(
    unit: &mut Unit,
    position: &PositionRecord,
    replacements: &[ReplacementRecord],
) -> Result<(), StoreError> {
    for (place, row) in (1_i64..).zip(replacements) {
        run!(
            unit.conn,
            sqlx::query(INSERT_REPLACEMENT)
                .bind(position.id)
                .bind(position.company_id)
                .bind(place)
                .bind(row.from_tax_id)
                .bind(&row.supply)
                .bind(row.to_tax_id)
        )?;
    }
    Ok(())
}

/// Moves the positions from a place on further back.
/// # Errors
/// [`StoreError`].
pub async fn make_room(unit: &mut Unit, company: CompanyId, from: i64, by: i64) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(MAKE_ROOM).bind(company.0).bind(from).bind(by))?;
    Ok(())
}
