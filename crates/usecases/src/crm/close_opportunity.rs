//! Close an opportunity as won or lost, or open it again.
use super::fields;
use crate::{Cx, Denied, Staff};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    crm::OpportunityState,
    ids::{CompanyId, OpportunityId},
    money::Currency,
    text,
};
use store::{
    Scope, Unit, columns, company,
    crm::{
        record::{self, OpportunityRecord},
        visits,
    },
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
    let row = record::load_for_update(unit, scope, command.id).await?;
    if row.version != command.version {
        return Err(Denied::Stale { current: row.version });
    }
    if row.state == command.state.code() && row.lost_reason == reason {
        return Ok(row.version);
    }
    let what = match command.state {
        OpportunityState::Won => "opportunity.won",
        OpportunityState::Lost => "opportunity.lost",
        OpportunityState::Open => "opportunity.reopened",
    };
    put(unit, row, (command.state, reason), (what, who), (currency, today), Vec::new()).await
}

/// Writes the new state, and what follows from it; `changes` are what else was changed of the row.
pub(super) async fn put(
    unit: &mut Unit,
    mut row: OpportunityRecord,
    (state, reason): (OpportunityState, String),
    (what, who): (&'static str, By),
    (currency, today): (Currency, NaiveDate),
    mut changes: Vec<Change>,
) -> Result<i64, Denied> {
    let (company, id) = (CompanyId(row.company_id), OpportunityId(row.id));
    changes.extend(Change::of("state", &row.state, state.code()));
    row.state = state.code().to_owned();
    if state == OpportunityState::Open {
        // Meanwhile its stage may have gone out of use.
        changes.extend(super::stages::refit(unit, &mut row).await?);
    }
    row.chance = match state {
        OpportunityState::Won => 100,
        OpportunityState::Lost => 0,
        OpportunityState::Open => {
            let stages = company::stages(&mut unit.conn, company).await?;
            let stage = stages.into_iter().find(|stage| stage.id == row.stage_id);
            stage.map_or(row.chance, |stage| stage.chance)
        }
    };
    row.lost_reason.clone_from(&reason);
    row.closed_on = (state != OpportunityState::Open).then(|| columns::day_text(today));
    fields::weigh(&mut row, &currency);
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row).await?;
    super::chance::follow(unit, company, id).await?;
    match state {
        OpportunityState::Open => visits::enter(unit, id, row.stage_id).await?,
        OpportunityState::Won | OpportunityState::Lost => visits::leave(unit, id).await?,
    }
    let data = EventData { body: reason, changes, ..EventData::default() };
    unit.event(NewEvent::new(company, "opportunity", row.id, what, who).with(data));
    unit.announce(company, "opportunity", row.id);
    Ok(version)
}
