//! What a template would make of a quotation that is there already: told before anything of it is changed.
use super::apply::{self, Applied};
use crate::{
    Cx, Denied, Staff, fiscal,
    prices::pricer::Purse,
    products::variants,
    quotes::{promised, working},
    terms, units,
};
use chrono::Days;
use domain::{
    actors::Permission,
    ids::{CompanyId, LineId, PartyId, PriceListId, QuoteId},
    money,
    quotes::{
        line::{LineInput, ProductLineInput},
        regret::Exempt,
    },
    refusal::Refusal,
    units::written::{NamedUnit, converted},
};
use rust_decimal::Decimal;
use store::{
    Conn, columns, prices,
    quotes::{
        record::{self, QuoteRecord},
        sources,
    },
};
use wire::templates::{OfferTemplate, TemplateOffer};

/// Reads a template for a quotation as it stands on the page: in its language, its lines priced by its list and rate (or
/// by the template's own list, where that is wanted) and taxed under its fiscal position. Nothing is written: the page
/// shows what would change, and saves what is taken of it like any other change.
///
/// A list in another currency is not offered: it is taken by a command of its own, which converts every line.
/// # Errors
/// [`Denied::NotFound`] of the quotation; `not_there` at `template`; `not_a_choice` at `list`.
pub async fn offer(by: &Staff, cx: &Cx, command: OfferTemplate) -> Result<TemplateOffer, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let company = scope.company;
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, command.quote).await?;
    let purse = working::purse(&quote)?;
    let at = by.zone().local(cx.clock.now());
    let Applied {
        title,
        introduction,
        terms,
        payment_terms,
        price_list,
        valid_days,
        deposit,
        unsigned,
        demands,
        exempt,
        blocks,
        mut lines,
        ..
    } = apply::apply(&mut conn, company, command.template, command.language).await?;
    let (price_list, other_currency) = list(&mut conn, company, price_list, &quote.currency).await?;
    let by_list = if command.own_list { price_list.or(command.list) } else { command.list };
    apply::reprice(&mut conn, company, (by_list, purse, at), &mut lines).await?;
    let positions = fiscal::find::load(&mut conn, company).await?;
    fiscal::find::retax(&mut conn, company, &positions.replacements(command.position), &mut lines).await?;
    let costs = match by.sees_margin() {
        true => Some(costs(&mut conn, company, purse, &lines).await?),
        false => None,
    };
    let exempt = match exempt {
        Some(exempt) => other_exempt(&mut conn, &quote, exempt).await?,
        None => None,
    };
    let payment_terms = match payment_terms.is_empty() {
        true => payment_terms,
        false => terms::read::in_language(&mut conn, company, payment_terms, command.language, purse.currency).await?,
    };
    Ok(TemplateOffer {
        title,
        introduction,
        terms,
        payment_terms,
        valid_until: (valid_days > 0).then(|| at.date() + Days::new(u64::from(valid_days))),
        price_list,
        other_currency,
        deposit: purse.rate.as_ref().map_or(deposit.clone(), |rate| deposit.at(rate, &purse.currency)),
        unsigned,
        demands,
        exempt,
        blocks,
        lines,
        costs,
    })
}

/// The reason, where the customer is a consumer and the quotation has another one or none.
async fn other_exempt(conn: &mut Conn, quote: &QuoteRecord, exempt: Exempt) -> Result<Option<String>, Denied> {
    let company = CompanyId(quote.company_id);
    let party = sources::party(conn, company, PartyId(quote.party_id)).await?;
    let code = exempt.code();
    let now = store::orders::regret::exempt(conn, company, QuoteId(quote.id)).await?;
    Ok((promised::is_consumer(&party)? && now != code).then(|| code.to_owned()))
}

/// The template's list while it can be chosen, and where it is in another currency than the quotation, that one.
async fn list(
    conn: &mut Conn,
    company: CompanyId,
    list: Option<PriceListId>,
    currency: &str,
) -> Result<(Option<PriceListId>, Option<money::Currency>), Denied> {
    let Some(list) = list else { return Ok((None, None)) };
    let Some(found) = prices::find(conn, company, list).await?.filter(|found| found.active == 1) else {
        return Ok((None, None));
    };
    Ok(match found.currency == currency {
        true => (Some(list), None),
        false => (None, Some(columns::currency(&found.currency)?)),
    })
}

/// What one of each line's unit costs, where that is known. A combo's costs are those of its items.
async fn costs(
    conn: &mut Conn,
    company: CompanyId,
    purse: Purse,
    lines: &[LineInput],
) -> Result<Vec<(LineId, Decimal)>, Denied> {
    let known = units::read::named(conn, company).await?;
    let mut costs = Vec::new();
    for line in lines {
        let LineInput::Product(line) = line else { continue };
        if !line.role.is_combo()
            && let Some(cost) = cost(conn, company, &known, line).await?
        {
            let cost = purse.rate.as_ref().map_or(Ok(cost), |rate| rate.converted(cost));
            costs.push((line.id, money::round(cost.map_err(|_| Refusal::AmountTooLarge)?, 6)));
        }
    }
    Ok(costs)
}

async fn cost(
    conn: &mut Conn,
    company: CompanyId,
    units: &[NamedUnit],
    line: &ProductLineInput,
) -> Result<Option<Decimal>, Denied> {
    let Some(product) = line.product else { return Ok(None) };
    let Some(found) = prices::product(conn, company, product).await? else { return Ok(None) };
    let own = match line.choices.is_empty() {
        true => None,
        false => variants::choice(conn, company, product, &line.choices).await?.and_then(|chosen| chosen.cost),
    };
    let cost = columns::decimal(own.unwrap_or(found.cost));
    let cost =
        if found.unit == line.unit { cost } else { converted(units, cost, &found.unit, &line.unit).unwrap_or(cost) };
    Ok((!cost.is_zero()).then_some(cost))
}
