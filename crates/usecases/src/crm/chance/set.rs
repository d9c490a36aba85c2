//! Set the chance of an opportunity by hand, or go back to the computed one.
use super::{Book, write as write_chance};
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, refusal::Refusal};
use rust_decimal::Decimal;
use store::{
    Scope, Unit, company,
    crm::{chance as stored, record},
    events::{By, Change, EventData, NewEvent},
};
use wire::crm::SetChance;

/// Keeps what somebody knows better until they go back; one that ended has none to set. Answers the row's version; a
/// chance that is set already writes nothing.
/// # Errors
/// [`Denied::NotFound`], also once it ended; [`Denied::Stale`]; `too_large` at `chance`.
pub async fn set_chance(by: &Staff, cx: &Cx, command: SetChance) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: SetChance) -> Result<i64, Denied> {
    if command.chance.is_some_and(|chance| chance > 100) {
        return Err(Denied::at("chance", Refusal::TooLarge { most: Decimal::ONE_HUNDRED }));
    }
    let mut row = record::load_for_update(unit, scope, command.id).await?;
    if row.version != command.version {
        return Err(Denied::Stale { current: row.version });
    }
    if row.state != "open" {
        return Err(Denied::NotFound);
    }
    let by_hand = command.chance.map(i64::from);
    let scored = stored::unscoped_one(&mut unit.conn, scope.company, command.id).await?;
    if scored.chance_by_hand == by_hand {
        return Ok(row.version);
    }
    let chance = match by_hand {
        Some(chance) => chance,
        None => match Book::read(&mut unit.conn, scope.company).await?.evidence(&scored) {
            Some(said) => i64::from(said.percent),
            // Nothing to compute from: the stage's own.
            None => {
                let stages = company::stages(&mut unit.conn, scope.company).await?;
                stages.iter().find(|stage| stage.id == row.stage_id).map_or(row.chance, |stage| stage.chance)
            }
        },
    };
    let change = Change::of("chance", format!("{} %", row.chance), format!("{chance} %"));
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row).await?;
    stored::set_by_hand(unit, scope.company, command.id, by_hand).await?;
    write_chance(unit, scope.company, &scored, chance).await?;
    let changes = change.into_iter().collect();
    unit.event(
        NewEvent::new(scope.company, "opportunity", row.id, "opportunity.changed", who)
            .with(EventData { changes, ..EventData::default() }),
    );
    unit.announce(scope.company, "opportunity", row.id);
    Ok(version)
}
