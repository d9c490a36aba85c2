//! The picture of a product, as it stands on cards.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, ProductId, QuoteId};
use uuid::Uuid;

pub(crate) const FIND: &str = "SELECT picture FROM product_pictures WHERE company_id = $1 AND product_id = $2";
pub(crate) const PUT: &str = "INSERT INTO product_pictures (product_id, company_id, picture) VALUES ($1, $2, $3) \
    ON CONFLICT (product_id) DO UPDATE SET picture = excluded.picture";
pub(crate) const DROP: &str = "DELETE FROM product_pictures WHERE company_id = $1 AND product_id = $2";
pub(crate) const OF_QUOTE: &str = "SELECT product_id, picture FROM product_pictures \
    WHERE product_id IN (SELECT product_id FROM quote_lines WHERE quote_id = $1)";

/// The picture of a product of the company, as JSON; empty without one.
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, company: CompanyId, product: ProductId) -> Result<String, StoreError> {
    let row: Option<(String,)> =
        on!(conn, c => sqlx::query_as(FIND).bind(company.0).bind(product.0).fetch_optional(c))?;
    Ok(row.map(|(picture,)| picture).unwrap_or_default())
}

/// Writes the picture of a product whose row is locked; an empty text takes it away.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, company: CompanyId, product: ProductId, picture: &str) -> Result<(), StoreError> {
    match picture {
        "" => run!(unit.conn, sqlx::query(DROP).bind(company.0).bind(product.0))?,
        picture => run!(unit.conn, sqlx::query(PUT).bind(product.0).bind(company.0).bind(picture))?,
    };
    Ok(())
}

/// The pictures of the products on the lines of a quotation that was loaded through its scope, by product.
/// # Errors
/// [`StoreError`].
pub async fn of_quote(conn: &mut Conn, quote: QuoteId) -> Result<Vec<(Uuid, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF_QUOTE).bind(quote.0).fetch_all(c))?)
}
