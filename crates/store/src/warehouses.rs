//! Warehouses: where the company's goods leave from.
use crate::{Conn, StoreError, Unit, on, run};
use domain::{
    ids::{CompanyId, WarehouseId},
    quotes::content::{PostalAddress, Warehouse},
};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, name, street, postcode, city, country, usual, active \
    FROM warehouses WHERE company_id = $1 ORDER BY name, id LIMIT 200";
pub(crate) const FIND: &str = "SELECT id, company_id, version, name, street, postcode, city, country, usual, active \
    FROM warehouses WHERE company_id = $1 AND id = $2";
pub(crate) const USUAL: &str = "SELECT id FROM warehouses WHERE company_id = $1 AND usual = 1";
pub(crate) const INSERT: &str = "INSERT INTO warehouses (id, company_id, name, street, postcode, city, country, usual, \
    active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(crate) const UPDATE: &str = "UPDATE warehouses SET version = version + 1, name = $4, street = $5, postcode = $6, \
    city = $7, country = $8, usual = $9, active = $10 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const NO_LONGER_USUAL: &str = "UPDATE warehouses SET usual = 0, version = version + 1 \
    WHERE company_id = $1 AND usual = 1 AND id <> $2";

/// A warehouse's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct WarehouseRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
    pub usual: i64,
    pub active: i64,
}

impl WarehouseRecord {
    /// Where it stands.
    pub fn address(&self) -> PostalAddress {
        PostalAddress {
            street: self.street.clone(),
            postcode: self.postcode.clone(),
            city: self.city.clone(),
            country: self.country.clone(),
        }
    }

    /// As it is kept in a version.
    pub fn named(&self) -> Warehouse {
        Warehouse { id: WarehouseId(self.id), name: self.name.clone(), address: self.address() }
    }
}

/// The company's warehouses by name, those out of use too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<WarehouseRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// One of the company's warehouses.
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, company: CompanyId, id: WarehouseId) -> Result<Option<WarehouseRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(company.0).bind(id.0).fetch_optional(c))?)
}

/// The one that goods usually leave from.
/// # Errors
/// [`StoreError`].
pub async fn usual(conn: &mut Conn, company: CompanyId) -> Result<Option<WarehouseId>, StoreError> {
    let row: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(USUAL).bind(company.0).fetch_optional(c))?;
    Ok(row.map(|(id,)| WarehouseId(id)))
}

/// Writes a new warehouse. Where it is the usual one, no other is any more.
/// # Errors
/// [`StoreError::Taken`] when the company has one of that name.
pub async fn insert(unit: &mut Unit, row: &WarehouseRecord) -> Result<(), StoreError> {
    no_other(unit, row).await?;
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(&row.name)
            .bind(&row.street)
            .bind(&row.postcode)
            .bind(&row.city)
            .bind(&row.country)
            .bind(row.usual)
            .bind(row.active)
    )?;
    Ok(())
}

/// Writes a changed warehouse if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, row: &WarehouseRecord) -> Result<i64, StoreError> {
    no_other(unit, row).await?;
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(&row.street)
            .bind(&row.postcode)
            .bind(&row.city)
            .bind(&row.country)
            .bind(row.usual)
            .bind(row.active)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    let current = find(&mut unit.conn, CompanyId(row.company_id), WarehouseId(row.id)).await?;
    Err(current.map_or(StoreError::NotFound, |current| StoreError::Stale { current: current.version }))
}

async fn no_other(unit: &mut Unit, row: &WarehouseRecord) -> Result<(), StoreError> {
    if row.usual == 1 {
        run!(unit.conn, sqlx::query(NO_LONGER_USUAL).bind(row.company_id).bind(row.id))?;
    }
    Ok(())
}
