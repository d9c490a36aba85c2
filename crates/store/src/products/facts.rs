//! What belongs to a product beside its row: texts in other languages, and what is offered beside it.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, ProductId};
use uuid::Uuid;

pub(crate) const TEXTS: &str =
    "SELECT language, name, description FROM product_texts WHERE product_id = $1 ORDER BY language";
pub(crate) const DROP_TEXTS: &str = "DELETE FROM product_texts WHERE product_id = $1";
pub(crate) const INSERT_TEXT: &str =
    "INSERT INTO product_texts (product_id, language, name, description) VALUES ($1, $2, $3, $4)";
pub(crate) const LINKS: &str = "SELECT l.kind, p.id, p.code, p.name, p.active FROM product_links AS l \
    JOIN products AS p ON p.id = l.other_id WHERE l.product_id = $2 AND p.company_id = $1 ORDER BY l.position";
pub(crate) const DROP_LINKS: &str = "DELETE FROM product_links WHERE product_id = $1";
pub(crate) const INSERT_LINK: &str =
    "INSERT INTO product_links (product_id, kind, other_id, position) VALUES ($1, $2, $3, $4)";

/// A product's text in another language.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct TextRecord {
    pub language: String,
    pub name: String,
    pub description: String,
}

/// A product that is offered beside another one.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct LinkRecord {
    pub kind: String,
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub active: i64,
}

/// The texts of a product that was loaded through its company.
/// # Errors
/// [`StoreError`].
pub async fn texts(conn: &mut Conn, product: ProductId) -> Result<Vec<TextRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(TEXTS).bind(product.0).fetch_all(c))?)
}

/// What is offered beside a product, in order.
/// # Errors
/// [`StoreError`].
pub async fn links(conn: &mut Conn, company: CompanyId, product: ProductId) -> Result<Vec<LinkRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LINKS).bind(company.0).bind(product.0).fetch_all(c))?)
}

/// Writes all texts of a product in place of those before.
/// # Errors
/// [`StoreError`].
pub async fn put_texts(unit: &mut Unit, product: Uuid, texts: &[TextRecord]) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP_TEXTS).bind(product))?;
    for text in texts {
        run!(
            unit.conn,
            sqlx::query(INSERT_TEXT).bind(product).bind(&text.language).bind(&text.name).bind(&text.description)
        )?;
    }
    Ok(())
}

/// Writes what is offered beside a product in place of what was before: kind and product, in order.
/// # Errors
/// [`StoreError`].
pub async fn put_links(unit: &mut Unit, product: Uuid, links: &[(&str, Uuid)]) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP_LINKS).bind(product))?;
    for (position, (kind, other)) in (0_i64..).zip(links) {
        run!(unit.conn, sqlx::query(INSERT_LINK).bind(product).bind(*kind).bind(*other).bind(position))?;
    }
    Ok(())
}
