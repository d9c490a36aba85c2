//! What entering a stage starts.
use super::{launch::start, lay_out::suits};
use crate::Denied;
use chrono::NaiveDate;
use domain::{
    crm::plans as rule,
    ids::{CompanyId, OpportunityId, PlanId, UserId},
};
use store::{
    Unit,
    company::{self, StageRecord},
    crm::{plans as stored, record::OpportunityRecord},
    events::By,
};

/// Starts the stage's plan, if it has one that suits the opportunity, for an opportunity that has just come into it. It is
/// called once for each entry, in its unit of work. Coming back within the hour is no entry, unless what the plan had made was
/// taken back with the move; and of a plan whose steps wait to be done, none is made again. The plan never stands in the
/// way of the move.
pub(crate) async fn enter(
    unit: &mut Unit,
    (about, stage): (&OpportunityRecord, &StageRecord),
    today: NaiveDate,
    (launcher, who): (UserId, By),
) -> Result<(), Denied> {
    let Some(plan) = stage.plan_id.filter(|_| about.state == "open") else { return Ok(()) };
    let plan = stored::load(&mut unit.conn, CompanyId(about.company_id), PlanId(plan)).await?;
    if !suits(&plan, about) {
        return Ok(());
    }
    let id = OpportunityId(about.id);
    let left = stored::left(&mut unit.conn, id, stage.id).await?;
    if rule::enters(left, unit.now.0) || undone(unit, id, stage).await? {
        start(unit, (about, &plan), (today, Some(stage.id)), (launcher, who)).await?;
    }
    Ok(())
}

/// Whether the last entry into a stage was taken back with all that its plan had made.
async fn undone(unit: &mut Unit, id: OpportunityId, stage: &StageRecord) -> Result<bool, Denied> {
    let starts = stored::launches(&mut unit.conn, id).await?;
    let own = starts.into_iter().filter(|start| start.stage_id == Some(stage.id));
    Ok(own.max_by_key(|start| (start.launched_at, start.id)).is_some_and(|last| last.undone_at.is_some()))
}

/// As [`enter`], where nobody moved it: another owner or team may have put it into another stage, and what was nobody's may
/// be somebody's now, for whom the plan of the stage is started in which it stands, unless it was since it came there. What
/// is nobody's has nobody who could do anything about it.
pub(crate) async fn given(
    unit: &mut Unit,
    (before, about): (&OpportunityRecord, &OpportunityRecord),
    today: NaiveDate,
    (launcher, who): (UserId, By),
) -> Result<(), Denied> {
    let moved = before.stage_id != about.stage_id;
    if about.state != "open" || about.owner_id.is_none() || !(moved || before.owner_id.is_none()) {
        return Ok(());
    }
    let stages = company::stages(&mut unit.conn, CompanyId(about.company_id)).await?;
    let stands = stages.iter().find(|stage| stage.id == about.stage_id && stage.plan_id.is_some());
    let Some(stage) = stands else { return Ok(()) };
    if !moved {
        let id = OpportunityId(about.id);
        let started = stored::started(&mut unit.conn, id, stage.id).await?;
        let left = stored::left(&mut unit.conn, id, stage.id).await?;
        if started.is_some_and(|started| left.is_none_or(|left| started > left)) {
            return Ok(());
        }
    }
    enter(unit, (about, stage), today, (launcher, who)).await
}
