//! Take a price list in another currency onto a quotation: first what it would change, then the change.
use super::{
    price::{Asked, price_all},
    scheduled, working,
};
use crate::{Cx, Denied, Staff, approvals::standing, combos, currencies, denied, prices, prices::pricer::Purse, taxes};
use chrono::NaiveDateTime;
use domain::{
    actors::Permission,
    figures,
    ids::{CompanyId, LineId, PriceListId, QuoteId},
    money::{self, Currency},
    payment::deposit::{AMOUNT, TypedDeposit},
    quotes::{
        line::{self, LineInput},
        state::{QuoteEvent, QuoteState},
        totals,
    },
    refusal::{Fields, Refusal, pricing::PricingRefusal},
    tax::{book::TaxBook, dated::rate_day},
};
use rust_decimal::Decimal;
use store::{
    Conn, Scope, Unit, columns,
    events::{By, Change, EventData, NewEvent},
    prices as stored_prices,
    quotes::{
        lines::{self, LineRecord},
        record::{self, QuoteRecord},
    },
};
use wire::{
    currencies::{ChangeCurrency, CurrencyChange},
    prices::PriceAsk,
    shared::Amount,
};

/// What the change would make of the quotation. Nothing is written.
/// # Errors
/// [`Denied::NotFound`]; `not_a_choice` at `list`.
pub async fn ask_currency(by: &Staff, cx: &Cx, command: ChangeCurrency) -> Result<CurrencyChange, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, command.id).await?;
    let rows = lines::list(&mut conn, command.id).await?;
    let at = by.zone().local(cx.clock.now());
    let moved = moved(&mut conn, &quote, &rows, command.list, at).await?;
    let mut fields = Fields::new();
    let read = line::read_lines(&moved.inputs, &mut fields);
    denied::all_right(fields)?;
    let net = totals::totals(&read, &moved.purse.currency, &moved.book)?.net;
    told(&quote, &moved, net, quote.version)
}

/// Changes the quotation's currency. Lines with an automatic price get that of the list; prices set by hand, and what
/// things cost, are converted at the day's rate, which stays with the quotation.
/// # Errors
/// [`Denied::NotFound`], [`Denied::Stale`], [`Refusal::NotInThisState`]; `not_a_choice` at `list`.
pub async fn change_currency(by: &Staff, cx: &Cx, command: ChangeCurrency) -> Result<CurrencyChange, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, at, key) = (by.by(), by.zone().local(cx.clock.now()), command.key.0);
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &command, move |unit| {
            let (scope, who) = (scope.clone(), who.clone());
            Box::pin(async move { write(unit, &scope, who, at, command).await })
        })
        .await
}

/// A quotation in another money.
struct Moved {
    purse: Purse,
    book: TaxBook,
    inputs: Vec<LineInput>,
    /// New units for one old.
    factor: (Decimal, Decimal),
    priced: u32,
    converted: u32,
}

impl Moved {
    /// An amount in the old currency in the new one.
    fn convert(&self, amount: Decimal, decimals: u32) -> Result<Decimal, Refusal> {
        let (times, over) = self.factor;
        let exact = amount.checked_mul(times).and_then(|amount| amount.checked_div(over));
        Ok(money::round(exact.ok_or(Refusal::AmountTooLarge)?, decimals).normalize())
    }
}

async fn moved(
    conn: &mut Conn,
    quote: &QuoteRecord,
    rows: &[LineRecord],
    list: Option<PriceListId>,
    at: NaiveDateTime,
) -> Result<Moved, Denied> {
    let company = CompanyId(quote.company_id);
    let own = currencies::base(conn, company).await?;
    let currency = match list {
        Some(id) => {
            let found = stored_prices::find(conn, company, id).await?.filter(|list| list.active == 1);
            columns::currency(&found.ok_or_else(|| Denied::at("list", Refusal::NotAChoice))?.currency)?
        }
        None => own,
    };
    let rates = currencies::rates(conn, company, own).await?;
    let rate = rates.frozen(currency, at.date()).map_err(no_rate)?;
    let per_base = |rate: Option<Decimal>| rate.unwrap_or(Decimal::ONE);
    let before = working::rate(quote)?;
    let day = rate_day(columns::optional_day(quote.delivery_on.clone())?, at.date());
    let mut moved = Moved {
        purse: Purse { currency, rate },
        book: taxes::book::load(conn, company, day).await?.in_currency(rate.as_ref()),
        inputs: rows.iter().cloned().map(LineRecord::input).collect(),
        factor: (per_base(rate.map(|rate| rate.per_base)), per_base(before.map(|rate| rate.per_base))),
        priced: 0,
        converted: 0,
    };
    let asks: Vec<PriceAsk> = moved.inputs.iter().filter_map(ask).collect();
    let asked = Asked { list, purse: moved.purse, at, may_see: false };
    let (_, priced) = price_all(conn, company, &asked, &asks).await?;
    let mut inputs = std::mem::take(&mut moved.inputs);
    working::at_rates(&mut inputs, &moved.book);
    let combos = combos::price::reprice(conn, company, &asked, &mut inputs).await?;
    for input in &mut inputs {
        let LineInput::Product(product) = input else { continue };
        if let Some(price) = priced.iter().find(|price| price.id == product.id) {
            (product.unit_price, product.discount) = (price.unit_price, price.discount);
            moved.priced += 1;
        } else if combos.contains(&product.id) {
            moved.priced += 1;
        } else {
            let finest = product.unit_price.normalize().scale().max(currency.decimals()).min(6);
            product.unit_price = moved.convert(product.unit_price, finest)?;
            moved.converted += 1;
        }
    }
    moved.inputs = inputs;
    Ok(moved)
}

/// What the list is asked about a line: nothing where a person set the price, or it is of no product, or a delivery or a
/// discount on the whole, whose price no list makes.
fn ask(input: &LineInput) -> Option<PriceAsk> {
    let LineInput::Product(line) = input else { return None };
    Some(PriceAsk {
        id: line.id,
        product: line.product.filter(|_| !line.price_by_hand && line.role.is_sold())?,
        quantity: line.quantity,
        unit: line.unit.clone(),
        choices: line.choices.clone(),
        unit_price: line.unit_price,
        discount: line.discount,
    })
}

fn no_rate(_: PricingRefusal) -> Denied {
    Denied::at("list", Refusal::NotAChoice)
}

fn told(quote: &QuoteRecord, moved: &Moved, net: Decimal, version: i64) -> Result<CurrencyChange, Denied> {
    let (old, new) = (columns::currency(&quote.currency)?, moved.purse.currency);
    Ok(CurrencyChange {
        version,
        rate: moved.purse.rate,
        priced: moved.priced,
        converted: moved.converted,
        before: Amount { value: columns::amount(quote.net, &old), currency: old },
        after: Amount { value: net, currency: new },
    })
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    at: NaiveDateTime,
    command: ChangeCurrency,
) -> Result<CurrencyChange, Denied> {
    let before = record::load_for_update(unit, scope, command.id).await?;
    if before.version != command.version {
        return Err(Denied::Stale { current: before.version });
    }
    let state = columns::code(&before.state, QuoteState::parse)?;
    if !state.allows(QuoteEvent::Edit) {
        return Err(Refusal::NotInThisState { state }.into());
    }
    let stored = working::load_rows(unit, command.id).await?;
    let moved = moved(&mut unit.conn, &before, &stored, command.list, at).await?;
    let currency: Currency = moved.purse.currency;
    let by = (&currency, &moved.book);
    let mut checked =
        working::check_lines(unit, scope.company, by, &moved.inputs, (&stored, &[]), Fields::new()).await?;
    let known: std::collections::BTreeSet<_> = stored.iter().map(|row| LineId(row.id)).collect();
    for row in checked.rows.iter_mut().filter(|row| row.cost != 0 && known.contains(&LineId(row.id))) {
        row.cost = columns::millionths(moved.convert(columns::decimal(row.cost), 6)?)?;
    }
    let mut quote = before.clone();
    let demanded = before.deposit();
    if demanded.kind == AMOUNT
        && let Ok(sum) = figures::parse_amount(&demanded.value)
    {
        let value = moved.convert(sum, currency.decimals())?.to_string();
        quote.put_deposit(&TypedDeposit { value, ..demanded })?;
    }
    quote.price_list_id = command.list.map(|list| list.0);
    quote.currency = currency.code().to_owned();
    working::put_rate(&mut quote, moved.purse.rate.as_ref())?;
    working::put_totals(&mut quote, &checked.totals)?;
    scheduled::begin_next(unit, &mut quote).await?;
    quote.touch(unit.now);
    let version = record::update(unit, &quote).await?;
    record::set_currency(unit, &quote).await?;
    standing::fall(unit, &before, &quote).await?;
    lines::replace(unit, QuoteId(quote.id), &stored, &checked.rows).await?;
    let old_list = prices::read::name(&mut unit.conn, scope.company, before.price_list_id).await?;
    let new_list = prices::read::name(&mut unit.conn, scope.company, quote.price_list_id).await?;
    let rate = |quote: &QuoteRecord| quote.rate.map(|rate| columns::decimal(rate).to_string()).unwrap_or_default();
    let changes = [
        Change::of("price_list", old_list, new_list),
        Change::of("currency", &before.currency, &quote.currency),
        Change::of("rate", rate(&before), rate(&quote)),
        Change::of("deposit", before.deposit().told(), quote.deposit().told()),
        Change::of("net", columns::decimal(before.net), columns::decimal(quote.net)),
    ];
    let data = EventData {
        number: quote.number.clone(),
        quote_version: u32::try_from(quote.draft_version).ok(),
        changes: changes.into_iter().flatten().collect(),
        ..EventData::default()
    };
    let event = NewEvent::new(scope.company, "quote", quote.id, "quote.changed", who);
    unit.event(event.about(quote.opportunity_id).with(data));
    unit.announce(scope.company, "quote", quote.id);
    told(&before, &moved, checked.totals.net, version)
}
