//! Delivery methods and their rules.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, DeliveryMethodId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, position, active, name_fi, name_sv, name_en, kind, \
    product_id, tax_id, price, margin, fixed_margin, free_from, limits \
    FROM delivery_methods WHERE company_id = $1 ORDER BY position, id";
pub(crate) const LOAD: &str = "SELECT id, company_id, version, position, active, name_fi, name_sv, name_en, kind, \
    product_id, tax_id, price, margin, fixed_margin, free_from, limits \
    FROM delivery_methods WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO delivery_methods (id, company_id, position, active, name_fi, name_sv, \
    name_en, kind, product_id, tax_id, price, margin, fixed_margin, free_from, limits) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
pub(crate) const UPDATE: &str = "UPDATE delivery_methods SET version = version + 1, position = $4, active = $5, \
    name_fi = $6, name_sv = $7, name_en = $8, kind = $9, product_id = $10, tax_id = $11, price = $12, margin = $13, \
    fixed_margin = $14, free_from = $15, limits = $16 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const RULES: &str = "SELECT method_id, variable, operator, value, base_price, factor_price, factor \
    FROM delivery_rules WHERE company_id = $1 ORDER BY method_id, position";
pub(crate) const INSERT_RULE: &str = "INSERT INTO delivery_rules (method_id, company_id, position, variable, operator, \
    value, base_price, factor_price, factor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(crate) const DROP_RULES: &str = "DELETE FROM delivery_rules WHERE company_id = $1 AND method_id = $2";

/// A method's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct MethodRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub position: i64,
    pub active: i64,
    pub name_fi: String,
    pub name_sv: String,
    pub name_en: String,
    pub kind: String,
    pub product_id: Option<Uuid>,
    pub tax_id: Uuid,
    pub price: i64,
    pub margin: i64,
    pub fixed_margin: i64,
    pub free_from: Option<i64>,
    pub limits: String,
}

/// A rule's row; its place is its index.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct RuleRecord {
    pub method_id: Uuid,
    pub variable: String,
    pub operator: String,
    pub value: i64,
    pub base_price: i64,
    pub factor_price: i64,
    pub factor: String,
}

/// The company's methods, in order.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<MethodRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// One of the company's methods.
/// # Errors
/// [`StoreError`].
pub async fn find(
    conn: &mut Conn,
    company: CompanyId,
    id: DeliveryMethodId,
) -> Result<Option<MethodRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(id.0).fetch_optional(c))?)
}

/// The rules of all the company's methods, each method's in their order.
/// # Errors
/// [`StoreError`].
pub async fn rules(conn: &mut Conn, company: CompanyId) -> Result<Vec<RuleRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(RULES).bind(company.0).fetch_all(c))?)
}

/// Writes a new method.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, row: &MethodRecord, rules: &[RuleRecord]) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(row.position)
            .bind(row.active)
            .bind(&row.name_fi)
            .bind(&row.name_sv)
            .bind(&row.name_en)
            .bind(&row.kind)
            .bind(row.product_id)
            .bind(row.tax_id)
            .bind(row.price)
            .bind(row.margin)
            .bind(row.fixed_margin)
            .bind(row.free_from)
            .bind(&row.limits)
    )?;
    insert_rules(unit, row, rules).await
}

/// Writes a changed method with all its rules if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, row: &MethodRecord, rules: &[RuleRecord]) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(row.position)
            .bind(row.active)
            .bind(&row.name_fi)
            .bind(&row.name_sv)
            .bind(&row.name_en)
            .bind(&row.kind)
            .bind(row.product_id)
            .bind(row.tax_id)
            .bind(row.price)
            .bind(row.margin)
            .bind(row.fixed_margin)
            .bind(row.free_from)
            .bind(&row.limits)
    )?;
    if touched == 1 {
        run!(unit.conn, sqlx::query(DROP_RULES).bind(row.company_id).bind(row.id))?;
        insert_rules(unit, row, rules).await?;
        return Ok(row.version + 1);
    }
    let current = find(&mut unit.conn, CompanyId(row.company_id), DeliveryMethodId(row.id)).await?;
    Err(current.map_or(StoreError::NotFound, |row| StoreError::Stale { current: row.version }))
}

async fn insert_rules(unit: &mut Unit, row: &MethodRecord, rules: &[RuleRecord]) -> Result<(), StoreError> {
    for (position, rule) in (0_i64..).zip(rules) {
        run!(
            unit.conn,
            sqlx::query(INSERT_RULE)
                .bind(row.id)
                .bind(row.company_id)
                .bind(position)
                .bind(&rule.variable)
                .bind(&rule.operator)
                .bind(rule.value)
                .bind(rule.base_price)
                .bind(rule.factor_price)
                .bind(&rule.factor)
        )?;
    }
    Ok(())
}
