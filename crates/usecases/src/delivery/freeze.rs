//! What is frozen of a delivery with a version, so that its price follows what the customer chooses.
use super::{
    fields,
    goods::Goods,
    offers::{products_of, refused},
};
use crate::{Denied, prices::pricer::Pricer, products::variants::Chosen, quotes::working};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    ids::{CompanyId, PriceListId},
    quotes::{
        delivery::FrozenDelivery,
        line::{Line, LineInput},
    },
    tax::book::TaxBook,
};
use rust_decimal::Decimal;
use store::{Conn, columns, delivery as stored, prices, quotes::record::QuoteRecord};

/// What the delivery of a quotation's lines is priced by; nothing where no choice changes its price: without a delivery,
/// with a price that somebody set or left as it was, with one that is the same for all orders.
///
/// `inputs` and `lines` are the same lines, as they are stored and as they were checked.
/// # Errors
/// [`Denied`].
pub(crate) async fn freeze(
    conn: &mut Conn,
    quote: &QuoteRecord,
    (inputs, lines): (&[LineInput], &[Line]),
    book: &TaxBook,
    today: NaiveDate,
) -> Result<Option<FrozenDelivery>, Denied> {
    let company = CompanyId(quote.company_id);
    let own = products_of(inputs).find(|line| line.role.is_delivery()).filter(|line| !line.price_by_hand);
    let Some(id) = own.and_then(|line| line.role.method()) else { return Ok(None) };
    let Some(row) = stored::find(conn, company, id).await? else { return Ok(None) };
    let typed = fields::typed(&row, &stored::rules(conn, company).await?)?;
    if !typed.by_rules && typed.free_from.is_none() {
        return Ok(None);
    }
    // Methods speak the company's currency; the quotation's rate brings them over.
    let purse = working::purse(quote)?;
    let (mut method, mut fixed) = (typed.method(id), typed.price);
    if let Some(rate) = &purse.rate {
        method = method.in_currency(rate).map_err(refused)?;
        fixed = rate.converted(fixed).map_err(refused)?;
    }
    if let Some(product) = typed.product.filter(|_| !typed.by_rules)
        && let Some(found) = prices::product(conn, company, product).await?
    {
        let at = today.and_time(NaiveTime::MIN);
        let pricer = Pricer::of(conn, company, quote.price_list_id.map(PriceListId), (purse, at)).await?;
        fixed = pricer.price(&found, &Chosen::default(), (Decimal::ONE, ""))?.1.net;
    }
    let goods = Goods::of(conn, company, inputs).await?.frozen(&method.limits);
    let currency = columns::currency(&quote.currency)?;
    Ok(FrozenDelivery::freeze(method, fixed, goods, lines, (&currency, book)))
}
