//! What a price list makes of a quotation's lines, and why.
use super::working;
use crate::{
    Cx, Denied, Staff,
    prices::pricer::{Pricer, Purse, discreet, spoken_of},
    products::variants::{Chosen, choice},
};
use chrono::NaiveDateTime;
use domain::{
    actors::Permission,
    ids::{CompanyId, PriceListId, ProductId},
    money::step::Step,
    pricing::manual::by_hand,
    quotes::line::MOST_LINES,
    refusal::Refusal,
};
use std::collections::{BTreeMap, btree_map::Entry};
use store::{Conn, prices as stored, prices::ProductPrice, quotes::record};
use wire::prices::{LinePrice, LinePrices, PriceAsk, PriceLines};

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
    let purse = working::purse(&quote)?;
    let at = by.zone().local(cx.clock.now());
    let asked = Asked { list: command.list, purse, at, may_see: by.sees_margin() };
    let (pricer, lines) = price_all(&mut conn, company, &asked, &command.lines).await?;
    let lists = pricer.names(&mut conn, company).await?;
    let categories = spoken_of(lines.iter().map(|line| &line.why), &pricer.shelf.categories);
    Ok(LinePrices { lists, categories, lines })
}

/// By what lines are priced.
pub(crate) struct Asked {
    /// The list; none for the products' own prices.
    pub list: Option<PriceListId>,
    /// The quotation's currency with its rate.
    pub purse: Purse,
    /// The moment, by the company's clock.
    pub at: NaiveDateTime,
    /// Whether the account may tell what products cost.
    pub may_see: bool,
}

/// Prices lines; answers by what as well. Lines whose product or choice is gone are left out.
/// # Errors
/// `not_a_choice` at `list`.
pub(crate) async fn price_all(
    conn: &mut Conn,
    company: CompanyId,
    asked: &Asked,
    asks: &[PriceAsk],
) -> Result<(Pricer, Vec<LinePrice>), Denied> {
    let Asked { list, purse, at, may_see } = *asked;
    let pricer = Pricer::of(conn, company, list, (purse, at)).await?;
    let mut known: BTreeMap<ProductId, Option<ProductPrice>> = BTreeMap::new();
    let mut lines = Vec::new();
    for ask in asks {
        let product = match known.entry(ask.product) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(stored::product(conn, company, ask.product).await?),
        };
        let Some(product) = product else { continue };
        // A choice that is no longer there leaves the line as it is.
        let chosen = match ask.choices.is_empty() {
            true => Some(Chosen::default()),
            false => choice(conn, company, ask.product, &ask.choices).await?,
        };
        let Some(chosen) = chosen else { continue };
        let (unit_price, found) = pricer.price(product, &chosen, (ask.quantity, &ask.unit))?;
        let same =
            !by_hand(ask.unit_price, Some(unit_price), Step::of(purse.currency)) && ask.discount == found.discount;
        lines.push(LinePrice {
            id: ask.id,
            unit_price,
            discount: found.discount,
            net: found.net,
            why: if may_see { found.why } else { discreet(found.why) },
            differs: !same,
        });
    }
    Ok((pricer, lines))
}
