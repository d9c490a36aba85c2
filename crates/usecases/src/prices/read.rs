//! Price lists as pages show them.
use super::{book, fields, shelf::Shelf};
use crate::{Cx, Denied, Staff, currencies};
use domain::{
    actors::Permission,
    ids::{CompanyId, PriceListId, ProductId},
    refusal::{Fields, Refusal},
};
use store::{
    Conn, columns,
    prices::{self as stored, ListRecord},
};
use uuid::Uuid;
use wire::prices::{PriceListFields, PriceListRef, PriceListRow, PriceListView};

/// The company's lists, in order.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission.
pub async fn list(by: &Staff, cx: &Cx) -> Result<Vec<PriceListRow>, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let mut conn = cx.store.reader().await?;
    let mut rows = Vec::new();
    for list in stored::lists(&mut conn, company).await? {
        let id = PriceListId(list.id);
        let (rules, customers) = stored::counts(&mut conn, company, id).await?;
        let (active, for_all) = (list.active == 1, list.for_all == 1);
        let currency = columns::currency(&list.currency)?;
        let (name, countries) = (list.name, list.countries);
        rows.push(PriceListRow { id, name, active, for_all, currency, countries, rules, customers });
    }
    Ok(rows)
}

/// The lists one can choose from, for a customer's form.
/// # Errors
/// [`Denied`].
pub async fn names(by: &Staff, cx: &Cx) -> Result<Vec<PriceListRef>, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    choices(&mut conn, company, None).await
}

/// One list's form.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`].
pub async fn read(by: &Staff, cx: &Cx, id: PriceListId) -> Result<PriceListView, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let mut conn = cx.store.reader().await?;
    let list = stored::find(&mut conn, company, id).await?.ok_or(Denied::NotFound)?;
    let rules = stored::rules(&mut conn, company, id).await?;
    let (_, customers) = stored::counts(&mut conn, company, id).await?;
    let others: Vec<_> = stored::lists(&mut conn, company).await?.into_iter().filter(|row| row.id != id.0).collect();
    let others: Vec<PriceListRef> = others.into_iter().map(named).collect::<Result<_, _>>()?;
    let mut known = vec![book::list(&list, &rules)?];
    book::follow(&mut conn, company, others.iter().map(|list| list.id).collect(), &mut known).await?;
    known.retain(|list| list.id != id);
    let mut products: Vec<(ProductId, String)> =
        rules.iter().filter_map(|rule| Some((ProductId(rule.product_id?), rule.product_name.clone()?))).collect();
    products.sort();
    products.dedup();
    let shelf = Shelf::of(&mut conn, company).await?;
    Ok(PriceListView {
        id,
        version: list.version,
        currency: columns::currency(&list.currency)?,
        fields: PriceListFields {
            name: list.name,
            active: list.active == 1,
            for_all: list.for_all == 1,
            currency: None,
            countries: list.countries,
            rules: rules.iter().map(fields::typed).collect::<Result<_, _>>()?,
        },
        customers,
        products,
        categories: shelf.categories,
        units: shelf.units,
        others,
        book: known,
        rates: currencies::rates(&mut conn, company, by.currency).await?,
    })
}

/// The lists that can be chosen, and the one that is chosen already.
/// # Errors
/// [`Denied`].
pub(crate) async fn choices(
    conn: &mut Conn,
    company: CompanyId,
    chosen: Option<Uuid>,
) -> Result<Vec<PriceListRef>, Denied> {
    let lists = stored::lists(conn, company).await?;
    let offered = lists.into_iter().filter(|list| list.active == 1 || Some(list.id) == chosen);
    offered.map(named).collect()
}

/// A list as other pages name it.
/// # Errors
/// A fault when a column cannot be read.
pub(crate) fn named(row: ListRecord) -> Result<PriceListRef, Denied> {
    Ok(PriceListRef { id: PriceListId(row.id), currency: columns::currency(&row.currency)?, name: row.name })
}

/// Refuses `price_list` unless it is the company's and can be chosen, or was chosen before.
/// # Errors
/// [`Denied`].
pub(crate) async fn choose_from(
    conn: &mut Conn,
    company: CompanyId,
    typed: Option<PriceListId>,
    before: Option<Uuid>,
    fields: &mut Fields,
) -> Result<(), Denied> {
    let Some(typed) = typed.filter(|list| Some(list.0) != before) else { return Ok(()) };
    if stored::find(conn, company, typed).await?.is_none_or(|list| list.active == 0) {
        fields.refuse("price_list", Refusal::NotAChoice);
    }
    Ok(())
}

/// A list's name; nothing where there is none.
/// # Errors
/// [`Denied`].
pub(crate) async fn name(conn: &mut Conn, company: CompanyId, list: Option<Uuid>) -> Result<String, Denied> {
    match list {
        Some(list) => Ok(stored::find(conn, company, PriceListId(list)).await?.map(|row| row.name).unwrap_or_default()),
        None => Ok(String::new()),
    }
}
