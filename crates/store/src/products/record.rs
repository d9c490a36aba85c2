//! The product's own row.
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::ids::{CompanyId, ProductId};
use uuid::Uuid;

pub(crate) const LOAD: &str = "SELECT id, company_id, version, code, name, description, kind, unit, unit_price, \
    tax_id, active, cost, category_id, weight, volume, lead_days, attributes, combo, search, created_at, updated_at FROM products WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO products (id, company_id, code, name, description, kind, unit, \
    unit_price, tax_id, active, search, external_key, created_at, updated_at, cost, category_id, weight, volume, lead_days, \
    attributes, combo) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15, $16, $17, $18, $19, $20)";
pub(crate) const UPDATE: &str = "UPDATE products SET version = version + 1, code = $4, name = $5, description = $6, \
    kind = $7, unit = $8, unit_price = $9, tax_id = $10, active = $11, search = $12, updated_at = $13, cost = $14, \
    category_id = $15, weight = $16, volume = $17, lead_days = $18, attributes = $19, combo = $20 \
    WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM products WHERE company_id = $1 AND id = $2";

/// A product's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ProductRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub code: String,
    pub name: String,
    pub description: String,
    pub kind: String,
    pub unit: String,
    pub unit_price: i64,
    pub tax_id: Uuid,
    pub active: i64,
    pub cost: i64,
    pub category_id: Option<Uuid>,
    pub weight: i64,
    pub volume: i64,
    pub lead_days: i64,
    pub attributes: i64,
    pub combo: i64,
    pub search: String,
    pub created_at: i64,
    pub updated_at: i64,
}

/// A product of the company.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, id: ProductId) -> Result<ProductRecord, StoreError> {
    let row: Option<ProductRecord> = on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Writes a new product, under the key it has elsewhere.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, product: &ProductRecord, external_key: Option<&str>) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(product.id)
            .bind(product.company_id)
            .bind(&product.code)
            .bind(&product.name)
            .bind(&product.description)
            .bind(&product.kind)
            .bind(&product.unit)
            .bind(product.unit_price)
            .bind(product.tax_id)
            .bind(product.active)
            .bind(&product.search)
            .bind(external_key)
            .bind(product.created_at)
            .bind(product.cost)
            .bind(product.category_id)
            .bind(product.weight)
            .bind(product.volume)
            .bind(product.lead_days)
            .bind(product.attributes)
            .bind(product.combo)
    )?;
    Ok(())
}

/// Writes a changed product if nobody changed it since `product.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, product: &ProductRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(product.company_id)
            .bind(product.id)
            .bind(product.version)
            .bind(&product.code)
            .bind(&product.name)
            .bind(&product.description)
            .bind(&product.kind)
            .bind(&product.unit)
            .bind(product.unit_price)
            .bind(product.tax_id)
            .bind(product.active)
            .bind(&product.search)
            .bind(product.updated_at)
            .bind(product.cost)
            .bind(product.category_id)
            .bind(product.weight)
            .bind(product.volume)
            .bind(product.lead_days)
            .bind(product.attributes)
            .bind(product.combo)
    )?;
    if touched == 1 {
        return Ok(product.version + 1);
    }
    Err(missed(unit, VERSION, [product.company_id, product.id]).await)
}

/// What is searched: the name first (lists sort by it), then the code.
pub fn search_text(name: &str, code: &str) -> String {
    domain::text::fold(&format!("{name} {code}"))
}
