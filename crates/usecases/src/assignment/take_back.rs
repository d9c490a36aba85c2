//! Take back what was given with one press.
use crate::{
    Cx, Denied, Staff,
    crm::{chance, stages},
};
use domain::{actors::Permission, ids::OpportunityId};
use std::collections::BTreeSet;
use store::{
    Scope, Unit,
    crm::{assignments, record},
    events::{By, EventData, NewEvent},
    teams,
};
use uuid::Uuid;
use wire::assignment::{AssignedBack, TakeBackAssigned};

/// Those that nobody has touched since wait again, in the team they were in; they count for nobody any more. The others
/// stay. A second time does nothing.
/// # Errors
/// [`Denied::NotAllowed`] for sellers, [`Denied::NotFound`].
pub async fn take_back(by: &Staff, cx: &Cx, command: TakeBackAssigned) -> Result<AssignedBack, Denied> {
    let scope = by.scope(Permission::Assign)?.clone();
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who) = (scope.clone(), who.clone());
            Box::pin(async move { write(unit, &scope, who, command.batch).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, batch: Uuid) -> Result<AssignedBack, Denied> {
    let company = scope.company;
    let made = assignments::of_batch(&mut unit.conn, company, batch).await?;
    if made.is_empty() {
        return Err(Denied::NotFound);
    }
    let ids: BTreeSet<_> = made.iter().filter_map(|one| one.team_id).map(domain::ids::TeamId).collect();
    for id in ids {
        teams::lock(unit, company, id).await?;
    }
    let mut answer = AssignedBack { back: 0, kept: 0 };
    // Read again behind the locks: somebody else may have been here.
    for one in assignments::of_batch(&mut unit.conn, company, batch).await? {
        if one.undone_at.is_some() {
            continue;
        }
        let id = OpportunityId(one.opportunity_id);
        let found = match record::load_for_update(unit, scope, id).await.map_err(Denied::from) {
            Ok(found) => Some(found),
            Err(Denied::NotFound) => None,
            Err(error) => return Err(error),
        };
        let Some(mut row) = found.filter(|row| row.version == one.version && row.owner_id == one.user_id) else {
            answer.kept += 1;
            continue;
        };
        let name = record::names(&mut unit.conn, &row).await?.owner.unwrap_or_default();
        row.owner_id = None;
        row.team_id = one.team_before_id;
        let moved = stages::settle(unit, &mut row).await?;
        row.updated_at = unit.now.0;
        record::update(unit, &row).await?;
        chance::follow(unit, company, id).await?;
        assignments::undo(unit, company, one.id).await?;
        let changes = moved.into_iter().collect();
        let data = EventData { body: name, changes, ..EventData::default() };
        unit.event(NewEvent::new(company, "opportunity", id.0, "opportunity.assigned_back", who.clone()).with(data));
        unit.announce(company, "opportunity", id.0);
        answer.back += 1;
    }
    Ok(answer)
}
