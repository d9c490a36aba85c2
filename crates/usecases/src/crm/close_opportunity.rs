//! Close an opportunity as won or lost, or open it again.
use super::fields;
use crate::{Cx, Denied, Staff};
use chrono::NaiveDate;
use domain::{actors::Permission, crm::OpportunityState, money::Currency, text};
use store::{
    Scope, Unit, columns, company,
    crm::{record, visits},
    events::{By, Change, EventData, NewEvent},
};
use wire::crm::CloseOpportunity;

/// Closes it today, or opens it again in the stage it was in. Answers the row's version; closing it as it is
/// closed already writes nothing.
/// # Errors
/// [`Denied::Stale`]; `required` or `too_long` at `reason` for a lost one.
pub async fn close_opportunity(by: &Staff, cx: &Cx, command: CloseOpportunity) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, currency, today) = (by.by(), by.currency, by.zone().day(cx.clock.now()));
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, (currency, today), command).await })
        })
        .await
}

pub(super) async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    (currency, today): (Currency, NaiveDate),
    command: CloseOpportunity,
) -> Result<i64, Denied> {
    let reason = match command.state {
        OpportunityState::Lost => text::required_line(&command.reason, 200),
        OpportunityState::Won | OpportunityState::Open => Ok(String::new()),
    };
    let reason = reason.map_err(|refusal| Denied::at("reason", refusal))?;
    let mut row = record::load_for_update(unit, scope, command.id).await?;
    if row.version != command.version {
        return Err(Denied::Stale { current: row.version });
    }
    if row.state == command.state.code() && row.lost_reason == reason {
        return Ok(row.version);
    }
    let change = Change::of("state", &row.state, command.state.code());
    let (chance, what) = match command.state {
        OpportunityState::Won => (100, "opportunity.won"),
        OpportunityState::Lost => (0, "opportunity.lost"),
        OpportunityState::Open => {
            let stages = company::stages(&mut unit.conn, scope.company).await?;
            let stage = stages.into_iter().find(|stage| stage.id == row.stage_id);
            (stage.map_or(row.chance, |stage| stage.chance), "opportunity.reopened")
        }
    };
    row.state = command.state.code().to_owned();
    row.lost_reason.clone_from(&reason);
    row.closed_on = (command.state != OpportunityState::Open).then(|| columns::day_text(today));
    row.chance = chance;
    row.weighted = fields::weighted(row.expected, chance, &currency);
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row).await?;
    super::chance::follow(unit, scope.company, command.id).await?;
    match command.state {
        OpportunityState::Open => visits::enter(unit, command.id, row.stage_id).await?,
        OpportunityState::Won | OpportunityState::Lost => visits::leave(unit, command.id).await?,
    }
    unit.event(NewEvent::new(scope.company, "opportunity", row.id, what, who).with(EventData {
        body: reason,
        changes: change.into_iter().collect(),
        ..EventData::default()
    }));
    unit.announce(scope.company, "opportunity", row.id);
    Ok(version)
}
