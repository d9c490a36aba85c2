//! Whether a consumer may withdraw from what a quotation offers, and if not, why.
use super::scheduled;
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    quotes::{
        regret::Exempt,
        state::{QuoteEvent, QuoteState},
    },
    refusal::Refusal,
};
use store::{
    columns,
    events::{Change, EventData, NewEvent},
    orders::regret,
    quotes::record,
};
use wire::quotes::SetExempt;

/// Sets it for the versions that are sent from now on; what was sent keeps what it was sent with. The same again writes
/// nothing.
/// # Errors
/// [`Denied::NotFound`]; [`Denied::Stale`] when somebody else has set it since; `not_a_choice` at `exempt`;
/// `not_in_this_state` once it is accepted or cancelled.
pub async fn set_exempt(by: &Staff, cx: &Cx, command: SetExempt) -> Result<(), Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    if !command.exempt.is_empty() && Exempt::parse(&command.exempt).is_none() {
        return Err(Denied::at("exempt", Refusal::NotAChoice));
    }
    let (key, fingerprint) = (command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move {
                let mut quote = record::load_for_update(unit, &scope, command.id).await?;
                let before = regret::exempt(&mut unit.conn, scope.company, command.id).await?;
                let Some(change) = Change::of("withdrawal_exempt", &before, &command.exempt) else { return Ok(()) };
                if before != command.before {
                    return Err(Denied::Stale { current: quote.version });
                }
                let state = columns::code(&quote.state, QuoteState::parse)?;
                if !state.allows(QuoteEvent::Edit) {
                    return Err(Refusal::NotInThisState { state }.into());
                }
                // The customer is told with the next version, as of any other change.
                scheduled::begin_next(unit, &mut quote).await?;
                quote.updated_at = unit.now.0;
                record::update(unit, &quote).await?;
                regret::set_exempt(unit, scope.company, command.id, &command.exempt).await?;
                let data = EventData { number: quote.number.clone(), changes: vec![change], ..EventData::default() };
                unit.event(
                    NewEvent::new(scope.company, "quote", quote.id, "quote.changed", who)
                        .about(quote.opportunity_id)
                        .with(data),
                );
                unit.announce(scope.company, "quote", quote.id);
                Ok::<_, Denied>(())
            })
        })
        .await
}
