//! Tags of products: the company's list, and which products have which.
use crate::{Conn, StoreError, Unit, on, run};
use domain::{
    ids::{CompanyId, ProductId},
    product_tags,
};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) const LIST: &str =
    "SELECT id, name, folded FROM product_tags WHERE company_id = $1 ORDER BY folded LIMIT 2000";
pub(crate) const IN_USE: &str = "SELECT t.id, t.name, t.folded FROM product_tags AS t WHERE t.company_id = $1 \
    AND EXISTS (SELECT 1 FROM product_tag_links AS l WHERE l.tag_id = t.id) ORDER BY t.folded LIMIT 2000";
pub(crate) const FIND: &str = "SELECT id, name, folded FROM product_tags WHERE company_id = $1 AND folded = $2";
/// Somebody else may make the same tag at the same moment: then theirs is the one.
pub(crate) const INSERT: &str = "INSERT INTO product_tags (id, company_id, name, folded, created_at) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (company_id, folded) DO NOTHING";
pub(crate) const PUT: &str = "INSERT INTO product_tag_links (product_id, tag_id, company_id) VALUES ($1, $2, $3) \
    ON CONFLICT (product_id, tag_id) DO NOTHING";
pub(crate) const DROP: &str = "DELETE FROM product_tag_links WHERE product_id = $1 AND company_id = $2";

/// Products that are asked about at once.
const GROUP: usize = 50;

/// A tag's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct TagRecord {
    pub id: Uuid,
    pub name: String,
    pub folded: String,
}

/// The company's tags by name, those that no product has any more too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<TagRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// The tags that some product has, by name.
/// # Errors
/// [`StoreError`].
pub async fn in_use(conn: &mut Conn, company: CompanyId) -> Result<Vec<TagRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(IN_USE).bind(company.0).fetch_all(c))?)
}

pub(crate) fn of_many_sql() -> String {
    let places: Vec<String> = (2..GROUP + 2).map(|place| format!("${place}")).collect();
    format!(
        "SELECT l.product_id, t.id, t.name, t.folded FROM product_tag_links AS l JOIN product_tags AS t ON t.id = l.tag_id \
         WHERE l.company_id = $1 AND l.product_id IN ({}) ORDER BY t.folded",
        places.join(", ")
    )
}

#[derive(sqlx::FromRow)]
struct Link {
    product_id: Uuid,
    #[sqlx(flatten)]
    tag: TagRecord,
}

/// The tags of many of the company's products, each product's by name; one without tags is not among them.
/// # Errors
/// [`StoreError`].
pub async fn of_many(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<TagRecord>>, StoreError> {
    let sql = of_many_sql();
    let mut all: BTreeMap<Uuid, Vec<TagRecord>> = BTreeMap::new();
    for group in ids.chunks(GROUP) {
        macro_rules! bound {
            () => {{
                let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0);
                for place in 0..GROUP {
                    query = query.bind(group.get(place).copied().unwrap_or_default());
                }
                query
            }};
        }
        let found: Vec<Link> = on!(conn, c => bound!().fetch_all(c))?;
        for link in found {
            all.entry(link.product_id).or_default().push(link.tag);
        }
    }
    Ok(all)
}

/// Names of one product's tags, by name.
/// # Errors
/// [`StoreError`].
pub async fn names(conn: &mut Conn, company: CompanyId, product: ProductId) -> Result<Vec<String>, StoreError> {
    let found = of_many(conn, company, &[product.0]).await?.remove(&product.0).unwrap_or_default();
    Ok(found.into_iter().map(|tag| tag.name).collect())
}

/// Gives a product just these tags; a name nobody has used yet makes a tag of the company.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, company: CompanyId, product: Uuid, names: &[String]) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP).bind(product).bind(company.0))?;
    for name in names {
        let folded = product_tags::key(name);
        let tag = match find(unit, company, &folded).await? {
            Some(known) => known,
            None => {
                let id = Uuid::now_v7();
                run!(
                    unit.conn,
                    sqlx::query(INSERT).bind(id).bind(company.0).bind(name).bind(&folded).bind(unit.now.0)
                )?;
                // Theirs, where somebody else made it a moment ago.
                find(unit, company, &folded).await?.ok_or(StoreError::NotFound)?
            }
        };
        run!(unit.conn, sqlx::query(PUT).bind(product).bind(tag.id).bind(company.0))?;
    }
    Ok(())
}

async fn find(unit: &mut Unit, company: CompanyId, folded: &str) -> Result<Option<TagRecord>, StoreError> {
    Ok(on!(unit.conn, c => sqlx::query_as(FIND).bind(company.0).bind(folded).fetch_optional(c))?)
}
