//! Move an opportunity to another stage.
use super::{chance, custom, fields, plans, stages};
use crate::{Cx, Denied, Staff};
use chrono::NaiveDate;
use domain::{actors::Permission, ids::TeamId, money::Currency, refusal::Refusal};
use store::{
    Scope, Unit, company,
    crm::{record, visits},
    events::{By, Change, EventData, NewEvent},
};
use wire::crm::MoveOpportunity;

/// Moves it; its chance becomes what is computed for the stage, or the stage's own. One that was won or lost is open again by being moved. The plan of the stage it enters is started. Answers the
/// row's version; a move to where it stands writes nothing.
/// # Errors
/// [`Denied::Stale`]; at `stage`: `no_such_stage`, also for one of another team or out of use; `fill_in_first` where that
/// stage needs fields of the team that are empty.
pub async fn move_opportunity(by: &Staff, cx: &Cx, command: MoveOpportunity) -> Result<i64, Denied> {
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
    command: MoveOpportunity,
) -> Result<i64, Denied> {
    put(unit, scope, who, (currency, Some(today)), command).await
}

/// As [`write`], where a move is taken back: it comes into no stage anew, however late that is.
pub(super) async fn write_back(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    currency: Currency,
    command: MoveOpportunity,
) -> Result<i64, Denied> {
    put(unit, scope, who, (currency, None), command).await
}

/// `entered` is the day of a stage's plan; none where none is started.
async fn put(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    (currency, entered): (Currency, Option<NaiveDate>),
    command: MoveOpportunity,
) -> Result<i64, Denied> {
    let mut row = record::load_for_update(unit, scope, command.id).await?;
    if row.version != command.version {
        return Err(Denied::Stale { current: row.version });
    }
    let known = company::stages(&mut unit.conn, scope.company).await?;
    let Some(stage) = known.iter().find(|stage| stage.id == command.stage.0) else {
        return Err(Denied::at("stage", Refusal::NoSuchStage));
    };
    if row.stage_id == stage.id && row.state == "open" {
        return Ok(row.version);
    }
    if !stage.place().takes(row.team_id.map(TeamId)) {
        return Err(Denied::at("stage", Refusal::NoSuchStage));
    }
    custom::filled_in(&mut unit.conn, &row, command.stage, &known).await?;
    // It may have gone to another team, or out of use, while it was looked at.
    let held = stages::hold(unit, scope.company, (command.stage, row.team_id.map(TeamId))).await?;
    let Some(stage) = held.as_ref() else { return Err(Denied::at("stage", Refusal::NoSuchStage)) };
    let old = known.iter().find(|stage| stage.id == row.stage_id).map_or("", |stage| stage.name.as_str());
    let changes = [Change::of("stage", old, &stage.name), Change::of("state", &row.state, "open")];
    let reopened = row.state != "open";
    row.stage_id = stage.id;
    row.chance = stage.chance;
    fields::weigh(&mut row, &currency);
    row.state = "open".into();
    row.lost_reason = String::new();
    row.closed_on = None;
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row).await?;
    chance::follow(unit, scope.company, command.id).await?;
    visits::enter(unit, command.id, row.stage_id).await?;
    let what = if reopened { "opportunity.reopened" } else { "opportunity.moved" };
    unit.event(
        NewEvent::new(scope.company, "opportunity", row.id, what, who.clone())
            .with(EventData { changes: changes.into_iter().flatten().collect(), ..EventData::default() }),
    );
    if let Some(today) = entered {
        plans::enter(unit, (&row, stage), today, (scope.user, who)).await?;
    }
    unit.announce(scope.company, "opportunity", row.id);
    Ok(version)
}
