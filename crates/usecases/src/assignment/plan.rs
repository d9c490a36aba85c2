//! Who would be given which of the opportunities that wait, now.
use super::desk::{self, Decision, Team};
use crate::{Cx, Denied, Staff};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    crm::assign::reason::Reason,
    days::Instant,
    ids::{CompanyId, OpportunityId, TeamId, UserId},
};
use std::collections::BTreeMap;
use store::{
    Conn,
    crm::assignments::{self, CandidateRow},
};
use wire::{
    assignment::{AssignPlan, MOST_GIVEN, Placed, PlanRow},
    shared::{TeamRef, UserRef},
};

/// So many of those that wait are considered at once, the best chances first.
pub(super) const CONSIDERED: i64 = 1_000;

/// The plan. Reading it changes nothing.
/// # Errors
/// [`Denied::NotAllowed`] for sellers.
pub async fn plan(by: &Staff, cx: &Cx) -> Result<AssignPlan, Denied> {
    let scope = by.scope(Permission::Assign)?;
    let now = cx.clock.now();
    let mut conn = cx.store.reader().await?;
    let teams = desk::teams(&mut conn, scope.company).await?;
    // What waits is told where no team is given anything by rules as well.
    let used = teams.iter().any(|team| team.assigns);
    let rows = assignments::waiting(&mut conn, scope, CONSIDERED).await?;
    let decided = decisions(&mut conn, scope.company, &teams, &rows, (by.zone().day(now), now)).await?;
    let shown = rows.into_iter().filter_map(|row| Some((decided.get(&OpportunityId(row.id))?.clone(), row)));
    let mut rows: Vec<PlanRow> = shown.map(|(decision, row)| plan_row(&teams, row, decision)).collect();
    // Those that can be given come first: many that nobody can take must not hide them.
    rows.sort_by_key(|row| row.owner.is_none());
    let more = rows.len() > MOST_GIVEN as usize;
    rows.truncate(MOST_GIVEN as usize);
    Ok(AssignPlan { used, rows, more })
}

/// What becomes of each of the waiting rows. In a unit, the teams are held by then.
pub(super) async fn decisions(
    conn: &mut Conn,
    company: CompanyId,
    teams: &[Team],
    rows: &[CandidateRow],
    (today, now): (NaiveDate, Instant),
) -> Result<BTreeMap<OpportunityId, Decision>, Denied> {
    let (grouped, homeless) = desk::by_team(teams, rows);
    let mut decided: BTreeMap<OpportunityId, Decision> = BTreeMap::new();
    for (team, leads) in grouped.into_values() {
        let mut mates = desk::mates(conn, company, team.id, now).await?;
        decided.extend(desk::hand_out(team, &mut mates, (today, now), &leads));
    }
    let nowhere = |id| (id, Decision { team: None, to: None, reason: Reason::no_team() });
    decided.extend(homeless.into_iter().map(nowhere));
    Ok(decided)
}

/// Where a row was decided to go.
pub(super) fn placed(row: &CandidateRow, decision: &Decision) -> Placed {
    let to: Option<UserId> = decision.to.as_ref().map(|(user, _)| *user);
    Placed { id: OpportunityId(row.id), version: row.version, team: decision.team, to }
}

fn plan_row(teams: &[Team], row: CandidateRow, decision: Decision) -> PlanRow {
    let name = |id: TeamId| {
        let found = teams.iter().find(|team| team.id == id);
        TeamRef { id, name: found.map(|team| team.name.clone()).unwrap_or_default() }
    };
    PlanRow {
        at: placed(&row, &decision),
        title: row.title,
        party: row.party.unwrap_or_default(),
        team: decision.team.map(name),
        owner: decision.to.map(|(id, name)| UserRef { id, name }),
        reason: decision.reason,
    }
}
