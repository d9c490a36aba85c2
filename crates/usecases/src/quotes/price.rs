//! What a price list makes of a quotation's lines, and why.
use crate::{
    Cx, Denied, Staff,
    prices::pricer::{Pricer, discreet, spoken_of},
    products::variants::{Chosen, choice},
};
use domain::{
    actors::Permission, ids::ProductId, money::step::Step, pricing::manual::by_hand, quotes::line::MOST_LINES,
    refusal::Refusal,
};
use std::collections::{BTreeMap, btree_map::Entry};
use store::{columns, prices as stored, prices::ProductPrice, quotes::record};
use wire::prices::{LinePrice, LinePrices, PriceLines};

/// Prices lines by the list that is asked for, today. Nothing is written. Whoever may not see what products cost gets
/// an account without the steps that would tell.
/// # Errors
/// [`Denied::NotFound`]; `not_a_choice` at `list`.
pub async fn price_lines(by: &Staff, cx: &Cx, command: PriceLines) -> Result<LinePrices, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let company = scope.company;
    if command.lines.len() > MOST_LINES {
        return Err(Denied::at("lines", Refusal::TooManyLines { most: MOST_LINES as u32 }));
    }
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, command.quote).await?;
    let currency = columns::currency(&quote.currency)?;
    let at = by.zone().local(cx.clock.now());
    let pricer = Pricer::of(&mut conn, company, command.list, (currency, at)).await?;
    let may_see = by.scope(Permission::Catalog).is_ok();
    let mut known: BTreeMap<ProductId, Option<ProductPrice>> = BTreeMap::new();
    let mut lines = Vec::new();
    for ask in &command.lines {
        let product = match known.entry(ask.product) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(stored::product(&mut conn, company, ask.product).await?),
        };
        let Some(product) = product else { continue };
        // A choice that is no longer there leaves the line as it is.
        let chosen = match ask.choices.is_empty() {
            true => Some(Chosen::default()),
            false => choice(&mut conn, company, ask.product, &ask.choices).await?,
        };
        let Some(chosen) = chosen else { continue };
        let (unit_price, found) = pricer.price(product, &chosen, (ask.quantity, &ask.unit))?;
        let same = !by_hand(ask.unit_price, Some(unit_price), Step::of(currency)) && ask.discount == found.discount;
        lines.push(LinePrice {
            id: ask.id,
            unit_price,
            discount: found.discount,
            net: found.net,
            why: if may_see { found.why } else { discreet(found.why) },
            differs: !same,
        });
    }
    let lists = pricer.names(&mut conn, company).await?;
    let categories = spoken_of(lines.iter().map(|line| &line.why), &pricer.shelf.categories);
    Ok(LinePrices { lists, categories, lines })
}
