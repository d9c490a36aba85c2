//! Take a stage out of use, or back into it.
use super::{places, rival};
use crate::{
    Cx, Denied, Staff,
    crm::{chance, fields},
    settings::kept,
};
use domain::{
    crm::stages,
    ids::{CompanyId, OpportunityId, StageId, TeamId},
    money::Currency,
    refusal::Refusal,
};
use rust_decimal::Decimal;
use store::{
    StoreError, Unit,
    company::{self, StageRecord},
    crm::{record, stages as stored, visits},
    events::{By, Change, EventData, NewEvent},
};
use wire::{
    opportunities::MOST_CHANGED,
    stages::{RetireStage, SavedStage},
};

/// The stage is offered no more; what stands in it moves to the stage that was chosen, each with a line on its timeline,
/// and what ended in it goes on naming it. A card that somebody moves into it at the same moment moves on
/// with the others, or is refused: who moves one holds the stage ([`super::hold`]).
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`]; at `to`: `required` while something stands
/// in it, `no_such_stage` for one that not all of them may stand in; `too_large` for too many at once; `in_use` at
/// `shared` for the last stage of all teams; at `name` for one that comes back: `already_taken` where another has its name
/// meanwhile, `too_large` where there are too many.
pub async fn retire_stage(by: &Staff, cx: &Cx, command: RetireStage) -> Result<SavedStage, Denied> {
    let currency = by.currency;
    kept::save(by, cx, command.key, command, move |unit, company, who, command| {
        Box::pin(write(unit, company, (who, currency), command))
    })
    .await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    (who, currency): (By, Currency),
    command: RetireStage,
) -> Result<SavedStage, Denied> {
    stored::lock(unit, company).await?;
    let all = company::stages(&mut unit.conn, company).await?;
    let mut row = all.iter().find(|stage| stage.id == command.id.0).cloned().ok_or(StoreError::NotFound)?;
    kept::unchanged(Some(row.version), command.version)?;
    if (row.retired == 1) == command.retired {
        return Ok(SavedStage { id: command.id, version: row.version });
    }
    if command.retired {
        let others: Vec<_> = places(&all).into_iter().filter(|place| place.id != command.id).collect();
        if !others.iter().any(|place| place.takes(None)) {
            return Err(Denied::at("shared", Refusal::InUse));
        }
        empty(unit, company, (&who, currency), (&row, command.to), &all).await?;
    } else if all.iter().filter(|stage| stage.retired == 0).count() >= stages::MOST {
        return Err(Denied::at("name", Refusal::TooLarge { most: Decimal::from(stages::MOST) }));
    } else if rival(&all, &row) {
        return Err(Denied::at("name", Refusal::AlreadyTaken));
    }
    row.retired = i64::from(command.retired);
    let version = stored::update(unit, company, &row).await?;
    let what = if command.retired { "stage.retired" } else { "stage.restored" };
    kept::tell(unit, company, ("stage", row.id), (what, who), (row.name, Vec::new()));
    unit.announce(company, "settings", company.0);
    Ok(SavedStage { id: command.id, version })
}

/// Moves what stands in a stage to another one.
async fn empty(
    unit: &mut Unit,
    company: CompanyId,
    (who, currency): (&By, Currency),
    (from, to): (&StageRecord, Option<StageId>),
    all: &[StageRecord],
) -> Result<(), Denied> {
    let most = i64::from(MOST_CHANGED);
    let standing = stored::unscoped_standing(&mut unit.conn, company, StageId(from.id), most + 1).await?;
    if standing.is_empty() {
        return Ok(());
    }
    if standing.len() as i64 > most {
        return Err(Denied::at("to", Refusal::TooLarge { most: Decimal::from(most) }));
    }
    let Some(to) = to else { return Err(Denied::at("to", Refusal::Required)) };
    let target = all.iter().find(|stage| stage.id == to.0 && stage.id != from.id);
    let target = target.ok_or_else(|| Denied::at("to", Refusal::NoSuchStage))?;
    for (id, _) in standing {
        let id = OpportunityId(id);
        let mut row = record::unscoped_load_for_update(unit, company, id).await?;
        // Somebody may have moved it, or ended it, while its row was waited for.
        if row.stage_id != from.id || row.state != "open" {
            continue;
        }
        if !target.place().takes(row.team_id.map(TeamId)) {
            return Err(Denied::at("to", Refusal::NoSuchStage));
        }
        row.stage_id = target.id;
        row.chance = target.chance;
        fields::weigh(&mut row, &currency);
        row.updated_at = unit.now.0;
        record::update(unit, &row).await?;
        visits::enter(unit, id, row.stage_id).await?;
        chance::follow(unit, company, id).await?;
        let changes = Change::of("stage", &from.name, &target.name).into_iter().collect();
        let data = EventData { changes, ..EventData::default() };
        unit.event(NewEvent::new(company, "opportunity", id.0, "opportunity.stage_retired", who.clone()).with(data));
        unit.announce(company, "opportunity", id.0);
    }
    Ok(())
}
