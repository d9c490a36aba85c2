//! Price lists and their rules.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, PriceListId, ProductId, QuoteId};
use uuid::Uuid;

pub(crate) const LISTS: &str = "SELECT id, company_id, version, name, currency, position, active, for_all, countries \
    FROM price_lists WHERE company_id = $1 ORDER BY position, id";
pub(crate) const LOAD: &str = "SELECT id, company_id, version, name, currency, position, active, for_all, countries \
    FROM price_lists WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO price_lists (id, company_id, name, currency, position, active, for_all, countries) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(crate) const UPDATE: &str = "UPDATE price_lists SET version = version + 1, name = $4, active = $5, for_all = $6, \
    countries = $7     WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const SET_POSITION: &str = "UPDATE price_lists SET position = $3 WHERE company_id = $1 AND id = $2";
pub(crate) const RULES: &str = "SELECT r.id, r.scope, r.product_id, r.category_id, r.variant_id, r.min_quantity, r.valid_from, r.valid_until, \
    r.kind, r.price, r.percent, r.base, r.base_list_id, r.round_to, r.surcharge, r.min_margin, r.max_margin, \
    (SELECT p.name FROM products AS p WHERE p.id = r.product_id) AS product_name \
    FROM price_rules AS r WHERE r.company_id = $1 AND r.price_list_id = $2 ORDER BY r.position";
pub(crate) const COUNT_RULES: &str = "SELECT COUNT(*) FROM price_rules WHERE price_list_id = $2 AND company_id = $1";
pub(crate) const DROP_RULES: &str = "DELETE FROM price_rules WHERE company_id = $1 AND price_list_id = $2";
pub(crate) const INSERT_RULE: &str = "INSERT INTO price_rules (id, company_id, price_list_id, position, scope, \
    product_id, min_quantity, valid_from, valid_until, kind, price, percent, base, base_list_id, round_to, surcharge, \
    min_margin, max_margin, category_id, variant_id) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
pub(crate) const CUSTOMERS: &str =
    "SELECT COUNT(*) FROM parties WHERE price_list_id = $2 AND company_id = $1 AND merged_into IS NULL";
pub(crate) const PRODUCT: &str =
    "SELECT id, unit_price, cost, unit, category_id FROM products WHERE company_id = $1 AND id = $2";
/// Of all products that stand on a quotation.
pub(crate) const PRODUCTS_OF_QUOTE: &str = "SELECT id, unit_price, cost, unit, category_id FROM products \
    WHERE company_id = $1 AND id IN (SELECT l.product_id FROM quote_lines AS l WHERE l.quote_id = $2)";

/// A price list's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ListRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub currency: String,
    pub position: i64,
    pub active: i64,
    pub for_all: i64,
    pub countries: String,
}

/// A rule's row; its place is its index.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct RuleRecord {
    pub id: Uuid,
    pub scope: String,
    pub product_id: Option<Uuid>,
    pub category_id: Option<Uuid>,
    pub variant_id: Option<Uuid>,
    pub min_quantity: i64,
    pub valid_from: Option<String>,
    pub valid_until: Option<String>,
    pub kind: String,
    pub price: i64,
    pub percent: i64,
    pub base: String,
    pub base_list_id: Option<Uuid>,
    pub round_to: Option<i64>,
    pub surcharge: i64,
    pub min_margin: Option<i64>,
    pub max_margin: Option<i64>,
    pub product_name: Option<String>,
}

/// What a product is priced by.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ProductPrice {
    pub id: Uuid,
    pub unit_price: i64,
    pub cost: i64,
    pub unit: String,
    pub category_id: Option<Uuid>,
}

/// The company's lists, in order.
/// # Errors
/// [`StoreError`].
pub async fn lists(conn: &mut Conn, company: CompanyId) -> Result<Vec<ListRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LISTS).bind(company.0).fetch_all(c))?)
}

/// One of the company's lists.
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, company: CompanyId, id: PriceListId) -> Result<Option<ListRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(id.0).fetch_optional(c))?)
}

/// A list's rules in their order, with the products' names.
/// # Errors
/// [`StoreError`].
pub async fn rules(conn: &mut Conn, company: CompanyId, list: PriceListId) -> Result<Vec<RuleRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(RULES).bind(company.0).bind(list.0).fetch_all(c))?)
}

/// How many rules a list has, and how many customers have it.
/// # Errors
/// [`StoreError`].
pub async fn counts(conn: &mut Conn, company: CompanyId, list: PriceListId) -> Result<(i64, i64), StoreError> {
    let (rules,): (i64,) = on!(conn, c => sqlx::query_as(COUNT_RULES).bind(company.0).bind(list.0).fetch_one(c))?;
    let (customers,): (i64,) = on!(conn, c => sqlx::query_as(CUSTOMERS).bind(company.0).bind(list.0).fetch_one(c))?;
    Ok((rules, customers))
}

/// What a product of the company is priced by.
/// # Errors
/// [`StoreError`].
pub async fn product(
    conn: &mut Conn,
    company: CompanyId,
    product: ProductId,
) -> Result<Option<ProductPrice>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(PRODUCT).bind(company.0).bind(product.0).fetch_optional(c))?)
}

/// What the products on a quotation are priced by, which was loaded through its scope; in no order.
/// # Errors
/// [`StoreError`].
pub async fn products_of_quote(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
) -> Result<Vec<ProductPrice>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(PRODUCTS_OF_QUOTE).bind(company.0).bind(quote.0).fetch_all(c))?)
}

/// Writes a new list.
/// # Errors
/// [`StoreError::Taken`] when the company has one of that name.
pub async fn insert(unit: &mut Unit, list: &ListRecord, rules: &[RuleRecord]) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(list.id)
            .bind(list.company_id)
            .bind(&list.name)
            .bind(&list.currency)
            .bind(list.position)
            .bind(list.active)
            .bind(list.for_all)
            .bind(&list.countries)
    )?;
    insert_rules(unit, list, rules).await
}

/// Writes a changed list with all its rules if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, list: &ListRecord, rules: &[RuleRecord]) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(list.company_id)
            .bind(list.id)
            .bind(list.version)
            .bind(&list.name)
            .bind(list.active)
            .bind(list.for_all)
            .bind(&list.countries)
    )?;
    if touched == 1 {
        run!(unit.conn, sqlx::query(DROP_RULES).bind(list.company_id).bind(list.id))?;
        insert_rules(unit, list, rules).await?;
        return Ok(list.version + 1);
    }
    let current = find(&mut unit.conn, CompanyId(list.company_id), PriceListId(list.id)).await?;
    Err(current.map_or(StoreError::NotFound, |row| StoreError::Stale { current: row.version }))
}

/// Puts a list at a place among the others.
/// # Errors
/// [`StoreError`].
pub async fn set_position(
    unit: &mut Unit,
    company: CompanyId,
    list: PriceListId,
    position: i64,
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_POSITION).bind(company.0).bind(list.0).bind(position))?;
    Ok(())
}

async fn insert_rules(unit: &mut Unit, list: &ListRecord, rules: &[RuleRecord]) -> Result<(), StoreError> {
    for (position, rule) in (0_i64..).zip(rules) {
        run!(
            unit.conn,
            sqlx::query(INSERT_RULE)
                .bind(rule.id)
                .bind(list.company_id)
                .bind(list.id)
                .bind(position)
                .bind(&rule.scope)
                .bind(rule.product_id)
                .bind(rule.min_quantity)
                .bind(&rule.valid_from)
                .bind(&rule.valid_until)
                .bind(&rule.kind)
                .bind(rule.price)
                .bind(rule.percent)
                .bind(&rule.base)
                .bind(rule.base_list_id)
                .bind(rule.round_to)
                .bind(rule.surcharge)
                .bind(rule.min_margin)
                .bind(rule.max_margin)
                .bind(rule.category_id)
                .bind(rule.variant_id)
        )?;
    }
    Ok(())
}
