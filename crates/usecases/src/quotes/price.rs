//! What a price list makes of a quotation's lines, and why.
use crate::{Cx, Denied, Staff, prices::book};
use chrono::NaiveDateTime;
use domain::{
    actors::Permission,
    ids::{CompanyId, PriceListId, ProductId, UnitCategoryId, UnitId},
    money::{self, step::Step},
    money::{Currency, rates::Rates},
    pricing::{
        Item, PriceList,
        manual::by_hand,
        price::{PriceBook, Priced, Wanted, price},
        why::{Why, WhyStep},
    },
    quotes::line::MOST_LINES,
    refusal::{Refusal, pricing::PricingRefusal},
    units::Unit,
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, btree_map::Entry};
use store::{Conn, columns, prices as stored, prices::ProductPrice, quotes::record};
use uuid::Uuid;
use wire::prices::{LinePrice, LinePrices, PriceAsk, PriceLines, PriceListRef};

/// Units are words here: a price is for one of whatever the product is sold in.
const ONE: Unit = Unit { id: UnitId(Uuid::nil()), category: UnitCategoryId(Uuid::nil()), ratio: Decimal::ONE };

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
    let asked = Asked { list: command.list, currency, at, may_see: by.sees_margin() };
    let (lists, lines) = price_all(&mut conn, company, &asked, &command.lines).await?;
    let names = stored::lists(&mut conn, company).await?;
    let names = names.into_iter().filter(|row| lists.iter().any(|list| list.id.0 == row.id));
    let lists = names.map(|row| PriceListRef { id: PriceListId(row.id), name: row.name }).collect();
    Ok(LinePrices { lists, lines })
}

/// By what lines are priced.
pub(crate) struct Asked {
    /// The list; none for the products' own prices.
    pub list: Option<PriceListId>,
    /// The quotation's currency.
    pub currency: Currency,
    /// The moment, by the company's clock.
    pub at: NaiveDateTime,
    /// Whether the account may tell what products cost.
    pub may_see: bool,
}

/// Prices lines; answers the lists that were looked at as well. Lines whose product is gone are left out.
/// # Errors
/// `not_a_choice` at `list`.
pub(crate) async fn price_all(
    conn: &mut Conn,
    company: CompanyId,
    asked: &Asked,
    asks: &[PriceAsk],
) -> Result<(Vec<PriceList>, Vec<LinePrice>), Denied> {
    let Asked { list, currency, at, may_see } = *asked;
    let mut lists = Vec::new();
    book::follow(conn, company, list.into_iter().collect(), &mut lists).await?;
    if list.is_some() && lists.is_empty() {
        return Err(Denied::at("list", Refusal::NotAChoice));
    }
    let rates = Rates::none(currency);
    let book = PriceBook { lists: &lists, rates: &rates, show_discounts: true };
    let mut known: BTreeMap<ProductId, Option<ProductPrice>> = BTreeMap::new();
    let mut lines = Vec::new();
    for ask in asks {
        let product = match known.entry(ask.product) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(unknown) => *unknown.insert(stored::product(conn, company, ask.product).await?),
        };
        let Some(product) = product else { continue };
        let wanted = Wanted { quantity: ask.quantity, unit: ONE, currency, at };
        let item = item(ask.product, product, currency);
        let found = price(&book, list, &item, &wanted).map_err(refused)?;
        let unit_price = round(&found, &item, currency);
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
    Ok((lists, lines))
}

/// A product as the engine prices it.
pub(crate) fn item(id: ProductId, product: ProductPrice, currency: Currency) -> Item {
    Item {
        product: id,
        variant: None,
        categories: Vec::new(),
        unit: ONE,
        list_price: columns::decimal(product.unit_price),
        extras: Decimal::ZERO,
        currency,
        cost: columns::decimal(product.cost),
        cost_currency: currency,
    }
}

/// The price of one as it stands on a line: to the cent, or as finely as the product or the rule is priced.
fn round(found: &Priced, item: &Item, currency: Currency) -> Decimal {
    let fixed = found.why.0.iter().filter_map(|step| match step {
        WhyStep::Fixed { price } => Some(price.normalize().scale()),
        _ => None,
    });
    let finest = fixed.chain([currency.decimals(), item.list_price.normalize().scale()]).max().unwrap_or(2);
    money::round(found.unit_price, finest.min(6))
}

/// The account without what follows from the cost, where the cost is in it.
fn discreet(why: Why) -> Why {
    if !why.0.iter().any(|step| matches!(step, WhyStep::Cost { .. })) {
        return why;
    }
    Why(why.0.into_iter().filter(|step| matches!(step, WhyStep::Rule { .. } | WhyStep::NoRule { .. })).collect())
}

fn refused(refusal: PricingRefusal) -> Denied {
    match refusal {
        PricingRefusal::AmountTooLarge => Refusal::AmountTooLarge.into(),
        PricingRefusal::ListCycle { .. } => Denied::at("list", Refusal::BasedOnItself),
        _ => Denied::at("list", Refusal::NotAChoice),
    }
}
