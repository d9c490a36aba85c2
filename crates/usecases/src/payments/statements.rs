//! Bank statements: brought, shown with what becomes of each payment, taken, and taken back.
use crate::{Cx, Denied, Staff, clock::Zone};
use domain::{
    actors::Permission,
    ids::{CompanyId, OrderId, StatementId},
    payment::{
        reference::Reference,
        verdict::{Open, Payment, Verdict, judge},
    },
    refusal::Refusal,
    text,
};
use intake::statement::{self, Entry, MOST, StatementError};
use std::collections::BTreeMap;
use store::{
    Conn, StoreError, Unit, columns,
    events::{By, Change, EventData, NewEvent},
    payments::{
        self, DemandRecord,
        statements::{self as stored, PaymentRecord, StatementRecord},
    },
};
use uuid::Uuid;
use wire::{
    quotes::OrderRef,
    shared::Amount,
    statements::{MOST_SHOWN, PaymentLine, SettleStatement, StatementRow, StatementState, StatementView},
};

/// Statements that the list names.
const LISTED: i64 = 50;

/// Reads a file and keeps its payments with what becomes of each; nothing is taken. The same file brought again is the
/// same statement.
/// # Errors
/// [`Denied::NotAllowed`] without the permission to import; at `file` why it cannot be read.
pub async fn bring_statement(by: &Staff, cx: &Cx, name: &str, bytes: Vec<u8>) -> Result<StatementId, Denied> {
    let scope = by.scope(Permission::Import)?.clone();
    let who = by.by();
    let name = text::required_line(name, 200).map_err(|refusal| Denied::at("file", refusal))?;
    let sha256 = vault::digest::sha256_hex(&bytes);
    let read = tokio::task::spawn_blocking(move || statement::read(&bytes)).await.map_err(Denied::fault)?;
    let entries = read.map_err(refused)?;
    let statement = StatementRecord {
        id: Uuid::now_v7(),
        company_id: scope.company.0,
        version: 1,
        state: StatementState::Read.code().to_owned(),
        file_name: name,
        sha256,
        made_by: by.name.clone(),
        created_at: cx.clock.now().0,
    };
    let rows = entries.into_iter().zip(1..).map(row).collect::<Result<Vec<_>, _>>()?;
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (statement, rows, who) = (statement.clone(), rows.clone(), who.clone());
            Box::pin(async move { keep(unit, statement, rows, who).await })
        })
        .await
}

fn refused(error: StatementError) -> Denied {
    let refusal = match error {
        StatementError::TooLarge => Refusal::FileTooLarge,
        StatementError::TooMany => Refusal::TooManyPayments { most: u32::try_from(MOST).unwrap_or(u32::MAX) },
        StatementError::NotXml | StatementError::OwnDefinitions | StatementError::NotAStatement => {
            Refusal::NotAStatement
        }
        StatementError::Entry(entry) => Refusal::EntryUnreadable { entry: u32::try_from(entry).unwrap_or(u32::MAX) },
    };
    Denied::at("file", refusal)
}

fn row((entry, position): (Entry, i64)) -> Result<PaymentRecord, Denied> {
    Ok(PaymentRecord {
        position,
        amount: columns::millionths(entry.amount).map_err(|_| Denied::at("file", Refusal::AmountTooLarge))?,
        booked_on: columns::day_text(entry.booked_on),
        account: entry.account,
        entry_key: entry.key,
        currency: entry.currency,
        incoming: i64::from(entry.incoming),
        reversal: i64::from(entry.reversal),
        reference: entry.reference,
        payer: entry.payer,
        message: entry.message,
        verdict: String::new(),
        order_id: None,
        taken: 0,
        order_number: None,
    })
}

async fn keep(
    unit: &mut Unit,
    statement: StatementRecord,
    mut rows: Vec<PaymentRecord>,
    who: By,
) -> Result<StatementId, Denied> {
    let company = CompanyId(statement.company_id);
    if let Some(known) = stored::by_file(&mut unit.conn, company, &statement.sha256).await? {
        return Ok(known);
    }
    judge_all(&mut unit.conn, company, &mut rows).await?;
    stored::insert(unit, &statement, &rows).await?;
    let data = EventData { body: statement.file_name.clone(), ..EventData::default() };
    unit.event(NewEvent::new(company, "statement", statement.id, "statement.brought", who).with(data));
    unit.announce(company, "statement", statement.id);
    Ok(StatementId(statement.id))
}

/// A demand as it would be, and whether some of it was noted by hand.
struct Asked {
    demand: DemandRecord,
    by_hand: bool,
}

/// Judges every payment in its order, as if those before it were taken; answers the demands as they would be then, in
/// the order of their orders, which is that of all who lock several.
async fn judge_all(
    conn: &mut Conn,
    company: CompanyId,
    rows: &mut [PaymentRecord],
) -> Result<Vec<DemandRecord>, Denied> {
    let mut demands: BTreeMap<String, Asked> = BTreeMap::new();
    for row in rows {
        let reference = Reference::parse(&row.reference).ok().map(String::from);
        if let Some(reference) = &reference
            && !demands.contains_key(reference)
            && let Some(found) = payments::by_reference(conn, company, reference).await?
        {
            let taken = stored::taken_of(conn, company, found.order_id).await?;
            demands.insert(reference.clone(), Asked { by_hand: found.paid != taken, demand: found });
        }
        let asked = reference.and_then(|reference| demands.get_mut(&reference));
        let open = asked.as_ref().map(|asked| open(asked)).transpose()?;
        let payment = Payment {
            incoming: row.incoming == 1,
            reversal: row.reversal == 1,
            amount: columns::decimal(row.amount),
            currency: &row.currency,
            named: !row.reference.is_empty(),
            taken: stored::is_taken(conn, company, &row.account, &row.entry_key).await?,
        };
        let verdict = judge(&payment, open.as_ref());
        row.verdict = verdict.code().to_owned();
        row.order_id = asked.as_ref().map(|asked| asked.demand.order_id);
        row.taken = i64::from(verdict.takes());
        if let Some(Asked { demand, .. }) = asked.filter(|_| verdict.takes()) {
            demand.paid = demand.paid.saturating_add(row.amount);
            demand.paid_on = Some(row.booked_on.clone());
        }
    }
    let mut demands: Vec<DemandRecord> = demands.into_values().map(|asked| asked.demand).collect();
    demands.sort_by_key(|demand| demand.order_id);
    Ok(demands)
}

fn open(Asked { demand, by_hand }: &Asked) -> Result<Open, Denied> {
    Ok(Open {
        currency: columns::currency(&demand.currency)?,
        demanded: columns::decimal(demand.amount),
        received: columns::decimal(demand.paid),
        by_hand: *by_hand,
    })
}

/// Takes what pays something, as it is judged now. Asked again, nothing is taken twice. Answers the version.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`].
pub async fn take_statement(by: &Staff, cx: &Cx, command: SettleStatement) -> Result<i64, Denied> {
    settle(by, cx, command, StatementState::Taken).await
}

/// Takes back what was taken from a statement. Answers the version.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`].
pub async fn undo_statement(by: &Staff, cx: &Cx, command: SettleStatement) -> Result<i64, Denied> {
    settle(by, cx, command, StatementState::Undone).await
}

async fn settle(by: &Staff, cx: &Cx, command: SettleStatement, wanted: StatementState) -> Result<i64, Denied> {
    let company = by.scope(Permission::Import)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let who = who.clone();
            Box::pin(async move { write(unit, company, who, command, wanted).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    who: By,
    command: SettleStatement,
    wanted: StatementState,
) -> Result<i64, Denied> {
    let statement = stored::load_for_update(unit, company, command.id).await?;
    let taken = state(&statement)? == StatementState::Taken;
    if taken == (wanted == StatementState::Taken) {
        return Ok(statement.version);
    }
    if statement.version != command.version {
        return Err(Denied::Stale { current: statement.version });
    }
    if taken {
        put_back(unit, company, command.id, &who).await?;
        end(unit, &statement, wanted, ("statement.undone", who)).await
    } else {
        take(unit, company, command.id, &who).await?;
        end(unit, &statement, wanted, ("statement.taken", who)).await
    }
}

async fn take(unit: &mut Unit, company: CompanyId, id: StatementId, who: &By) -> Result<(), Denied> {
    let mut rows = stored::payments(&mut unit.conn, id).await?;
    for demand in judge_all(&mut unit.conn, company, &mut rows).await? {
        put(unit, company, demand, ("payment.received", who.clone())).await?;
    }
    for row in &rows {
        stored::settle(unit, id, row).await?;
    }
    Ok(())
}

async fn put_back(unit: &mut Unit, company: CompanyId, id: StatementId, who: &By) -> Result<(), Denied> {
    let mut demands: BTreeMap<Uuid, Asked> = BTreeMap::new();
    for mut row in stored::payments(&mut unit.conn, id).await? {
        let Some(order) = row.order_id.filter(|_| row.taken == 1) else { continue };
        if !demands.contains_key(&order)
            && let Some(found) = payments::find(&mut unit.conn, company, OrderId(order)).await?
        {
            let taken = stored::taken_of(&mut unit.conn, company, order).await?;
            demands.insert(order, Asked { by_hand: found.paid != taken, demand: found });
        }
        // What somebody noted by hand meanwhile stays as they noted it.
        if let Some(Asked { demand, .. }) = demands.get_mut(&order).filter(|asked| !asked.by_hand) {
            demand.paid = demand.paid.saturating_sub(row.amount).max(0);
            demand.paid_on = demand.paid_on.take().filter(|_| demand.paid > 0);
        }
        row.taken = 0;
        stored::settle(unit, id, &row).await?;
    }
    for Asked { demand, .. } in demands.into_values() {
        put(unit, company, demand, ("payment.undone", who.clone())).await?;
    }
    Ok(())
}

/// Writes a demand where it has become another, and tells its order.
async fn put(
    unit: &mut Unit,
    company: CompanyId,
    after: DemandRecord,
    (what, who): (&'static str, By),
) -> Result<(), Denied> {
    let order = OrderId(after.order_id);
    let before = payments::find(&mut unit.conn, company, order).await?.ok_or(StoreError::NotFound)?;
    if before.paid == after.paid {
        return Ok(());
    }
    payments::update(unit, company, &after).await?;
    let figure = |paid: i64| columns::decimal(paid).normalize().to_string();
    let data = EventData {
        number: after.reference.clone(),
        changes: Change::of("paid", figure(before.paid), figure(after.paid)).into_iter().collect(),
        ..EventData::default()
    };
    unit.event(NewEvent::new(company, "order", order.0, what, who).with(data));
    unit.announce(company, "order", order.0);
    Ok(())
}

async fn end(
    unit: &mut Unit,
    statement: &StatementRecord,
    state: StatementState,
    (what, who): (&'static str, By),
) -> Result<i64, Denied> {
    let version = stored::set_state(unit, statement, state.code()).await?;
    let company = CompanyId(statement.company_id);
    let data = EventData { body: statement.file_name.clone(), ..EventData::default() };
    unit.event(NewEvent::new(company, "statement", statement.id, what, who).with(data));
    unit.announce(company, "statement", statement.id);
    Ok(version)
}

fn state(statement: &StatementRecord) -> Result<StatementState, Denied> {
    Ok(columns::code(&statement.state, StatementState::parse)?)
}

/// The newest statements.
/// # Errors
/// [`Denied::NotAllowed`].
pub async fn list_statements(by: &Staff, cx: &Cx) -> Result<Vec<StatementRow>, Denied> {
    let company = by.scope(Permission::Import)?.company;
    let mut conn = cx.store.reader().await?;
    let rows = stored::list(&mut conn, company, LISTED).await?;
    rows.into_iter().map(|statement| head(statement, by.zone())).collect()
}

fn head(statement: StatementRecord, zone: Zone) -> Result<StatementRow, Denied> {
    Ok(StatementRow {
        id: StatementId(statement.id),
        state: state(&statement)?,
        created: zone.stamp_micros(statement.created_at),
        file_name: statement.file_name,
        by: statement.made_by,
    })
}

/// One statement with its payments.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`].
pub async fn read_statement(by: &Staff, cx: &Cx, id: StatementId) -> Result<StatementView, Denied> {
    let company = by.scope(Permission::Import)?.company;
    let mut conn = cx.store.reader().await?;
    let statement = stored::load(&mut conn, company, id).await?;
    let rows = stored::payments(&mut conn, id).await?;
    let mut lines = rows.into_iter().map(line).collect::<Result<Vec<_>, _>>()?;
    lines.sort_by_key(|line| line.verdict);
    let count =
        |verdict| u32::try_from(lines.iter().filter(|line| line.verdict == verdict).count()).unwrap_or(u32::MAX);
    let counts = Verdict::ALL.map(|verdict| (verdict, count(verdict)));
    let counts = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    lines.truncate(MOST_SHOWN);
    Ok(StatementView { version: statement.version, row: head(statement, by.zone())?, counts, payments: lines })
}

fn line(row: PaymentRecord) -> Result<PaymentLine, Denied> {
    let value = columns::decimal(row.amount);
    // Banks may name currencies that the company does not have.
    let currency = columns::currency(&row.currency).ok();
    Ok(PaymentLine {
        booked_on: columns::day(&row.booked_on)?,
        payer: row.payer,
        says: if row.reference.is_empty() { row.message } else { row.reference },
        amount: currency.map(|currency| Amount { value: columns::amount(row.amount, &currency), currency }),
        written: format!("{} {}", value.normalize(), row.currency),
        verdict: columns::code(&row.verdict, Verdict::parse)?,
        order: row.order_id.zip(row.order_number).map(|(id, number)| OrderRef { id: OrderId(id), number }),
    })
}
