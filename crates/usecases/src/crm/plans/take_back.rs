//! Take back the start of a plan.
use crate::{Cx, Denied, Staff, crm::meetings};
use domain::{
    actors::Permission,
    crm::plans::{Fate, fate},
    ids::{ActivityId, OpportunityId, PlanId, PlanLaunchId},
};
use std::collections::BTreeSet;
use store::{
    Scope, StoreError, Unit,
    crm::{
        activities,
        plans::{self as stored, StartRow},
        record,
    },
    events::{By, EventData, NewEvent},
};
use wire::plans::TakeBackLaunch;

/// Cancels what waits to be done of a launch, and tells whoever was invited; what was done or cancelled meanwhile stays as
/// it is. Answers how many were cancelled.
/// # Errors
/// [`Denied::NotFound`] also where the opportunity is not within reach.
pub async fn take_back_launch(by: &Staff, cx: &Cx, command: TakeBackLaunch) -> Result<u32, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, key, fingerprint) = (by.by(), command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: TakeBackLaunch) -> Result<u32, Denied> {
    let company = scope.company;
    let launch = stored::unscoped_launch(&mut unit.conn, company, command.launch).await?;
    let plan = stored::load(&mut unit.conn, company, PlanId(launch.plan_id)).await?;
    // A merge may have moved them; their locks keep others from ending them meanwhile.
    let waiting = stored::open_of_launch(&mut unit.conn, company, command.launch).await?;
    let mut on: BTreeSet<_> = waiting.into_iter().map(|(_, opportunity)| opportunity).collect();
    if on.is_empty() {
        on.insert(launch.opportunity_id);
    }
    for opportunity in &on {
        record::load_for_update(unit, scope, OpportunityId(*opportunity)).await?;
    }
    let mut cancelled = 0;
    for (id, opportunity) in stored::open_of_launch(&mut unit.conn, company, command.launch).await? {
        if !on.contains(&opportunity) {
            continue;
        }
        cancel(unit, scope, &who, ActivityId(id)).await?;
        cancelled += 1;
    }
    if cancelled > 0 {
        for opportunity in on {
            let data = EventData { body: plan.name.clone(), ..EventData::default() };
            unit.event(NewEvent::new(company, "opportunity", opportunity, "plan.taken_back", who.clone()).with(data));
            unit.announce(company, "opportunity", opportunity);
        }
    }
    Ok(cancelled)
}

/// The plan that was started about an opportunity since `before` was read of it ([`stored::launches`]); the caller has held
/// its row since then.
pub(in crate::crm) async fn started_since(
    unit: &mut Unit,
    opportunity: OpportunityId,
    before: &[StartRow],
) -> Result<Option<PlanLaunchId>, Denied> {
    let now = stored::launches(&mut unit.conn, opportunity).await?;
    Ok(now.into_iter().find(|now| !before.iter().any(|one| one.id == now.id)).map(|launch| PlanLaunchId(launch.id)))
}

/// Cancels what waits as it was made of the plan that a change of the opportunity had started, where that change is taken
/// back; what somebody has done or changed stays. Answers how many stay. The caller holds the opportunity's row; a plan of
/// another one is left alone.
pub(in crate::crm) async fn undo(
    unit: &mut Unit,
    scope: &Scope,
    who: &By,
    (opportunity, launch): (OpportunityId, PlanLaunchId),
) -> Result<u32, Denied> {
    let company = scope.company;
    let launch = match stored::unscoped_launch(&mut unit.conn, company, launch).await {
        Ok(launch) if launch.opportunity_id == opportunity.0 => launch,
        Ok(_) | Err(StoreError::NotFound) => return Ok(0),
        Err(error) => return Err(error.into()),
    };
    let (mut cancelled, mut stayed) = (0, 0);
    for made in stored::of_launch(&mut unit.conn, company, PlanLaunchId(launch.id)).await? {
        match fate(&made.state, made.version) {
            // A merge may have moved it since, and then it is not held here.
            Fate::Goes if made.opportunity_id == opportunity.0 => {
                cancel(unit, scope, who, ActivityId(made.id)).await?;
                cancelled += 1;
            }
            Fate::Goes | Fate::Stays => stayed += 1,
            Fate::Over => {}
        }
    }
    if stayed == 0 {
        stored::undo(unit, company, launch.id).await?;
    }
    if cancelled > 0 {
        let plan = stored::load(&mut unit.conn, company, PlanId(launch.plan_id)).await?;
        let what = if stayed > 0 { "plan.partly_taken_back" } else { "plan.taken_back" };
        let data = EventData { body: plan.name, ..EventData::default() };
        unit.event(NewEvent::new(company, "opportunity", opportunity.0, what, who.clone()).with(data));
    }
    Ok(stayed)
}

/// Calls an activity off whose opportunity is held.
async fn cancel(unit: &mut Unit, scope: &Scope, who: &By, id: ActivityId) -> Result<(), Denied> {
    let mut row = activities::unscoped_load(&mut unit.conn, scope.company, id).await?;
    row.state = "cancelled".to_owned();
    row.ended_by = Some(scope.user.0);
    row.ended_at = Some(unit.now.0);
    activities::update(unit, &row).await?;
    // Whoever was invited must not come for nothing.
    let kept = meetings::call_off(unit, scope.company, row.id).await?;
    meetings::send(unit, who.clone(), &row, kept).await
}
