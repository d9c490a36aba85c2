//! Withdraw a quotation.
use super::scheduled;
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    quotes::state::{QuoteEvent, QuoteState},
    refusal::Refusal,
};
use store::{
    columns,
    events::{EventData, NewEvent},
    quotes::record,
};
use wire::quotes::CancelQuote;

/// Withdraws it; it keeps its number, and the customer's page says so. Answers the row's version.
/// # Errors
/// [`Denied::Stale`]; `not_in_this_state` once accepted.
pub async fn cancel(by: &Staff, cx: &Cx, command: CancelQuote) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move {
                let mut quote = record::load_for_update(unit, &scope, command.id).await?;
                if quote.version != command.version {
                    return Err(Denied::Stale { current: quote.version });
                }
                let state = columns::code(&quote.state, QuoteState::parse)?;
                let Some(next) = state.after(QuoteEvent::Cancel) else {
                    return Err(Refusal::NotInThisState { state }.into());
                };
                // What waited to be sent does not go any more.
                scheduled::give_way(unit, &mut quote).await?;
                quote.state = next.code().to_owned();
                quote.touch(unit.now);
                let version = record::update(unit, &quote).await?;
                unit.event(
                    NewEvent::new(scope.company, "quote", quote.id, "quote.cancelled", who)
                        .about(quote.opportunity_id)
                        .with(EventData { number: quote.number, ..EventData::default() }),
                );
                unit.announce(scope.company, "quote", quote.id);
                Ok(version)
            })
        })
        .await
}
