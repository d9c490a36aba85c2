//! Save the working version.
use super::{
    scheduled,
    working::{self, LONGEST_TITLE},
};
use crate::{Cx, Denied, Staff, approvals::standing, clock::Zone, fiscal, prices, templates, warehouses};
use domain::{
    actors::Permission,
    days,
    ids::{CompanyId, PriceListId, QuoteId},
    payment::deposit::TypedDeposit,
    quotes::{
        shipment::Shipment,
        state::{QuoteEvent, QuoteState},
        totals::Totals,
    },
    refusal::{Fields, Refusal},
    tax::book::TaxBook,
    text,
};
use store::{
    Scope, Unit, columns,
    events::{By, Change, EventData, NewEvent},
    quotes::{
        approvals::{self as stored_approvals, FiguresRecord},
        lines::{self, LineRecord},
        record::{self, QuoteRecord},
        sources,
    },
};
use wire::{
    approvals::ApprovalView,
    quotes::{QuoteFields, SaveQuote, SavedQuote},
};

/// Longest introduction and terms, in characters.
const LONGEST_TEXT: usize = 10_000;
/// Changes of lines that one event names; more are counted.
const NAMED_CHANGES: usize = 20;

/// Saves head and lines. The first edit after a sending begins the next version; what the customer has stays
/// as it was sent. The server computes the totals; what the browser computed is not looked at.
///
/// # Errors
/// [`Denied::Stale`] when somebody else saved first; `not_in_this_state` once accepted or cancelled; refusals by
/// field (`title`, `valid_until`, `lines.3.quantity` …).
pub async fn save(by: &Staff, cx: &Cx, command: SaveQuote) -> Result<SavedQuote, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, zone) = (by.by(), by.zone());
    let id = command.id;
    let saved: SavedQuote = cx
        .store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, zone, command).await })
        })
        .await?;
    Ok(SavedQuote { approval: approval(by, cx, id).await?, ..saved })
}

/// How the quotation stands with approval now; nothing is read where the company has no limits.
async fn approval(by: &Staff, cx: &Cx, id: QuoteId) -> Result<ApprovalView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    if stored_approvals::limits(&mut conn, scope.company).await? == FiguresRecord::default() {
        return Ok(ApprovalView::default());
    }
    let quote = record::load(&mut conn, scope, id).await?;
    let rows = lines::list(&mut conn, id).await?;
    standing::view(&mut conn, by, (&quote, &rows), cx.clock.now()).await
}

pub(super) async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    zone: Zone,
    command: SaveQuote,
) -> Result<SavedQuote, Denied> {
    let mut quote = record::load_for_update(unit, scope, command.id).await?;
    if quote.version != command.version {
        return Err(Denied::Stale { current: quote.version });
    }
    let state = columns::code(&quote.state, QuoteState::parse)?;
    if !state.allows(QuoteEvent::Edit) {
        return Err(Refusal::NotInThisState { state }.into());
    }
    let stored = working::load_rows(unit, command.id).await?;
    let before = quote.clone();
    let currency = columns::currency(&quote.currency)?;
    let mut fields = Fields::new();
    put_fields(&mut quote, &command.fields, &mut fields);
    quote.put_shipment(&command.fields.shipment.check(&mut fields))?;
    quote.put_handling(&command.fields.handling.check(&mut fields))?;
    put_deposit(unit, &mut quote, &command.fields.deposit, &mut fields).await?;
    for (field, day) in [("valid_until", command.fields.valid_until), ("delivery_on", command.fields.delivery_on)] {
        if day.is_some_and(|day| days::plausible(day).is_none()) {
            fields.refuse(field, Refusal::NotADay);
        }
    }
    let list = command.fields.price_list;
    same_currency(unit, scope, &quote, list, &mut fields).await?;
    prices::read::choose_from(&mut unit.conn, scope.company, list, before.price_list_id, &mut fields).await?;
    quote.price_list_id = list.map(|list| list.0);
    let warehouse = command.fields.warehouse;
    let of_template = templates::used::of(&mut unit.conn, command.id).await?;
    let template = command.fields.template;
    templates::used::choose_from(unit, scope.company, (template, of_template), &mut fields).await?;
    warehouses::read::choose_from(&mut unit.conn, scope.company, (warehouse, before.warehouse_id), &mut fields).await?;
    quote.warehouse_id = warehouse.map(|one| one.0);
    put_fiscal(unit, scope, &mut quote, &command.fields, &mut fields).await?;
    let book = working::book(&mut unit.conn, &quote, zone.day(unit.now)).await?;
    let mut checked =
        working::check_lines(unit, scope.company, (&currency, &book), &command.lines, (&stored, &[]), fields).await?;
    working::costs_at(working::rate(&quote)?.as_ref(), &stored, &mut checked.rows)?;
    working::put_totals(&mut quote, &checked.totals)?;

    let mut changes = field_changes(&before, &quote);
    let old_list = prices::read::name(&mut unit.conn, scope.company, before.price_list_id).await?;
    let new_list = prices::read::name(&mut unit.conn, scope.company, quote.price_list_id).await?;
    changes.extend(Change::of("price_list", old_list, new_list));
    if before.fiscal_position_id != quote.fiscal_position_id {
        let old = fiscal::read::name(&mut unit.conn, scope.company, before.fiscal_position_id).await?;
        let new = fiscal::read::name(&mut unit.conn, scope.company, quote.fiscal_position_id).await?;
        changes.extend(Change::of("fiscal_position", old, new));
    }
    if before.warehouse_id != quote.warehouse_id {
        let old = warehouses::read::name(&mut unit.conn, scope.company, before.warehouse_id).await?;
        let new = warehouses::read::name(&mut unit.conn, scope.company, quote.warehouse_id).await?;
        changes.extend(Change::of("warehouse", old, new));
    }
    changes.extend(templates::used::change(unit, scope.company, (of_template, template)).await?);
    changes.extend(line_changes(&stored, &checked.rows));
    let now = unit.now;
    if changes.is_empty() && stored == checked.rows {
        // Nothing differs: nothing is written, and no version is used up.
        return Ok(saved(&before, before.version, (checked.totals, book), zone));
    }
    scheduled::begin_next(unit, &mut quote).await?;
    if before.title != quote.title {
        let party = sources::party(&mut unit.conn, scope.company, domain::ids::PartyId(quote.party_id)).await?;
        quote.search = working::search_text(&party.name, &quote.number, &quote.title);
    }
    quote.touch(now);
    let version = record::update(unit, &quote).await?;
    standing::fall(unit, &before, &quote).await?;
    lines::replace(unit, QuoteId(quote.id), &stored, &checked.rows).await?;
    if of_template != template {
        templates::used::put(unit, scope.company, command.id, template).await?;
    }
    let data = EventData {
        number: quote.number.clone(),
        quote_version: u32::try_from(quote.draft_version).ok(),
        changes,
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.changed", who).about(quote.opportunity_id).with(data),
    );
    unit.announce(scope.company, "quote", quote.id);
    Ok(saved(&quote, version, (checked.totals, book), zone))
}

fn saved(quote: &QuoteRecord, version: i64, (totals, book): (Totals, TaxBook), zone: Zone) -> SavedQuote {
    SavedQuote {
        version,
        draft_version: u32::try_from(quote.draft_version).unwrap_or(1),
        totals,
        book,
        approval: ApprovalView::default(),
        saved: zone.stamp_micros(quote.updated_at),
    }
}

/// A list in another currency is taken by a command of its own, which converts what stands on the lines.
async fn same_currency(
    unit: &mut Unit,
    scope: &Scope,
    quote: &QuoteRecord,
    list: Option<PriceListId>,
    fields: &mut Fields,
) -> Result<(), Denied> {
    let other = match list {
        _ if list.map(|list| list.0) == quote.price_list_id => false,
        Some(list) => {
            let found = store::prices::find(&mut unit.conn, scope.company, list).await?;
            found.is_some_and(|found| found.currency != quote.currency)
        }
        None => false,
    };
    if other {
        fields.refuse("price_list", Refusal::NotAChoice);
    }
    Ok(())
}

/// Takes the fiscal position where it is another, and whether a person chose it.
async fn put_fiscal(
    unit: &mut Unit,
    scope: &Scope,
    quote: &mut QuoteRecord,
    typed: &QuoteFields,
    fields: &mut Fields,
) -> Result<(), Denied> {
    let wanted = typed.fiscal_position.map(|position| position.0);
    if wanted != quote.fiscal_position_id {
        let book = fiscal::find::load(&mut unit.conn, scope.company).await?;
        book.choose_from(typed.fiscal_position, quote.fiscal_position_id, "fiscal_position", fields);
        quote.fiscal_position_id = wanted;
    }
    quote.fiscal_by_hand = i64::from(typed.fiscal_by_hand);
    quote.delivery_on = typed.delivery_on.map(columns::day_text);
    Ok(())
}

/// Takes what is demanded on acceptance. What is newly demanded needs an account to be paid to.
async fn put_deposit(
    unit: &mut Unit,
    quote: &mut QuoteRecord,
    typed: &TypedDeposit,
    fields: &mut Fields,
) -> Result<(), Denied> {
    let typed = typed.trimmed();
    if quote.deposit() == typed {
        return Ok(());
    }
    if typed.check(fields).is_some() {
        let company = sources::company(&mut unit.conn, CompanyId(quote.company_id)).await?;
        if company.iban.is_empty() {
            fields.refuse("deposit.kind", Refusal::NoBankAccount);
        }
    }
    Ok(quote.put_deposit(&typed)?)
}

fn put_fields(quote: &mut QuoteRecord, typed: &QuoteFields, fields: &mut Fields) {
    let mut line = |field: &str, value: &str, longest: usize, into: &mut String| {
        if let Some(value) = fields.take(field, text::optional_line(value, longest)) {
            *into = value;
        }
    };
    line("title", &typed.title, LONGEST_TITLE, &mut quote.title);
    line("contact_name", &typed.contact_name, 100, &mut quote.contact_name);
    line("customer_reference", &typed.customer_reference, 100, &mut quote.customer_reference);
    line("payment_terms", &typed.payment_terms, 300, &mut quote.payment_terms);
    let mut text = |field: &str, value: &str, into: &mut String| {
        if let Some(value) = fields.take(field, text::optional_text(value, LONGEST_TEXT)) {
            *into = value;
        }
    };
    text("introduction", &typed.introduction, &mut quote.introduction);
    text("terms", &typed.terms, &mut quote.terms);
    quote.language = typed.language.code().to_owned();
    quote.valid_until = typed.valid_until.map(columns::day_text);
    quote.unsigned = i64::from(typed.unsigned);
    quote.demands = typed.demands.codes();
}

pub(super) fn field_changes(before: &QuoteRecord, after: &QuoteRecord) -> Vec<Change> {
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let (ships, shipped) = (before.shipment(), after.shipment());
    let (handles, handled) = (before.handling(), after.handling());
    let invoice = |quote: &QuoteRecord| {
        let address = quote.handling().invoice;
        Shipment { address, ..Shipment::default() }.lines("").join(", ")
    };
    let policy = |shipment: &Shipment| if shipment.at_once { "at_once" } else { "soon" };
    [
        Change::of("delivery_address", ships.lines("").join(", "), shipped.lines("").join(", ")),
        Change::of("delivery_terms", ships.told(), shipped.told()),
        Change::of("invoice_address", invoice(before), invoice(after)),
        Change::of("source", &handles.source, &handled.source),
        Change::of("medium", &handles.medium, &handled.medium),
        Change::of("campaign", &handles.campaign, &handled.campaign),
        Change::of("analytic", &handles.analytic, &handled.analytic),
        Change::of("tags", handles.tags.join(", "), handled.tags.join(", ")),
        Change::of("deposit", before.deposit().told(), after.deposit().told()),
        Change::of("unsigned", before.unsigned == 1, after.unsigned == 1),
        Change::of("demands", &before.demands, &after.demands),
        Change::of("shipping", policy(&ships), policy(&shipped)),
        Change::of("title", &before.title, &after.title),
        Change::of("contact_name", &before.contact_name, &after.contact_name),
        Change::of("customer_reference", &before.customer_reference, &after.customer_reference),
        Change::of("payment_terms", &before.payment_terms, &after.payment_terms),
        Change::of("introduction", &before.introduction, &after.introduction),
        Change::of("terms", &before.terms, &after.terms),
        Change::of("language", &before.language, &after.language),
        Change::of("valid_until", day(&before.valid_until), day(&after.valid_until)),
        Change::of("delivery_on", day(&before.delivery_on), day(&after.delivery_on)),
        Change::of("fiscal_by_hand", before.fiscal_by_hand == 1, after.fiscal_by_hand == 1),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What changed in the lines, by name; figures as the domain writes them, without a language.
fn line_changes(before: &[LineRecord], after: &[LineRecord]) -> Vec<Change> {
    let find = |rows: &[LineRecord], id| rows.iter().find(|row| row.id == id).cloned();
    let mut changes: Vec<Change> = Vec::new();
    for row in after {
        match find(before, row.id) {
            None => changes.extend(Change::of("line", "", line_text(row))),
            Some(old) => changes.extend(Change::of("line", line_text(&old), line_text(row))),
        }
    }
    for row in before {
        if find(after, row.id).is_none() {
            changes.extend(Change::of("line", line_text(row), ""));
        }
    }
    let rest = changes.len().saturating_sub(NAMED_CHANGES);
    changes.truncate(NAMED_CHANGES);
    if rest > 0 {
        changes.push(Change { field: "lines_more".into(), old: String::new(), new: rest.to_string() });
    }
    changes
}

fn line_text(row: &LineRecord) -> String {
    if row.kind != "product" {
        return row.name.clone();
    }
    let figure = |millionths| columns::decimal(millionths).to_string();
    let discount = if row.discount == 0 { String::new() } else { format!(", −{} %", figure(row.discount)) };
    format!("{}: {} {} × {}{discount}", row.name, figure(row.quantity), row.unit, figure(row.unit_price))
}
