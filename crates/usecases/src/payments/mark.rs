//! What was received of a demand, noted by hand; and taken back.
use crate::{Cx, Denied, Staff, denied};
use domain::{
    actors::Permission,
    days, figures,
    ids::OrderId,
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use store::{
    Scope, Unit, columns,
    events::{By, Change, EventData, NewEvent},
    orders,
    payments::{self, DemandRecord},
};
use wire::payments::{MarkPaid, UndoPaid};

/// Longest note, in characters.
const NOTE: usize = 200;

/// Notes what was received in all. Answers the row's version; told again it writes nothing.
/// # Errors
/// [`Denied::NotFound`]; [`Denied::Stale`]; refusals at `amount`, `paid_on`, `note`.
pub async fn mark_paid(by: &Staff, cx: &Cx, command: MarkPaid) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    let today = by.zone().day(cx.clock.now());
    let mut fields = Fields::new();
    let amount = fields.take("amount", amount(&command.amount)).unwrap_or_default();
    let note = fields.take("note", text::optional_line(&command.note, NOTE)).unwrap_or_default();
    let day = match command.paid_on {
        None => Err(Refusal::Required),
        Some(day) if days::plausible(day).is_none() => Err(Refusal::NotADay),
        // What has not come yet is not received.
        Some(day) if day > today => Err(Refusal::NotADay),
        Some(day) => Ok(columns::day_text(day)),
    };
    let paid_on = fields.take("paid_on", day);
    denied::all_right(fields)?;
    let received = Received { paid: columns::millionths(amount)?, paid_on, note };
    put(cx, scope, who, (command.order, command.version), ("payment.received", received)).await
}

/// Takes back that anything was received. Answers the row's version.
/// # Errors
/// [`Denied::NotFound`]; [`Denied::Stale`].
pub async fn undo_paid(by: &Staff, cx: &Cx, command: UndoPaid) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let nothing = Received { paid: 0, paid_on: None, note: String::new() };
    put(cx, scope, by.by(), (command.order, command.version), ("payment.undone", nothing)).await
}

#[derive(Clone, PartialEq, Eq)]
struct Received {
    paid: i64,
    paid_on: Option<String>,
    note: String,
}

impl Received {
    fn of(row: &DemandRecord) -> Received {
        Received { paid: row.paid, paid_on: row.paid_on.clone(), note: row.note.clone() }
    }
}

fn amount(typed: &str) -> Result<Decimal, Refusal> {
    let amount = figures::parse_amount(typed).map_err(|why| match why {
        figures::FigureError::Empty => Refusal::Required,
        figures::FigureError::TooLarge => Refusal::AmountTooLarge,
        _ => Refusal::NotAFigure,
    })?;
    if amount.normalize().scale() > 2 {
        Err(Refusal::TooManyDecimals { decimals: 2 })
    } else if amount <= Decimal::ZERO {
        Err(Refusal::TooSmall { least: Decimal::new(1, 2) })
    } else if amount > domain::money::AMOUNT_LIMIT {
        Err(Refusal::AmountTooLarge)
    } else {
        Ok(amount)
    }
}

async fn put(
    cx: &Cx,
    scope: Scope,
    who: By,
    (order, version): (OrderId, i64),
    (what, received): (&'static str, Received),
) -> Result<i64, Denied> {
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, received) = (scope.clone(), who.clone(), received.clone());
            Box::pin(async move { write(unit, &scope, who, (order, version), (what, received)).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    (order, version): (OrderId, i64),
    (what, received): (&'static str, Received),
) -> Result<i64, Denied> {
    // Seen is who sees the order.
    let about = orders::load(&mut unit.conn, scope, order).await?;
    let before = payments::find(&mut unit.conn, scope.company, order).await?.ok_or(Denied::NotFound)?;
    if Received::of(&before) == received && before.version <= version + 1 {
        return Ok(before.version);
    }
    if before.version != version {
        return Err(Denied::Stale { current: before.version });
    }
    let Received { paid, paid_on, note } = received;
    let after = DemandRecord { paid, paid_on, note, ..before.clone() };
    let current = payments::update(unit, scope.company, &after).await?;
    let figure = |paid: i64| columns::decimal(paid).normalize().to_string();
    let day = |row: &DemandRecord| row.paid_on.clone().unwrap_or_default();
    let changes = [
        Change::of("paid", figure(before.paid), figure(after.paid)),
        Change::of("paid_on", day(&before), day(&after)),
        Change::of("note", &before.note, &after.note),
    ];
    unit.event(NewEvent::new(scope.company, "order", about.id, what, who).with(EventData {
        number: about.number,
        changes: changes.into_iter().flatten().collect(),
        ..EventData::default()
    }));
    unit.announce(scope.company, "order", about.id);
    Ok(current)
}
