//! One product's form.
use super::{facts, fields, picture, variants};
use crate::{Cx, Denied, Staff, timeline};
use domain::{
    actors::Permission,
    ids::{ProductId, TaxId},
};
use rust_decimal::Decimal;
use store::{columns, events, products::record};
use wire::products::{ProductFields, ProductView};

/// The form.
/// # Errors
/// [`Denied::NotFound`].
pub async fn read(by: &Staff, cx: &Cx, id: ProductId) -> Result<ProductView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    let product = record::load(&mut conn, scope.company, id).await?;
    let beside = facts::read(&mut conn, scope.company, &product).await?;
    let variants = match by.scope(Permission::Catalog) {
        Ok(_) => variants::rows(&mut conn, scope.company, id, beside.attributes()).await?,
        Err(_) => Vec::new(),
    };
    let happened = events::timeline(&mut conn, scope.company, id.0, timeline::ENTRIES).await?;
    let mut timeline = timeline::entries(&happened, by.zone());
    if !by.sees_margin() {
        timeline.iter_mut().for_each(|entry| entry.changes.retain(|change| !change.field.contains("cost")));
    }
    let picture = picture::read(&mut conn, scope.company, id).await?;
    let facts = beside.facts(&product)?;
    Ok(ProductView {
        id,
        version: product.version,
        fields: ProductFields {
            code: product.code,
            name: product.name,
            description: product.description,
            kind: columns::code(&product.kind, fields::kind)?,
            unit: product.unit,
            unit_price: columns::decimal(product.unit_price),
            cost: if by.sees_margin() { columns::decimal(product.cost) } else { Decimal::ZERO },
            tax: TaxId(product.tax_id),
            active: product.active == 1,
            facts,
        },
        beside: beside.names(),
        variants,
        picture,
        timeline,
    })
}
