//! Products for a line: in the document's language and at the list's price, so that nothing changes once one is taken.
use super::working;
use crate::{
    Cx, Denied, Staff,
    prices::pricer::Pricer,
    products::{
        list,
        variants::{Chosen, choice},
    },
};
use domain::{
    actors::Permission,
    ids::{CompanyId, ProductId},
    lang::Lang,
    refusal::Refusal,
    text,
    units::written::find,
};
use store::{
    Conn, columns,
    prices::ProductPrice,
    products::{facts, list as stored, list::ProductListRow},
    quotes::{record, sources},
};
use wire::offers::{CataloguePage, OfferProducts, Offered};

/// Products whose name begins with the text, then those that contain it or have that code; or those that are offered
/// beside another one. The document's language names them.
/// # Errors
/// [`Denied::NotFound`]; `not_a_choice` at `list`.
pub async fn offer(by: &Staff, cx: &Cx, ask: OfferProducts) -> Result<Vec<Offered>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let (company, may_see) = (scope.company, by.scope(Permission::Catalog).is_ok());
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, ask.quote).await?;
    let at = by.zone().local(cx.clock.now());
    let pricer = Pricer::of(&mut conn, company, ask.list, (working::purse(&quote)?, at)).await?;
    let own = columns::lang(&sources::company(&mut conn, company).await?.language)?;
    let mut chosen = Chosen::default();
    let found = match (&ask.chosen, ask.beside) {
        (Some((product, choices)), _) => {
            let found = choice(&mut conn, company, *product, choices).await?;
            chosen = found.ok_or_else(|| Denied::at("chosen", Refusal::NotAChoice))?;
            stored::one(&mut conn, company, *product).await?.map(|row| (row, false)).into_iter().collect()
        }
        (None, Some(product)) => beside(&mut conn, company, product).await?,
        (None, None) if ask.shelf.is_some() => shelf(&mut conn, company, &ask).await?,
        (None, None) => {
            let found = stored::suggest(&mut conn, company, &text::fold(&ask.text), list::OFFERED).await?;
            found.into_iter().map(|row| (row, false)).collect()
        }
    };
    let mut offered = Vec::new();
    for (row, accessory) in found {
        let product = ProductPrice {
            id: row.id,
            unit_price: row.unit_price,
            cost: row.cost,
            unit: row.unit.clone(),
            category_id: row.category_id,
        };
        let (unit_price, found) = pricer.price(&product, &chosen, (ask.quantity, ""))?;
        let mut row = list::row(row, may_see)?;
        if ask.language != own {
            translate(&mut conn, &mut row, ask.language).await?;
        }
        if !chosen.words.is_nothing() {
            row.name = format!("{} ({})", row.name, chosen.words.get(ask.language));
            row.code = if chosen.code.is_empty() { row.code } else { chosen.code.clone() };
        }
        if let Some(unit) = find(&pricer.shelf.units, &row.unit) {
            unit.symbol.of(ask.language).clone_into(&mut row.unit);
        }
        offered.push(Offered { product: row, unit_price, discount: found.discount, net: found.net, accessory });
    }
    if ask.shelf.is_some() {
        list::tag(&mut conn, company, offered.iter_mut().map(|one| &mut one.product)).await?;
    }
    Ok(offered)
}

/// A page of the catalogue.
async fn shelf(
    conn: &mut Conn,
    company: CompanyId,
    ask: &OfferProducts,
) -> Result<Vec<(ProductListRow, bool)>, Denied> {
    let Some(shelf) = ask.shelf else { return Ok(Vec::new()) };
    let size = CataloguePage::SIZE as i64;
    let query = stored::ListQuery {
        category: shelf.category.map(|category| category.0),
        tag: shelf.tag.map(|tag| tag.0),
        search: text::fold(&ask.text),
        rows: size,
        // Nobody leafs that far; a search is what finds it.
        skip: i64::from(shelf.page.min(1_000)) * size,
        ..stored::ListQuery::default()
    };
    Ok(stored::page(conn, company, &query).await?.into_iter().map(|row| (row, false)).collect())
}

/// What is offered beside a product: what belongs to it first.
async fn beside(
    conn: &mut Conn,
    company: CompanyId,
    product: ProductId,
) -> Result<Vec<(ProductListRow, bool)>, Denied> {
    let mut links = facts::links(conn, company, product).await?;
    links.retain(|link| link.active == 1);
    links.sort_by_key(|link| link.kind != "accessory");
    let mut found: Vec<(ProductListRow, bool)> = Vec::new();
    for link in links {
        let known = found.iter().any(|(row, _)| row.id == link.id);
        if let Some(row) = stored::one(conn, company, ProductId(link.id)).await?.filter(|_| !known) {
            found.push((row, link.kind == "accessory"));
        }
    }
    Ok(found)
}

/// Puts the texts of a language in place of the company's own.
pub(crate) async fn translate(
    conn: &mut Conn,
    row: &mut wire::products::ProductRow,
    language: Lang,
) -> Result<(), Denied> {
    let texts = facts::texts(conn, row.id).await?;
    if let Some(text) = texts.into_iter().find(|text| text.language == language.code()) {
        if !text.name.is_empty() {
            row.name = text.name;
        }
        if !text.description.is_empty() {
            row.description = text.description;
        }
    }
    Ok(())
}
