//! Start a plan: all its activities in one unit of work.
use super::lay_out::{day, lay_out, wanted};
use crate::{Cx, Denied, Staff, crm::activities::blank};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    ids::{CompanyId, PlanId, PlanLaunchId, UserId},
};
use store::{
    Scope, Unit, columns,
    crm::{
        activities::{self, ActivityRecord},
        plans::{self as stored, LaunchRecord, PlanRecord},
        record::{self, OpportunityRecord},
    },
    events::{By, EventData, NewEvent},
};
use uuid::Uuid;
use wire::plans::{LaunchPlan, Launched};

/// Makes an activity of each step that does not wait to be done already, with one entry on the timeline. Who is meant and
/// not there, or does not see the opportunity, is stood in for by whoever starts the plan.
/// # Errors
/// [`Denied::NotFound`]; `not_a_choice` at `plan` for one that is out of use or for another team; refusals at `on`.
pub async fn launch_plan(by: &Staff, cx: &Cx, command: LaunchPlan) -> Result<Launched, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, key, fingerprint) = (by.by(), command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: LaunchPlan) -> Result<Launched, Denied> {
    let about = record::load_for_update(unit, scope, command.opportunity).await?;
    let plan = wanted(&mut unit.conn, scope.company, &about, command.plan).await?;
    by_hand(unit, scope, who, (&about, &plan), day(command.on)?).await
}

/// Starts a plan about an opportunity whose row is locked, as [`launch_plan`] would for that one alone.
pub(in crate::crm) async fn begin(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    about: &OpportunityRecord,
    (plan, on): (PlanId, NaiveDate),
) -> Result<(), Denied> {
    let plan = wanted(&mut unit.conn, scope.company, about, plan).await?;
    by_hand(unit, scope, who, (about, &plan), on).await.map(drop)
}

async fn by_hand(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    what: (&OpportunityRecord, &PlanRecord),
    on: NaiveDate,
) -> Result<Launched, Denied> {
    let launched = start(unit, what, (on, None), (scope.user, who)).await?;
    unit.announce(scope.company, "opportunity", what.0.id);
    Ok(launched)
}

/// Starts it about an opportunity whose row is locked; `stage` is the one by whose entry.
pub(super) async fn start(
    unit: &mut Unit,
    (about, plan): (&OpportunityRecord, &PlanRecord),
    (on, stage): (NaiveDate, Option<Uuid>),
    (launcher, who): (UserId, By),
) -> Result<Launched, Denied> {
    let company = CompanyId(plan.company_id);
    let mut laid = lay_out(&mut unit.conn, about, plan, (on, launcher)).await?;
    laid.retain(|one| !one.open);
    if laid.is_empty() {
        return Ok(Launched { launch: None, made: 0 });
    }
    let launch = LaunchRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        opportunity_id: about.id,
        plan_id: plan.id,
        stage_id: stage,
        base_on: columns::day_text(on),
        launched_by: launcher.0,
        launched_at: unit.now.0,
    };
    stored::launch(unit, &launch).await?;
    let mut said = Vec::with_capacity(laid.len());
    for one in laid {
        let row = ActivityRecord {
            kind: one.of.kind,
            type_id: Some(one.of.id),
            summary: one.summary,
            note: if one.step.note.is_empty() { one.of.note } else { one.step.note },
            due_on: columns::day_text(one.due_on),
            user_id: one.user.id,
            launch_id: Some(launch.id),
            step_id: Some(one.step.id),
            ..blank(company, launcher, about.id, unit.now.0)
        };
        activities::insert(unit, &row).await?;
        said.push(row.summary);
    }
    let what = if stage.is_some() { "plan.started_by_stage" } else { "plan.started" };
    let made = u32::try_from(said.len()).unwrap_or(u32::MAX);
    let data = EventData { body: format!("{}: {}", plan.name, said.join("; ")), ..EventData::default() };
    unit.event(NewEvent::new(company, "opportunity", about.id, what, who).with(data));
    Ok(Launched { launch: Some(PlanLaunchId(launch.id)), made })
}
