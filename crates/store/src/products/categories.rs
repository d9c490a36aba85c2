//! Categories of products.
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::{
    categories::{Categories, Category},
    ids::{CategoryId, CompanyId},
};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, parent_id, name FROM product_categories \
    WHERE company_id = $1 ORDER BY name, id";
pub(crate) const INSERT: &str =
    "INSERT INTO product_categories (id, company_id, parent_id, name) VALUES ($1, $2, $3, $4)";
pub(crate) const UPDATE: &str = "UPDATE product_categories SET version = version + 1, parent_id = $4, name = $5 \
    WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const DELETE: &str = "DELETE FROM product_categories WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM product_categories WHERE company_id = $1 AND id = $2";
pub(crate) const COUNT: &str = "SELECT COUNT(*) FROM products WHERE category_id = $2 AND company_id = $1";
pub(crate) const RULES: &str = "SELECT COUNT(*) FROM price_rules WHERE category_id = $2 AND company_id = $1";

/// A category's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct CategoryRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub parent_id: Option<Uuid>,
    pub name: String,
}

/// The company's categories by name.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<CategoryRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// The company's categories as a tree.
/// # Errors
/// [`StoreError`].
pub async fn tree(conn: &mut Conn, company: CompanyId) -> Result<Categories, StoreError> {
    let one = |row: CategoryRecord| Category {
        id: CategoryId(row.id),
        parent: row.parent_id.map(CategoryId),
        name: row.name,
    };
    Ok(Categories(list(conn, company).await?.into_iter().map(one).collect()))
}

/// How many products are right in a category, and how many price rules are for it.
/// # Errors
/// [`StoreError`].
pub async fn counts(conn: &mut Conn, company: CompanyId, id: CategoryId) -> Result<(i64, i64), StoreError> {
    let (products,): (i64,) = on!(conn, c => sqlx::query_as(COUNT).bind(company.0).bind(id.0).fetch_one(c))?;
    let (rules,): (i64,) = on!(conn, c => sqlx::query_as(RULES).bind(company.0).bind(id.0).fetch_one(c))?;
    Ok((products, rules))
}

/// Writes a new category.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, row: &CategoryRecord) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(INSERT).bind(row.id).bind(row.company_id).bind(row.parent_id).bind(&row.name))?;
    Ok(())
}

/// Writes a changed category if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, row: &CategoryRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE).bind(row.company_id).bind(row.id).bind(row.version).bind(row.parent_id).bind(&row.name)
    )?;
    settled(unit, row, touched).await?;
    Ok(row.version + 1)
}

/// Deletes a category that nothing is in, if nobody changed it since.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn delete(unit: &mut Unit, row: &CategoryRecord) -> Result<(), StoreError> {
    let touched = run!(unit.conn, sqlx::query(DELETE).bind(row.company_id).bind(row.id).bind(row.version))?;
    settled(unit, row, touched).await
}

async fn settled(unit: &mut Unit, row: &CategoryRecord, touched: u64) -> Result<(), StoreError> {
    if touched == 1 {
        return Ok(());
    }
    Err(missed(unit, VERSION, [row.company_id, row.id]).await)
}
