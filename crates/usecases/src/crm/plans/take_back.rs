//! Take back the start of a plan.
use crate::{Cx, Denied, Staff, crm::meetings};
use domain::{
    actors::Permission,
    ids::{ActivityId, OpportunityId, PlanId},
};
use std::collections::BTreeSet;
use store::{
    Scope, Unit,
    crm::{activities, plans as stored, record},
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
        .once(cx.clock.now(), scope.company, key, &fingerprint, move |unit| {
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
        let mut row = activities::unscoped_load(&mut unit.conn, company, ActivityId(id)).await?;
        row.state = "cancelled".to_owned();
        row.ended_by = Some(scope.user.0);
        row.ended_at = Some(unit.now.0);
        activities::update(unit, &row).await?;
        // Whoever was invited must not come for nothing.
        let kept = meetings::call_off(unit, company, row.id).await?;
        meetings::send(unit, who.clone(), &row, kept).await?;
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
