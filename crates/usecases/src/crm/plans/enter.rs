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
    company::StageRecord,
    crm::{plans as stored, record::OpportunityRecord},
    events::By,
};

/// Starts the stage's plan, if it has one that suits the opportunity, for an opportunity that has just come into it. It is
/// called once for each entry, in its unit of work. Coming back within the hour is no entry; and of a plan whose steps
/// wait to be done, none is made again. The plan never stands in the way of the move.
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
    let left = stored::left(&mut unit.conn, OpportunityId(about.id), stage.id).await?;
    if rule::enters(left, unit.now.0) {
        start(unit, (about, &plan), (today, Some(stage.id)), (launcher, who)).await?;
    }
    Ok(())
}
