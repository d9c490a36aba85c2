//! Delivery methods as pages show them.
use super::fields;
use crate::{Cx, Denied, Staff, products::list::tag_view};
use domain::{
    actors::Permission,
    ids::{CompanyId, DeliveryMethodId, ProductId, TaxId},
};
use store::{
    Conn, columns, delivery as stored,
    products::{categories, record as products, tags},
    quotes::sources,
};
use uuid::Uuid;
use wire::{
    delivery::{DeliveryRef, MethodChoices, MethodRow, MethodView},
    products::TaxView,
};

/// The company's methods, in order.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission.
pub async fn list(by: &Staff, cx: &Cx) -> Result<Vec<MethodRow>, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let mut conn = cx.store.reader().await?;
    let own = columns::lang(&sources::company(&mut conn, company).await?.language)?;
    let rules = stored::rules(&mut conn, company).await?;
    let row = |row: stored::MethodRecord| {
        let fields = fields::typed(&row, &rules)?;
        Ok::<_, Denied>(MethodRow {
            id: fields::id(&row),
            name: fields.names.pick(own, own).to_owned(),
            active: fields.active,
            fields,
        })
    };
    stored::list(&mut conn, company).await?.into_iter().map(row).collect()
}

/// What the form of a new method can choose from.
/// # Errors
/// [`Denied::NotAllowed`].
pub async fn choices(by: &Staff, cx: &Cx) -> Result<MethodChoices, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let mut conn = cx.store.reader().await?;
    choose_from(&mut conn, company, None).await
}

/// One method's form.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`].
pub async fn read(by: &Staff, cx: &Cx, id: DeliveryMethodId) -> Result<MethodView, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let mut conn = cx.store.reader().await?;
    let row = stored::find(&mut conn, company, id).await?.ok_or(Denied::NotFound)?;
    let rules = stored::rules(&mut conn, company).await?;
    let product_name = match row.product_id {
        Some(product) => products::load(&mut conn, company, ProductId(product)).await?.name,
        None => String::new(),
    };
    let choices = choose_from(&mut conn, company, Some(TaxId(row.tax_id))).await?;
    Ok(MethodView { id, version: row.version, fields: fields::typed(&row, &rules)?, product_name, choices })
}

async fn choose_from(conn: &mut Conn, company: CompanyId, chosen: Option<TaxId>) -> Result<MethodChoices, Denied> {
    let own = sources::company(conn, company).await?;
    let mut taxes = sources::taxes(conn, company).await?;
    if let Some(chosen) = chosen.filter(|chosen| taxes.iter().all(|tax| tax.id != chosen.0)) {
        taxes.extend(sources::tax(conn, company, chosen).await?);
    }
    let tax =
        |tax: sources::TaxSource| TaxView { id: TaxId(tax.id), name: tax.name, percent: columns::decimal(tax.percent) };
    Ok(MethodChoices {
        currency: columns::currency(&own.currency)?,
        language: columns::lang(&own.language)?,
        taxes: taxes.into_iter().map(tax).collect(),
        categories: categories::tree(conn, company).await?,
        tags: tags::list(conn, company).await?.into_iter().map(tag_view).collect(),
    })
}

/// The methods a customer can have as the usual one, and the one it has, as the company calls them.
/// # Errors
/// [`Denied`].
pub(crate) async fn refs(conn: &mut Conn, company: CompanyId, own: Option<Uuid>) -> Result<Vec<DeliveryRef>, Denied> {
    let lang = columns::lang(&sources::company(conn, company).await?.language)?;
    let rows = stored::list(conn, company).await?;
    let offered = rows.iter().filter(|row| row.active == 1 || Some(row.id) == own);
    Ok(offered
        .map(|row| DeliveryRef { id: fields::id(row), name: fields::names(row).pick(lang, lang).to_owned() })
        .collect())
}

/// What the company calls a method; empty for none.
/// # Errors
/// [`Denied`].
pub(crate) async fn name(conn: &mut Conn, company: CompanyId, id: Option<Uuid>) -> Result<String, Denied> {
    let Some(id) = id else { return Ok(String::new()) };
    let lang = columns::lang(&sources::company(conn, company).await?.language)?;
    let row = stored::find(conn, company, DeliveryMethodId(id)).await?;
    Ok(row.map(|row| fields::names(&row).pick(lang, lang).to_owned()).unwrap_or_default())
}
