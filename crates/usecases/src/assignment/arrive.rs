//! An opportunity arrives that nobody was named for: the rules say who is given it, in the unit that makes it.
use super::{
    desk::{self, Decision},
    tell,
};
use crate::{Denied, clock::Zone};
use domain::{
    crm::assign::{reason::Reason, rule::Facts},
    ids::{CompanyId, OpportunityId, TeamId},
};
use store::{
    Unit,
    crm::{
        assignments::{self, AssignmentRecord},
        record::OpportunityRecord,
    },
    events::{By, EventData, NewEvent},
    teams,
};
use uuid::Uuid;

/// What the rules say; nothing where no rule is to be asked: somebody is named, or the team named is not given any by
/// rules, or no team is. Holds the team until the unit ends, so that two arrivals are never counted as one.
/// # Errors
/// [`Denied`].
pub(crate) async fn decide(
    unit: &mut Unit,
    row: &OpportunityRecord,
    facts: &Facts,
    zone: Zone,
) -> Result<Option<Decision>, Denied> {
    if row.owner_id.is_some() {
        return Ok(None);
    }
    let company = CompanyId(row.company_id);
    let known = desk::teams(&mut unit.conn, company).await?;
    if !known.iter().any(|team| team.assigns) {
        return Ok(None);
    }
    let Some((team, _)) = desk::team_for(&known, row.team_id.map(TeamId), facts) else {
        return Ok(Some(Decision { team: None, to: None, reason: Reason::no_team() }));
    };
    if !team.assigns {
        return Ok(None);
    }
    teams::lock(unit, company, team.id).await?;
    // Somebody may have changed its rule, or retired it, while it was waited for.
    let now = desk::teams(&mut unit.conn, company).await?;
    let Some((team, reason)) =
        desk::team_for(&now, row.team_id.map(TeamId), facts).filter(|(other, _)| other.id == team.id)
    else {
        return Ok(Some(Decision { team: None, to: None, reason: Reason::no_team() }));
    };
    if !team.assigns {
        return Ok(None);
    }
    let mut mates = desk::mates(&mut unit.conn, company, team.id, unit.now).await?;
    let id = OpportunityId(row.id);
    let leads = [(desk::waiting(id, row.chance), facts.clone(), reason)];
    let mut decided = desk::hand_out(team, &mut mates, (zone.day(unit.now), unit.now), &leads);
    Ok(decided.remove(&id))
}

/// Keeps what was decided beside the opportunity, which is written by now, and tells whoever was given it.
/// # Errors
/// [`Denied`].
pub(crate) async fn note(
    unit: &mut Unit,
    row: &OpportunityRecord,
    decision: &Decision,
    public_url: &str,
) -> Result<(), Denied> {
    let company = CompanyId(row.company_id);
    let record = AssignmentRecord {
        id: Uuid::now_v7(),
        company_id: row.company_id,
        opportunity_id: row.id,
        team_id: row.team_id,
        user_id: row.owner_id,
        given_at: unit.now.0,
        batch_id: None,
        version: row.version,
        team_before_id: None,
        reason: serde_json::to_string(&decision.reason).map_err(Denied::fault)?,
        undone_at: None,
    };
    assignments::insert(unit, &record).await?;
    let (what, body) = match &decision.to {
        Some((_, name)) => ("opportunity.assigned", name.clone()),
        None => ("opportunity.waits", decision.reason.team.as_ref().map(|team| team.name.clone()).unwrap_or_default()),
    };
    let data = EventData { body, ..EventData::default() };
    unit.event(NewEvent::new(company, "opportunity", row.id, what, By::System).with(data));
    if let Some((user, _)) = &decision.to {
        tell::given(unit, company, *user, &[(OpportunityId(row.id), row.title.clone())], public_url).await?;
    }
    Ok(())
}
