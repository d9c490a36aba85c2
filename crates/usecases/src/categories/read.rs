//! Categories as pages show them.
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, categories::Categories, ids::CategoryId};
use store::products::categories as stored;
use wire::categories::{CategoryFields, CategoryRow};

/// The company's categories with how many products are in each, in the order of the tree.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission.
pub async fn list(by: &Staff, cx: &Cx) -> Result<Vec<CategoryRow>, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let mut conn = cx.store.reader().await?;
    let mut rows = Vec::new();
    for row in stored::list(&mut conn, company).await? {
        let id = CategoryId(row.id);
        let (products, _) = stored::counts(&mut conn, company, id).await?;
        let fields = CategoryFields { name: row.name, parent: row.parent_id.map(CategoryId) };
        rows.push(CategoryRow { id, version: row.version, fields, products });
    }
    Ok(rows)
}

/// The tree, for forms and filters.
/// # Errors
/// [`Denied`].
pub async fn choices(by: &Staff, cx: &Cx) -> Result<Categories, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    Ok(stored::tree(&mut conn, company).await?)
}
