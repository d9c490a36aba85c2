//! Products that rows of a file are compared with, many new ones at once, and taking one away.
use super::{groups, places};
use crate::{
    Conn, StoreError, Unit,
    import::insert_sql,
    on,
    products::{record::ProductRecord, tags},
    run,
};
use domain::ids::CompanyId;
use uuid::Uuid;

const INSERT: &str = "INSERT INTO products (id, company_id, code, name, description, kind, unit, unit_price, tax_id, \
    active, search, external_key, created_at, updated_at, cost) VALUES ";
const PARAMETERS: usize = 15;
/// Rows of one statement. SQLite looks each parameter up among all of its statement's, so large ones are slower.
const CHUNKS: [usize; 2] = [20, 1];
pub(crate) const USED: &str = "SELECT EXISTS (SELECT 1 FROM quote_lines WHERE product_id = $1) \
    OR EXISTS (SELECT 1 FROM order_lines WHERE product_id = $1) \
    OR EXISTS (SELECT 1 FROM price_rules WHERE product_id = $1) \
    OR EXISTS (SELECT 1 FROM combo_items WHERE item_id = $1)";
pub(crate) const DELETE: &str = "DELETE FROM products WHERE company_id = $1 AND id = $2 AND version = $3";

/// What products are looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The key elsewhere.
    Key,
    /// The code.
    Code,
    /// The name.
    Name,
}

impl By {
    /// All.
    pub const ALL: [By; 3] = [By::Key, By::Code, By::Name];

    const fn column(self) -> &'static str {
        match self {
            By::Key => "external_key",
            By::Code => "code",
            By::Name => "name",
        }
    }
}

/// A product with the key it has elsewhere.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct FoundProduct {
    /// The row.
    #[sqlx(flatten)]
    pub row: ProductRecord,
    /// Its key elsewhere.
    pub external_key: Option<String>,
    /// Its tags, by name.
    #[sqlx(skip)]
    pub tags: Vec<String>,
}

pub(crate) fn found_sql(by: By) -> String {
    format!(
        "SELECT id, company_id, version, code, name, description, kind, unit, unit_price, tax_id, active, cost, \
         category_id, weight, volume, lead_days, attributes, combo, search, created_at, updated_at, external_key FROM products WHERE company_id = $1 AND {} IN ({})",
        by.column(),
        places()
    )
}

pub(crate) fn many_sql(rows: usize) -> String {
    insert_sql(INSERT, PARAMETERS, rows)
}

/// The company's products with any of the values.
/// # Errors
/// [`StoreError`].
pub async fn found(
    conn: &mut Conn,
    company: CompanyId,
    by: By,
    values: &[String],
) -> Result<Vec<FoundProduct>, StoreError> {
    let sql = found_sql(by);
    let mut all: Vec<FoundProduct> = Vec::new();
    for group in groups(values) {
        macro_rules! bound {
            () => {{
                let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0);
                for value in &group {
                    query = query.bind(*value);
                }
                query
            }};
        }
        let rows: Vec<FoundProduct> = on!(conn, c => bound!().fetch_all(c))?;
        all.extend(rows);
    }
    let ids: Vec<Uuid> = all.iter().map(|found| found.row.id).collect();
    let tags = tags::of_many(conn, company, &ids).await?;
    for found in &mut all {
        let own = tags.get(&found.row.id).into_iter().flatten();
        found.tags = own.map(|tag| tag.name.clone()).collect();
    }
    Ok(all)
}

/// Writes new products with their keys elsewhere.
/// # Errors
/// [`StoreError::Taken`] when a key is there already.
pub async fn insert(unit: &mut Unit, rows: &[(ProductRecord, Option<String>)]) -> Result<(), StoreError> {
    let mut rest = rows;
    for size in CHUNKS {
        let sql = many_sql(size);
        while let Some((chunk, left)) = rest.split_at_checked(size) {
            macro_rules! bound {
                () => {{
                    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql.as_str()));
                    for (product, key) in chunk {
                        query = query
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
                            .bind(key)
                            .bind(product.created_at)
                            .bind(product.updated_at)
                            .bind(product.cost);
                    }
                    query
                }};
            }
            run!(unit.conn, bound!())?;
            rest = left;
        }
    }
    Ok(())
}

/// Whether a line or a price list names the product.
/// # Errors
/// [`StoreError`].
pub async fn used(conn: &mut Conn, product: Uuid) -> Result<bool, StoreError> {
    let (used,): (bool,) = on!(conn, c => sqlx::query_as(USED).bind(product).fetch_one(c))?;
    Ok(used)
}

/// Takes a product away if it is still of that version; answers whether it was.
/// # Errors
/// A fault when something still names it.
pub async fn delete(unit: &mut Unit, company: CompanyId, id: Uuid, version: i64) -> Result<bool, StoreError> {
    Ok(run!(unit.conn, sqlx::query(DELETE).bind(company.0).bind(id).bind(version))? == 1)
}
