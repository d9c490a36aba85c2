//! The settings of plans.
use super::steps;
use crate::{Cx, Denied, Staff, crm::activity_types::Types};
use domain::{
    actors::Permission,
    ids::{PlanId, StageId, TeamId, UserId},
};
use store::{company, crm::plans as stored};
use wire::{
    plans::{PlanFields, PlanForm, PlanStage, PlansView},
    shared::{TeamRef, UserRef},
};

/// All plans of the company with what they are made of, those out of use last.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list_plans(by: &Staff, cx: &Cx) -> Result<PlansView, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let mut rows = stored::list(&mut conn, company).await?;
    rows.sort_by_key(|row| row.retired);
    let all_steps = stored::all_steps(&mut conn, company).await?;
    let starting = stored::stages(&mut conn, company).await?;
    let mut plans = Vec::with_capacity(rows.len());
    for row in rows {
        let own = all_steps.iter().filter(|step| step.plan_id == row.id);
        let stages = starting.iter().filter(|(_, plan)| *plan == row.id).map(|(stage, _)| StageId(*stage)).collect();
        plans.push(PlanForm {
            id: PlanId(row.id),
            version: row.version,
            fields: PlanFields {
                name: row.name,
                team: row.team_id.map(TeamId),
                steps: own.map(steps::shown).collect::<Result<_, _>>()?,
                stages,
                retired: row.retired == 1,
            },
        });
    }
    let types = Types::read(&mut conn, company).await?.refs(|_| true)?;
    let people = company::owners(&mut conn, company).await?;
    let teams = company::teams(&mut conn, company).await?;
    let stages = company::stages(&mut conn, company).await?;
    Ok(PlansView {
        plans,
        types,
        people: people.into_iter().map(|one| UserRef { id: UserId(one.id), name: one.name }).collect(),
        teams: teams.into_iter().map(|(id, name)| TeamRef { id: TeamId(id), name }).collect(),
        stages: stages.into_iter().map(|stage| PlanStage { id: StageId(stage.id), name: stage.name }).collect(),
    })
}
