//! How a quotation can be delivered: what its goods weigh, which methods fit, what each costs, and why not the others.
use super::{fields, goods::Goods};
use crate::{Cx, Denied, Staff, fiscal, prices::pricer::Pricer, products::variants::Chosen, quotes::working};
use domain::{
    actors::Permission,
    delivery::{
        DeliveryMethod, lead,
        load::{Load, LoadLine},
    },
    fiscal::place::Address,
    ids::{CompanyId, LineId, PartyId},
    money::Currency,
    quotes::{
        line::{Line, LineInput, MOST_LINES, ProductLineInput},
        totals::totals,
    },
    refusal::{Fields, Refusal, pricing::PricingRefusal},
    tax::book::TaxBook,
};
use rust_decimal::Decimal;
use store::{
    Conn, columns, delivery as stored, prices,
    products::record as products,
    quotes::{record, record::QuoteRecord, sources},
};
use wire::delivery::{DeliverQuote, Deliveries, Fit, LoadView, MethodOffer};

/// Weighs the lines and prices every method for them (section 11 of the behaviour map). Nothing is written.
///
/// The map's program counts unweighed goods as weighing nothing and says no word; here they are named. It also prices a
/// delivery once and leaves it; here the page asks again whenever the goods change, and the seller decides.
///
/// # Errors
/// [`Denied::NotFound`]; `too_many_lines` at `lines`.
pub async fn deliveries(by: &Staff, cx: &Cx, command: DeliverQuote) -> Result<Deliveries, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let company = scope.company;
    if command.lines.len() > MOST_LINES {
        return Err(Denied::at("lines", Refusal::TooManyLines { most: MOST_LINES as u32 }));
    }
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, command.quote).await?;
    let currency = columns::currency(&quote.currency)?;
    let today = by.zone().day(cx.clock.now());
    let book = working::book(&mut conn, &quote, today).await?;
    let company_row = sources::company(&mut conn, company).await?;
    let address = address(&mut conn, company, &quote).await?;

    let mut lines = command.lines;
    working::at_rates(&mut lines, &book);
    let goods = Goods::of(&mut conn, company, &lines).await?;
    let price = price_of(&lines, &currency, &book);
    let load_lines = goods.lines();
    let load = Load::of(&load_lines, price).map_err(refused)?;
    let load_view = LoadView {
        weight: load.weight.normalize(),
        volume: load.volume.normalize(),
        unweighed: goods.unweighed(),
        weights: goods.measures(|own| own.weight)?,
        volumes: goods.measures(|own| own.volume)?,
        leads: goods.leads()?,
        goods: goods.count(),
        price,
    };

    let own_days = columns::count(store::company::delivery_days(&mut conn, company).await?)?;
    let expected = lead::expected(today, &taking(&lines, &load_view.leads), own_days);

    // What is in use can be looked at even where it is no longer offered.
    let used: Vec<_> = products_of(&lines).filter_map(|line| line.role.method()).collect();
    let rules = stored::rules(&mut conn, company).await?;
    let at = by.zone().local(cx.clock.now());
    let mut pricer = None;
    let own = columns::lang(&company_row.language)?;
    let mut methods = Vec::new();
    // Methods speak the company's currency; the quotation's rate brings them over.
    let purse = working::purse(&quote)?;
    let converted = |amount: Decimal| match &purse.rate {
        Some(rate) => rate.converted(amount).map_err(refused),
        None => Ok(amount),
    };
    for row in stored::list(&mut conn, company).await? {
        let id = fields::id(&row);
        if row.active == 0 && !used.contains(&id) {
            continue;
        }
        let typed = fields::typed(&row, &rules)?;
        let method = match &purse.rate {
            Some(rate) => typed.method(id).in_currency(rate).map_err(refused)?,
            None => typed.method(id),
        };
        let (mut product_price, mut cost, mut tax) = (converted(typed.price)?, None, typed.tax);
        if let Some(product) = typed.product {
            if pricer.is_none() {
                pricer = Some(Pricer::of(&mut conn, company, command.list, (purse, at)).await?);
            }
            if let (Some(pricer), Some(found)) = (&pricer, prices::product(&mut conn, company, product).await?) {
                product_price = pricer.price(&found, &Chosen::default(), (Decimal::ONE, ""))?.1.net;
                cost = Some(converted(columns::decimal(found.cost))?);
                tax = domain::ids::TaxId(products::load(&mut conn, company, product).await?.tax_id);
            }
        }
        methods.push(MethodOffer {
            id,
            name: typed.names.pick(command.language, own).to_owned(),
            own_name: typed.names.pick(own, own).to_owned(),
            active: typed.active,
            product: typed.product,
            cost: cost.filter(|_| by.sees_margin()),
            tax,
            rules: typed.by_rules.then(|| typed.rules.clone()),
            margins: (typed.margin, typed.fixed_margin),
            fit: fit(&method, product_price, &address, &load, &load_lines, &currency)?,
        });
    }
    let lists = match &pricer {
        Some(pricer) => pricer.names(&mut conn, company).await?,
        None => Vec::new(),
    };
    let country = address.country.map(|country| country.code().to_owned()).unwrap_or_default();
    let postcode = address.postcode.unwrap_or_default();
    let party = sources::party(&mut conn, company, PartyId(quote.party_id)).await?;
    let usual = party.delivery_method_id.map(domain::ids::DeliveryMethodId);
    // How the customer's goods usually come stands first.
    methods.sort_by_key(|offer| Some(offer.id) != usual);
    Ok(Deliveries { postcode, country, load: load_view, methods, lists, usual, expected })
}

fn fit(
    method: &DeliveryMethod,
    product_price: Decimal,
    address: &Address,
    load: &Load,
    lines: &[LoadLine<'_>],
    currency: &Currency,
) -> Result<Fit, Denied> {
    Ok(match method.offer(product_price, address, (load, lines), currency).map_err(refused)? {
        Ok(found) => Fit::Fits { price: found.price, steps: found.steps },
        Err(why) => Fit::Not { why },
    })
}

/// Where the goods go: where the quotation says, else the customer's address for deliveries, else the one for bills.
async fn address(conn: &mut Conn, company: CompanyId, quote: &QuoteRecord) -> Result<Address, Denied> {
    let party = sources::party(conn, company, PartyId(quote.party_id)).await?;
    let shipment = quote.shipment();
    if shipment.has_address() {
        return Ok(fiscal::find::shipped_to(&party, &shipment));
    }
    Ok(match party.delivery_country {
        Some(country) => fiscal::find::address(Some(&country), party.delivery_postcode.as_deref()),
        None => fiscal::find::address(party.country.as_deref(), party.postcode.as_deref()),
    })
}

/// The lines that are sold, each with the days it takes; what no product says of takes none.
fn taking(lines: &[LineInput], leads: &[(LineId, u32)]) -> Vec<(LineId, u32)> {
    let sold = products_of(lines).filter(|line| line.role.is_sold() || line.role.is_combo_item());
    let days = |line: LineId| leads.iter().find(|(id, _)| *id == line).map_or(0, |(_, days)| *days);
    sold.map(|line| (line.id, days(line.id))).collect()
}

pub(super) fn products_of(lines: &[LineInput]) -> impl Iterator<Item = &ProductLineInput> {
    lines.iter().filter_map(|line| match line {
        LineInput::Product(line) => Some(line),
        _ => None,
    })
}

/// What the lines without the delivery come to, with tax; lines that cannot be read yet are not among them.
fn price_of(lines: &[LineInput], currency: &Currency, book: &TaxBook) -> Decimal {
    let others = products_of(lines).filter(|line| !line.role.is_delivery());
    let read: Vec<Line> =
        others.filter_map(|one| Line::read(&LineInput::Product(one.clone()), "lines", &mut Fields::new())).collect();
    totals(&read, currency, book).map(|totals| totals.gross).unwrap_or_default()
}

pub(super) fn refused(_: PricingRefusal) -> Denied {
    Refusal::AmountTooLarge.into()
}
