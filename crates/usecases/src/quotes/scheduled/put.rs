//! Schedule a sending.
use super::{super::send, give_way, moment};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{PartyId, QuoteId},
};
use store::{
    Scope, Unit,
    events::{Change, EventData, NewEvent},
    quotes::{
        record,
        scheduled::{self as stored, ScheduledRecord},
        sources,
    },
};
use wire::quotes::{ScheduleQuote, ScheduledQuote};

/// Freezes the working version as a sending on that day would, and keeps it with its recipients and words for its moment.
/// What is edited afterwards is the next version. One that waited or failed gives way.
/// # Errors
/// `moment_out_of_reach` at `at`, and what [`send::send`] refuses.
pub async fn schedule(by: &Staff, cx: &Cx, command: ScheduleQuote) -> Result<ScheduledQuote, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (sender, key, fingerprint) = (send::Sender::of(by, &scope), command.letter.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, sender, command) = (scope.clone(), sender.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, &sender, command).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    sender: &send::Sender,
    command: ScheduleQuote,
) -> Result<ScheduledQuote, Denied> {
    let ScheduleQuote { letter, at } = command;
    let goes_at = moment(sender.zone, at, unit.now)?;
    let checked = send::check(&letter)?;
    let mut quote = record::load_for_update(unit, scope, letter.id).await?;
    if quote.version != letter.version {
        return Err(Denied::Stale { current: quote.version });
    }
    give_way(unit, &mut quote).await?;
    let what = send::freeze(unit, &mut quote, sender, &checked, sender.zone.day(goes_at)).await?;
    let (quote_version, content, (net, gross)) = match what {
        send::What::Same(number) => (number, String::new(), (0, 0)),
        send::What::New(frozen) => (frozen.content.version, frozen.content.canonical(), frozen.sums),
    };
    let party = sources::party(&mut unit.conn, sender.company, PartyId(quote.party_id)).await?;
    let row = ScheduledRecord {
        quote_id: quote.id,
        company_id: quote.company_id,
        // Never one that another sending had: a press on an older banner is refused.
        version: unit.now.0,
        state: "waiting".into(),
        goes_at: goes_at.0,
        quote_version: i64::from(quote_version),
        content,
        net,
        gross,
        command: serde_json::to_string(&letter).map_err(Denied::fault)?,
        party_email: if checked.reaches(&party.email) { party.email } else { String::new() },
        user_id: sender.user.0,
        made_at: unit.now.0,
        refused: String::new(),
        user_name: sender.name.clone(),
    };
    stored::put(unit, &row).await?;
    quote.touch(unit.now);
    let version = record::update(unit, &quote).await?;
    let at = sender.zone.stamp(goes_at);
    let change = Change { field: "goes_at".into(), old: String::new(), new: at.local.to_string() };
    let data = EventData {
        number: quote.number,
        quote_version: Some(quote_version),
        changes: vec![change],
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(sender.company, "quote", quote.id, "quote.scheduled", sender.who.clone())
            .about(quote.opportunity_id)
            .with(data),
    );
    unit.announce(sender.company, "quote", QuoteId(quote.id).0);
    Ok(ScheduledQuote { version, quote_version, at })
}
