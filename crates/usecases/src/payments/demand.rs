//! The demand an order is made with.
use crate::Denied;
use chrono::{Datelike, Days, NaiveDate};
use domain::{
    ids::{CompanyId, OrderId},
    payment::reference::Reference,
    quotes::content::Content,
};
use store::{
    Unit, columns,
    events::{By, EventData, NewEvent},
    numbers::{self, Series},
    payments::{self, DemandRecord},
};

/// Demands of what was accepted, in the same unit of work as the order; nothing where the version demands nothing.
pub(crate) async fn make(
    unit: &mut Unit,
    company: CompanyId,
    order: OrderId,
    accepted: &Content,
    (today, who): (NaiveDate, By),
) -> Result<(), Denied> {
    let Some(demand) = &accepted.deposit else { return Ok(()) };
    let amount = demand.deposit.of(accepted.totals.gross, &accepted.currency);
    if amount.is_zero() {
        return Ok(());
    }
    let year = today.year();
    let number = numbers::next(unit, company, Series::Payment, year).await?;
    let reference = Reference::of(&format!("{year}{number:04}")).map_err(Denied::fault)?;
    let due = today.checked_add_days(Days::new(demand.deposit.days.into())).unwrap_or(today);
    let row = DemandRecord {
        order_id: order.0,
        version: 1,
        reference: reference.into(),
        currency: accepted.currency.code().to_owned(),
        amount: columns::millionths(amount)?,
        due_on: columns::day_text(due),
        payee: serde_json::to_string(&demand.payee).map_err(Denied::fault)?,
        paid: 0,
        paid_on: None,
        note: String::new(),
    };
    payments::insert(unit, company, &row).await?;
    unit.event(
        NewEvent::new(company, "order", order.0, "payment.demanded", who)
            .with(EventData { number: row.reference, ..EventData::default() }),
    );
    Ok(())
}
