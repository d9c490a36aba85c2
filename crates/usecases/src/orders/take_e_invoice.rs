//! The e-invoice address that came with an order goes into the customer's record, where there is none.
use crate::{Cx, Denied, Staff, portal::evidence::Evidence};
use domain::{
    actors::Permission,
    ids::{PartyId, QuoteId},
    refusal::Refusal,
};
use store::{
    Scope, Unit,
    events::{By, Change, EventData, NewEvent},
    orders,
    parties::record,
    quotes::decisions,
};
use wire::orders::TakeEInvoice;

/// Writes it, and tells it on the customer's timeline. Nothing that stands there is ever overwritten; the same address
/// once more changes nothing.
/// # Errors
/// [`Denied::NotFound`], also where none came with the order; `already_taken` where the customer has another,
/// [`Denied::Stale`] where somebody changes the customer at the same time.
pub async fn take_e_invoice(by: &Staff, cx: &Cx, command: TakeEInvoice) -> Result<(), Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: TakeEInvoice) -> Result<(), Denied> {
    let order = orders::load(&mut unit.conn, scope, command.order).await?;
    let quote = QuoteId(order.quote_id);
    let decision = decisions::accepted(&mut unit.conn, scope.company, quote, order.quote_version).await?;
    let decision = decision.ok_or(Denied::NotFound)?;
    let evidence: Evidence = serde_json::from_str(&decision.evidence).map_err(Denied::fault)?;
    let told = evidence.e_invoice.ok_or(Denied::NotFound)?;
    let mut party = record::load(&mut unit.conn, scope.company, PartyId(order.party_id)).await?;
    if party.e_invoice == told.address && party.e_invoice_operator == told.operator {
        return Ok(());
    }
    if !party.e_invoice.is_empty() {
        return Err(Refusal::AlreadyTaken.into());
    }
    let changes = [
        Change::of("e_invoice", &party.e_invoice, &told.address),
        Change::of("e_invoice_operator", &party.e_invoice_operator, &told.operator),
    ];
    (party.e_invoice, party.e_invoice_operator) = (told.address, told.operator);
    party.updated_at = unit.now.0;
    let addresses = record::addresses(&mut unit.conn, PartyId(party.id)).await?;
    record::update(unit, &party, &addresses).await?;
    unit.event(
        NewEvent::new(scope.company, "party", party.id, "party.changed", who)
            .with(EventData { changes: changes.into_iter().flatten().collect(), ..EventData::default() }),
    );
    unit.announce(scope.company, "party", party.id);
    unit.announce(scope.company, "order", order.id);
    Ok(())
}
