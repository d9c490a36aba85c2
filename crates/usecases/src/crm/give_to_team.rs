//! Give an opportunity to another team; who works on it stays.
use super::edit_opportunity;
use crate::Denied;
use domain::{
    ids::{OpportunityId, TeamId},
    refusal::Refusal,
};
use store::{
    Scope, Unit, company,
    crm::record::{self, OpportunityRecord},
    events::{By, EventData, NewEvent},
};

/// Gives one that was locked; answers its version. One that belongs to the team already stays as it is.
pub(super) async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    before: &OpportunityRecord,
    (version, team): (i64, Option<TeamId>),
) -> Result<i64, Denied> {
    if before.version != version {
        return Err(Denied::Stale { current: before.version });
    }
    if before.team_id == team.map(|team| team.0) {
        return Ok(before.version);
    }
    if let Some(team) = team {
        let teams = company::teams(&mut unit.conn, scope.company).await?;
        if teams.iter().all(|(id, _)| *id != team.0) {
            return Err(Denied::at("team", Refusal::NotAChoice));
        }
    }
    let mut row = before.clone();
    row.team_id = team.map(|team| team.0);
    let (old, new) = (record::names(&mut unit.conn, before).await?, record::names(&mut unit.conn, &row).await?);
    let changes = edit_opportunity::changes(before, &row, old, new);
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row).await?;
    // Chances are learned by team.
    super::chance::follow(unit, scope.company, OpportunityId(row.id)).await?;
    unit.event(
        NewEvent::new(scope.company, "opportunity", row.id, "opportunity.changed", who)
            .with(EventData { changes, ..EventData::default() }),
    );
    unit.announce(scope.company, "opportunity", row.id);
    Ok(version)
}
