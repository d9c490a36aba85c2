//! The days of one quotation: of its own, none, or again those of the company.
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, quotes::reminders::Steps};
use store::{
    events::{Change, EventData, NewEvent},
    quotes::{record, reminders},
};
use wire::quotes::SetReminders;

/// Sets them. What was sent stays sent; what is planned is planned anew. The same days again write nothing.
/// # Errors
/// [`Denied::NotFound`], [`Denied::Stale`]; refusals at `days`.
pub async fn set_reminders(by: &Staff, cx: &Cx, command: SetReminders) -> Result<(), Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    let days = match &command.days {
        Some(typed) => Some(Steps::parse(typed).map_err(|refusal| Denied::at("days", refusal))?.text()),
        None => None,
    };
    let (key, fingerprint) = (command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, days, command) = (scope.clone(), who.clone(), days.clone(), command.clone());
            Box::pin(async move {
                let quote = record::load_for_update(unit, &scope, command.id).await?;
                let before = reminders::plan(&mut unit.conn, command.id).await?;
                let current = before.as_ref().map_or(0, |(version, _)| *version);
                if current != command.version {
                    return Err(Denied::Stale { current });
                }
                let before = before.map(|(_, days)| days);
                if before == days {
                    return Ok(());
                }
                reminders::set_plan(unit, scope.company, command.id, days.as_deref()).await?;
                let usual = reminders::usual(&mut unit.conn, scope.company).await?;
                let change =
                    Change::of("remind_days", before.as_ref().unwrap_or(&usual), days.as_ref().unwrap_or(&usual));
                let data = EventData {
                    number: quote.number.clone(),
                    changes: change.into_iter().collect(),
                    ..EventData::default()
                };
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
