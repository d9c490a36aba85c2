//! What the price lists make of a product, for its page.
use super::variants::Chosen;
use crate::prices::read::named;
use crate::{
    Cx, Denied, Staff,
    prices::pricer::{Pricer, discreet, spoken_of},
};
use domain::{
    actors::Permission,
    ids::{PriceListId, ProductId},
};
use rust_decimal::Decimal;
use store::prices as stored;
use wire::products::{ListPrice, ProductPrices};

/// What each list in use makes of one, today, with its account; without the steps that would tell the cost for whoever
/// may not see it.
/// # Errors
/// [`Denied::NotFound`].
pub async fn prices(by: &Staff, cx: &Cx, id: ProductId) -> Result<ProductPrices, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let may_see = by.scope(Permission::Catalog).is_ok();
    let mut conn = cx.store.reader().await?;
    let product = stored::product(&mut conn, company, id).await?.ok_or(Denied::NotFound)?;
    let now = (by.currency, by.zone().local(cx.clock.now()));
    let mut pricer = Pricer::of(&mut conn, company, None, now).await?;
    let all = stored::lists(&mut conn, company).await?;
    let mut prices = Vec::new();
    for row in all.iter().filter(|row| row.active == 1) {
        let list = PriceListId(row.id);
        pricer.add(&mut conn, company, list).await?;
        let (_, found) = pricer.price(&product, &Chosen::default(), (Decimal::ONE, ""))?;
        let why = if may_see { found.why } else { discreet(found.why) };
        prices.push(ListPrice { list: named(row.clone())?, net: found.net, why });
    }
    let lists = all.into_iter().map(named).collect::<Result<_, _>>()?;
    let categories = spoken_of(prices.iter().map(|price| &price.why), &pricer.shelf.categories);
    Ok(ProductPrices { prices, lists, categories })
}
