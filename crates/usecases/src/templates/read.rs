//! Templates as pages show them.
use super::fields;
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{PriceListId, TemplateId},
};
use store::{StoreError, columns, quotes::sources, quotes::templates as stored};
use wire::templates::{TemplateFields, TemplateRow, TemplateView};

/// The company's templates by name, also those that cannot be chosen any more.
/// # Errors
/// [`Denied`].
pub async fn list(by: &Staff, cx: &Cx) -> Result<Vec<TemplateRow>, Denied> {
    rows(by, cx, Permission::Sell, false).await
}

/// The deleted ones, by name.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission.
pub async fn deleted(by: &Staff, cx: &Cx) -> Result<Vec<TemplateRow>, Denied> {
    rows(by, cx, Permission::Catalog, true).await
}

async fn rows(by: &Staff, cx: &Cx, permission: Permission, deleted: bool) -> Result<Vec<TemplateRow>, Denied> {
    let company = by.scope(permission)?.company;
    let mut conn = cx.store.reader().await?;
    stored::list(&mut conn, company, deleted)
        .await?
        .into_iter()
        .map(|row| {
            Ok(TemplateRow {
                id: TemplateId(row.id),
                version: row.version,
                name: row.name,
                valid_days: columns::count(row.valid_days)?,
                active: row.active == 1,
                usual: row.usual == 1,
                products: columns::count(row.products)?,
            })
        })
        .collect()
}

/// One template's form.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission, [`Denied::NotFound`], also of a deleted one.
pub async fn read(by: &Staff, cx: &Cx, id: TemplateId) -> Result<TemplateView, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let mut conn = cx.store.reader().await?;
    let row = stored::load(&mut conn, company, id).await?;
    if row.deleted_at.is_some() {
        return Err(StoreError::NotFound.into());
    }
    let home = sources::company(&mut conn, company).await?;
    Ok(TemplateView {
        id,
        version: row.version,
        language: columns::lang(&row.language)?,
        currency: columns::currency(&home.currency)?,
        fields: TemplateFields {
            content: fields::content(&row)?,
            name: row.name,
            valid_days: columns::count(row.valid_days)?,
            active: row.active == 1,
            usual: row.usual == 1,
            payment_terms: row.payment_terms,
            price_list: row.price_list_id.map(PriceListId),
        },
    })
}
