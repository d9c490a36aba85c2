//! What a price list makes of a combo: its price, shared over the items that are taken.
use crate::{
    Denied,
    prices::pricer::{Pricer, Purse},
    products::variants::Chosen,
    quotes::price::Asked,
};
use domain::{
    combos::{Choice, Item, Priced, PricedChoice},
    ids::{CompanyId, LineId, ProductId},
    money::{self, step::Step},
    pricing::price,
    quotes::{
        combo::{self, Taken},
        line::LineInput,
    },
    refusal::Refusal,
};
use rust_decimal::Decimal;
use store::{
    Conn, columns,
    prices::ProductPrice,
    products::{
        combos as stored,
        list::{self, ProductListRow},
    },
};

/// A combo at its price, with the products it is made of.
pub(crate) struct Found {
    /// The combo.
    pub product: ProductListRow,
    /// Its choices as they are kept.
    pub choices: Vec<Choice>,
    /// The products that may be taken.
    pub items: Vec<ProductListRow>,
    /// What is shared over the items.
    pub priced: Priced,
    /// What the list said of the whole.
    pub found: price::Priced,
}

/// Prices a combo; none where it is gone, or no combo any more. Prices of items weigh and extras count at the
/// quotation's own rate.
/// # Errors
/// [`Denied`].
pub(crate) async fn find(
    conn: &mut Conn,
    company: CompanyId,
    (pricer, purse): (&Pricer, Purse),
    (id, quantity): (ProductId, Decimal),
) -> Result<Option<Found>, Denied> {
    let Some(product) = list::one(conn, company, id).await?.filter(|product| product.combo > 0) else {
        return Ok(None);
    };
    let choices = stored::choices(conn, id).await?;
    let items = stored::products(conn, company, id).await?;
    let asked = ProductPrice {
        id: product.id,
        unit_price: product.unit_price,
        cost: product.cost,
        unit: product.unit.clone(),
        category_id: product.category_id,
    };
    let (unit_price, found) = pricer.price(&asked, &Chosen::default(), (quantity, ""))?;
    let converted = |amount: Decimal| match &purse.rate {
        None => Ok(amount),
        Some(rate) => rate.converted(amount).map(|amount| money::round(amount, purse.currency.decimals())),
    };
    let base = |choice: &Choice| {
        let own = items.iter().filter(|item| choice.items.iter().any(|one| one.product.0 == item.id));
        own.map(|item| columns::decimal(item.unit_price)).min().unwrap_or_default()
    };
    let mut priced = Priced { price: unit_price, choices: Vec::new() };
    for choice in &choices {
        let item = |item: &Item| Ok(Item { product: item.product, extra: converted(item.extra)? });
        let items: Result<Vec<Item>, domain::refusal::pricing::PricingRefusal> =
            choice.items.iter().map(item).collect();
        let base = converted(base(choice)).map_err(|_| Refusal::AmountTooLarge)?;
        let items = items.map_err(|_| Refusal::AmountTooLarge)?;
        priced.choices.push(PricedChoice { id: choice.id, base, items });
    }
    Ok(Some(Found { product, choices, items, priced, found }))
}

/// Gives the combos among lines the price of the list, or their own without one; a discount that a person set stays.
/// Answers the lines that were priced. A combo that is gone, or was changed since, stays as it is.
/// # Errors
/// [`Denied`].
pub(crate) async fn reprice(
    conn: &mut Conn,
    company: CompanyId,
    asked: &Asked,
    lines: &mut [LineInput],
) -> Result<Vec<LineId>, Denied> {
    let mut priced = Vec::new();
    let combos = combo::taken(lines);
    if combos.is_empty() {
        return Ok(priced);
    }
    let pricer = Pricer::of(conn, company, asked.list, (asked.purse, asked.at)).await?;
    for combo in combos {
        let (Some(id), Some(quantity)) = (combo.product, quantity(lines, &combo)) else { continue };
        let by = (&pricer, asked.purse);
        let Some(found) = find(conn, company, by, (id, quantity)).await? else { continue };
        let Ok(shares) = found.priced.shares(&combo.picks(), Step::of(asked.purse.currency)) else { continue };
        let by_hand = matches!(lines.get(combo.at), Some(LineInput::Product(line)) if line.price_by_hand);
        let own =
            std::iter::once((combo.at, None)).chain(combo.items.iter().map(|(at, choice, _)| (*at, Some(*choice))));
        for (at, choice) in own {
            let Some(LineInput::Product(line)) = lines.get_mut(at) else { continue };
            let share = shares.iter().find(|share| Some(share.choice) == choice);
            line.unit_price = share.map(|share| share.unit_price).unwrap_or_default();
            if !by_hand {
                line.discount = found.found.discount;
            }
            priced.push(line.id);
        }
    }
    Ok(priced)
}

fn quantity(lines: &[LineInput], combo: &Taken) -> Option<Decimal> {
    match lines.get(combo.at) {
        Some(LineInput::Product(line)) => Some(line.quantity),
        _ => None,
    }
}
