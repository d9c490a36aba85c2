//! Plans that an opportunity can be given, and what starting one would make.
use super::lay_out::{day, lay_out, suits, wanted};
use crate::{Cx, Denied, Staff, crm::activity_types};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    ids::{CompanyId, OpportunityId, PlanId, UserId},
};
use store::{
    Conn,
    crm::{plans as stored, record},
};
use wire::{
    plans::{PlanRef, PlannedStep},
    shared::UserRef,
};

/// Plans in use that are for everybody or for the opportunity's team, by name.
/// # Errors
/// [`Denied::NotFound`].
pub async fn offered_plans(by: &Staff, cx: &Cx, opportunity: OpportunityId) -> Result<Vec<PlanRef>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    let about = record::load(&mut conn, scope, opportunity).await?;
    let plans = stored::list(&mut conn, scope.company).await?;
    let offered = plans.into_iter().filter(|plan| suits(plan, &about));
    Ok(offered.map(|plan| PlanRef { id: PlanId(plan.id), name: plan.name }).collect())
}

/// Plans in use, of all teams, by name: what many opportunities at once can be given, each where it suits.
pub(in crate::crm) async fn startable(conn: &mut Conn, company: CompanyId) -> Result<Vec<PlanRef>, Denied> {
    let plans = stored::list(conn, company).await?;
    let used = plans.into_iter().filter(|plan| plan.retired == 0);
    Ok(used.map(|plan| PlanRef { id: PlanId(plan.id), name: plan.name }).collect())
}

/// Each step with its day and person, as starting the plan now would make it.
/// # Errors
/// [`Denied::NotFound`]; `not_a_choice` at `plan`; refusals at `on`.
pub async fn preview_plan(
    by: &Staff,
    cx: &Cx,
    (opportunity, plan): (OpportunityId, PlanId),
    on: Option<NaiveDate>,
) -> Result<Vec<PlannedStep>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    let about = record::load(&mut conn, scope, opportunity).await?;
    let plan = wanted(&mut conn, scope.company, &about, plan).await?;
    let laid = lay_out(&mut conn, &about, &plan, (day(on)?, scope.user)).await?;
    laid.into_iter()
        .map(|one| {
            Ok(PlannedStep {
                of: activity_types::one(&one.of)?,
                summary: one.summary,
                due_on: one.due_on,
                user: UserRef { id: UserId(one.user.id), name: one.user.name },
                instead: one.instead,
                open: one.open,
            })
        })
        .collect()
}
