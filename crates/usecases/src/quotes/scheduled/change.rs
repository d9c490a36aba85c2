//! Move a sending that waits, or take it back.
use super::{give_back, known, moment, waiting, what};
use crate::{Cx, Denied, Staff, clock::Zone, quotes::send::What};
use domain::{actors::Permission, refusal::Refusal};
use store::{
    Scope, Unit,
    events::{By, Change, EventData, NewEvent},
    quotes::{
        record::{self, QuoteRecord},
        scheduled::{self as stored, ScheduledRecord},
    },
};
use wire::quotes::{CancelScheduled, MoveScheduled};

/// Gives it another moment; what goes out stays as it was frozen. Answers its version.
/// # Errors
/// [`Denied::NotFound`] where it has gone already, [`Denied::Stale`]; `moment_out_of_reach` and `offer_over` at `at`.
pub async fn move_scheduled(by: &Staff, cx: &Cx, ask: MoveScheduled) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, zone) = (by.by(), by.zone());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who) = (scope.clone(), who.clone());
            Box::pin(async move { put_off(unit, &scope, who, zone, ask).await })
        })
        .await
}

async fn put_off(unit: &mut Unit, scope: &Scope, who: By, zone: Zone, ask: MoveScheduled) -> Result<i64, Denied> {
    let goes_at = moment(zone, ask.at, unit.now)?;
    let quote = record::load_for_update(unit, scope, ask.id).await?;
    let row = waiting(unit, &quote, ask.version).await?;
    if row.goes_at == goes_at.0 {
        return Ok(row.version);
    }
    if let What::New(frozen) = what(&row)?
        && frozen.content.valid_until < zone.day(goes_at)
    {
        return Err(Denied::at("at", Refusal::OfferOver { on: frozen.content.valid_until }));
    }
    // It is whose who moved it last; the words stay those of who wrote them.
    let moved = ScheduledRecord { goes_at: goes_at.0, user_id: scope.user.0, ..row.clone() };
    stored::put(unit, &moved).await?;
    let local = |at: i64| zone.stamp_micros(at).local.to_string();
    let change = Change { field: "goes_at".into(), old: local(row.goes_at), new: local(goes_at.0) };
    told(unit, scope, &quote, (who, "quote.scheduled"), &row, vec![change]);
    Ok(row.version + 1)
}

/// Takes it back, or the note that it could not go; nothing goes out, and the version that was frozen is the working version again, with what was edited
/// since. Answers the quotation's row version.
/// # Errors
/// [`Denied::NotFound`] where it has gone already, [`Denied::Stale`].
pub async fn cancel_scheduled(by: &Staff, cx: &Cx, ask: CancelScheduled) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who) = (scope.clone(), who.clone());
            Box::pin(async move { take_back(unit, &scope, who, ask).await })
        })
        .await
}

async fn take_back(unit: &mut Unit, scope: &Scope, who: By, ask: CancelScheduled) -> Result<i64, Denied> {
    let mut quote = record::load_for_update(unit, scope, ask.id).await?;
    let row = known(unit, &quote, ask.version).await?;
    give_back(&mut quote, &row);
    stored::take(unit, scope.company, ask.id).await?;
    quote.touch(unit.now);
    let version = record::update(unit, &quote).await?;
    if row.waits() {
        told(unit, scope, &quote, (who, "quote.unscheduled"), &row, Vec::new());
    }
    unit.announce(scope.company, "quote", quote.id);
    Ok(version)
}

fn told(
    unit: &mut Unit,
    scope: &Scope,
    quote: &QuoteRecord,
    (who, what): (By, &'static str),
    row: &ScheduledRecord,
    changes: Vec<Change>,
) {
    let data = EventData {
        number: quote.number.clone(),
        quote_version: u32::try_from(row.quote_version).ok(),
        changes,
        ..EventData::default()
    };
    unit.event(NewEvent::new(scope.company, "quote", quote.id, what, who).about(quote.opportunity_id).with(data));
    unit.announce(scope.company, "quote", quote.id);
}
