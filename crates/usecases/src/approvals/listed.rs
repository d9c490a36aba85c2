//! What the price list says of a quotation's lines, for approval: a price typed below it gives away no less than a discount.
use crate::{
    Denied, combos,
    prices::pricer::Pricer,
    products::variants::{Chosen, choice},
    quotes::{price::Asked, working},
};
use chrono::NaiveDateTime;
use domain::{
    ids::{CompanyId, LineId, PriceListId, ProductId, QuoteId},
    money,
    quotes::{
        combo,
        line::{LineInput, ProductLineInput},
    },
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use store::{
    Conn, prices,
    quotes::{lines::LineRecord, record::QuoteRecord},
};

/// What the list says for one of each line with a product, after the list's own discount, in the quotation's currency.
pub(super) type ListPrices = BTreeMap<LineId, Decimal>;

/// Asks the engine for the lines as they are saved, whoever set their prices: whether that was by hand is what a page
/// says of itself. Lines of which the list says nothing are left out: those without a product, and a delivery, which
/// its method prices.
/// # Errors
/// [`Denied`].
pub(super) async fn prices(
    conn: &mut Conn,
    quote: &QuoteRecord,
    rows: &[LineRecord],
    at: NaiveDateTime,
) -> Result<ListPrices, Denied> {
    let mut found = ListPrices::new();
    if !rows.iter().any(|row| row.product_id.is_some()) {
        return Ok(found);
    }
    let company = CompanyId(quote.company_id);
    let asked = Asked { list: quote.price_list_id.map(PriceListId), purse: working::purse(quote)?, at, may_see: false };
    let pricer = Pricer::of(conn, company, asked.list, (asked.purse, at)).await?;
    let products = prices::products_of_quote(conn, company, QuoteId(quote.id)).await?;
    let mut inputs: Vec<LineInput> = rows.iter().cloned().map(LineRecord::input).collect();
    for line in sold(&inputs) {
        let Some(product) = line.product else { continue };
        let Some(priced) = products.iter().find(|one| one.id == product.0) else { continue };
        if let Some(method) = line.role.method()
            && store::delivery::find(conn, company, method).await?.is_some_and(|by| by.product_id == Some(product.0))
        {
            continue;
        }
        let chosen = chosen(conn, company, product, line).await?;
        // What has no price, as in a currency without a rate, has none in the list either.
        let Ok((unit_price, by)) = pricer.price(priced, &chosen, (line.quantity, &line.unit)) else { continue };
        found.insert(line.id, net(unit_price, by.discount, asked.purse.currency.decimals()));
    }
    match of_combos(conn, company, &asked, &mut inputs, &mut found).await {
        Ok(()) | Err(Denied::Refused(_)) => Ok(found),
        Err(error) => Err(error),
    }
}

fn sold(inputs: &[LineInput]) -> impl Iterator<Item = &ProductLineInput> {
    let lines = inputs.iter().filter_map(|input| match input {
        LineInput::Product(line) => Some(line),
        _ => None,
    });
    lines.filter(|line| !line.role.is_combo() && !line.role.is_combo_item())
}

/// What was chosen about a product. A choice that is no longer there says nothing; the product still has its price.
async fn chosen(
    conn: &mut Conn,
    company: CompanyId,
    product: ProductId,
    line: &ProductLineInput,
) -> Result<Chosen, Denied> {
    if line.choices.is_empty() {
        return Ok(Chosen::default());
    }
    Ok(choice(conn, company, product, &line.choices).await?.unwrap_or_default())
}

/// What is left of a price after the list's own discount, as finely as the price is told: nobody gives away a fraction
/// that cannot be typed.
fn net(price: Decimal, discount: Decimal, decimals: u32) -> Decimal {
    let left = price * (Decimal::ONE_HUNDRED - discount) / Decimal::ONE_HUNDRED;
    money::round(left, price.normalize().scale().max(decimals).min(6))
}

/// A combo is priced as a whole: its items may share that in another way, as long as they come to it together. Where
/// they come to less, each is that much below the list.
async fn of_combos(
    conn: &mut Conn,
    company: CompanyId,
    asked: &Asked,
    inputs: &mut [LineInput],
    found: &mut ListPrices,
) -> Result<(), Denied> {
    let taken = combo::taken(inputs);
    if taken.is_empty() {
        return Ok(());
    }
    let mut own: BTreeMap<LineId, Decimal> = BTreeMap::new();
    for input in inputs.iter_mut() {
        if let LineInput::Product(line) = input {
            own.insert(line.id, line.unit_price);
            // The discount of the list is asked for, not the one that a person set.
            line.price_by_hand = false;
        }
    }
    let priced = combos::price::reprice(conn, company, asked, inputs).await?;
    for combo in taken {
        let items = combo.items.iter().filter_map(|(at, ..)| match inputs.get(*at) {
            Some(LineInput::Product(line)) if priced.contains(&line.id) => Some(line),
            _ => None,
        });
        let items: Vec<(LineId, Decimal, Decimal)> = items
            .map(|line| {
                let stands = own.get(&line.id).copied().unwrap_or_default();
                (line.id, stands, net(line.unit_price, line.discount, asked.purse.currency.decimals()))
            })
            .collect();
        let stands: Decimal = items.iter().map(|(_, stands, _)| *stands).sum();
        let says: Decimal = items.iter().map(|(.., says)| *says).sum();
        for (id, own, says_itself) in items {
            let part = own.checked_mul(says).and_then(|part| part.checked_div(stands));
            let part = part.filter(|part| *part >= Decimal::ZERO && *part <= says);
            found.insert(id, part.unwrap_or(says_itself));
        }
    }
    Ok(())
}
