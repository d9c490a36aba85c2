//! Put back whose an opportunity was: who worked on it, its team, and the stage it left for another team.
use super::{chance, edit_opportunity, give_to_team, stages};
use crate::Denied;
use domain::ids::{OpportunityId, StageId, TeamId, UserId};
use store::{
    Scope, Unit,
    crm::record::{self, OpportunityRecord},
    events::{By, EventData, NewEvent},
};

/// What it was.
pub(super) struct Was {
    pub(super) owner: Option<UserId>,
    pub(super) team: Option<TeamId>,
    pub(super) stage: StageId,
}

/// Puts back one that was locked; answers its version. Who has left meanwhile, and a team that is no more, are refused as
/// they are when something is given to them. What is taken back enters nothing: no plan is started.
pub(super) async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    before: &OpportunityRecord,
    (version, was): (i64, Was),
) -> Result<i64, Denied> {
    if before.version != version {
        return Err(Denied::Stale { current: before.version });
    }
    let mut row = before.clone();
    row.owner_id = was.owner.map(|owner| owner.0);
    row.team_id = was.team.map(|team| team.0);
    if row.owner_id != before.owner_id {
        edit_opportunity::team_of(unit, scope, was.owner).await?;
    }
    if row.team_id != before.team_id {
        give_to_team::there(unit, scope, was.team).await?;
    }
    let (old, new) = (record::names(&mut unit.conn, before).await?, record::names(&mut unit.conn, &row).await?);
    let mut changes = edit_opportunity::changes(before, &row, old, new);
    changes.extend(stages::settle_back(unit, &mut row, was.stage).await?);
    if changes.is_empty() {
        return Ok(before.version);
    }
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row).await?;
    // Chances are learned by team and stage.
    chance::follow(unit, scope.company, OpportunityId(row.id)).await?;
    unit.event(
        NewEvent::new(scope.company, "opportunity", row.id, "opportunity.changed", who)
            .with(EventData { changes, ..EventData::default() }),
    );
    unit.announce(scope.company, "opportunity", row.id);
    Ok(version)
}
