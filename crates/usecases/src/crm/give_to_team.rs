//! Give an opportunity to another team; who works on it stays.
use super::{edit_opportunity, plans, stages};
use crate::Denied;
use chrono::NaiveDate;
use domain::{
    ids::{OpportunityId, TeamId},
    refusal::Refusal,
};
use store::{
    Scope, Unit, company,
    crm::record::{self, OpportunityRecord},
    events::{By, EventData, NewEvent},
};

/// Gives one that was locked; answers its version. It leaves a stage that is not for that team. One that belongs to the
/// team already stays as it is.
pub(super) async fn write(
    unit: &mut Unit,
    scope: &Scope,
    (who, today): (By, NaiveDate),
    before: &OpportunityRecord,
    (version, team): (i64, Option<TeamId>),
) -> Result<i64, Denied> {
    if before.version != version {
        return Err(Denied::Stale { current: before.version });
    }
    if before.team_id == team.map(|team| team.0) {
        return Ok(before.version);
    }
    there(unit, scope, team).await?;
    let mut row = before.clone();
    row.team_id = team.map(|team| team.0);
    let (old, new) = (record::names(&mut unit.conn, before).await?, record::names(&mut unit.conn, &row).await?);
    let mut changes = edit_opportunity::changes(before, &row, old, new);
    changes.extend(stages::settle(unit, &mut row).await?);
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row).await?;
    // Chances are learned by team.
    super::chance::follow(unit, scope.company, OpportunityId(row.id)).await?;
    unit.event(
        NewEvent::new(scope.company, "opportunity", row.id, "opportunity.changed", who.clone())
            .with(EventData { changes, ..EventData::default() }),
    );
    plans::given(unit, (before, &row), today, (scope.user, who)).await?;
    unit.announce(scope.company, "opportunity", row.id);
    Ok(version)
}

/// A team that something is given to must be there.
pub(super) async fn there(unit: &mut Unit, scope: &Scope, team: Option<TeamId>) -> Result<(), Denied> {
    let Some(team) = team else { return Ok(()) };
    let teams = company::teams(&mut unit.conn, scope.company).await?;
    match teams.iter().any(|(id, _)| *id == team.0) {
        true => Ok(()),
        false => Err(Denied::at("team", Refusal::NotAChoice)),
    }
}
