//! What the present rules would have made of the opportunities of the last days, one after the other as they came.
use super::desk::{self, Team};
use crate::{Cx, Denied, Staff, clock::Zone};
use domain::{
    actors::Permission,
    crm::assign::turn::Mate,
    days::Instant,
    ids::{OpportunityId, TeamId, UserId},
};
use std::collections::{BTreeMap, VecDeque};
use store::crm::assignments::{self, CandidateRow};
use wire::{
    assignment::{DAYS_BACK, MOST_LOOKED_AT, SimulatedMember, SimulatedTeam, Simulation},
    shared::{TeamRef, UserRef},
};

/// Microseconds of a day, and of the days a capacity is for.
const DAY: i64 = 86_400_000_000;
const MONTH: i64 = 30 * DAY;

/// Begins with nobody given anything, and looks at each opportunity as if nobody had been named for it. Who may sign in,
/// pauses and rules are those of today; absences count by their days. Nothing is written.
/// # Errors
/// [`Denied::NotAllowed`] for sellers.
pub async fn simulate(by: &Staff, cx: &Cx) -> Result<Simulation, Denied> {
    let scope = by.scope(Permission::Assign)?;
    let (company, zone, now) = (scope.company, by.zone(), cx.clock.now());
    let since = now.0 - i64::from(DAYS_BACK) * DAY;
    let (desks, mut rows) = {
        let mut conn = cx.store.reader().await?;
        let mut desks = Vec::new();
        for team in desk::teams(&mut conn, company).await? {
            let mates = if team.assigns { desk::mates(&mut conn, company, team.id, now).await? } else { Vec::new() };
            desks.push(Desk::new(team, mates));
        }
        let most = i64::from(MOST_LOOKED_AT) + 1;
        (desks, assignments::unscoped_of_late(&mut conn, company, since, most).await?)
    };
    let more = rows.len() > MOST_LOOKED_AT as usize;
    rows.truncate(MOST_LOOKED_AT as usize);
    rows.reverse();
    let since = rows.first().filter(|_| more).map_or(since, |row| row.created_at);
    // Some thousand decisions take a moment; other answers go on meanwhile.
    let work = tokio::task::spawn_blocking(move || run(desks, &rows, zone));
    let told = work.await.map_err(Denied::fault)?;
    Ok(Simulation { since: zone.stamp_micros(since), more, ..told })
}

/// A team at work.
struct Desk {
    team: Team,
    mates: Vec<Mate>,
    /// When each was given one, the latest last.
    given: BTreeMap<UserId, VecDeque<i64>>,
    taken: u32,
    nobody: u32,
    members: BTreeMap<UserId, (u32, u32)>,
}

impl Desk {
    fn new(team: Team, mut mates: Vec<Mate>) -> Desk {
        for mate in &mut mates {
            (mate.day, mate.month, mate.last) = (0, 0, None);
        }
        Desk { team, mates, given: BTreeMap::new(), taken: 0, nobody: 0, members: BTreeMap::new() }
    }

    /// Counts anew what each was given before a moment.
    fn count(&mut self, at: i64) {
        for mate in &mut self.mates {
            let Some(times) = self.given.get_mut(&mate.user) else { continue };
            while times.front().is_some_and(|first| *first <= at - MONTH) {
                times.pop_front();
            }
            let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            mate.month = count(times.len());
            mate.day = count(times.iter().rev().take_while(|time| **time > at - DAY).count());
        }
    }
}

fn run(mut desks: Vec<Desk>, rows: &[CandidateRow], zone: Zone) -> Simulation {
    let teams: Vec<Team> = desks.iter().map(|desk| desk.team.clone()).collect();
    let mut no_team = 0;
    let mut has: BTreeMap<UserId, u32> = BTreeMap::new();
    for row in rows {
        if let Some(owner) = row.owner_id {
            *has.entry(UserId(owner)).or_default() += 1;
        }
        let facts = desk::facts(row);
        let Some((team, reason)) = desk::team_for(&teams, None, &facts) else {
            no_team += 1;
            continue;
        };
        let Some(desk) = desks.iter_mut().find(|desk| desk.team.id == team.id) else { continue };
        desk.taken += 1;
        desk.count(row.created_at);
        let (id, at) = (OpportunityId(row.id), Instant(row.created_at));
        let leads = [(desk::waiting(id, row.chance), facts, reason)];
        let mut decided = desk::hand_out(team, &mut desk.mates, (zone.day(at), at), &leads);
        let decision = decided.remove(&id);
        let wished =
            decision.as_ref().is_some_and(|one| one.reason.member.as_ref().is_some_and(|m| m.wished.is_some()));
        match decision.and_then(|decision| decision.to) {
            Some((user, _)) => {
                desk.given.entry(user).or_default().push_back(row.created_at);
                let count = desk.members.entry(user).or_default();
                *count = (count.0 + 1, count.1 + u32::from(wished));
            }
            None => desk.nobody += 1,
        }
    }
    let teams = desks.into_iter().filter(|desk| desk.team.assigns).map(|desk| told(desk, &has)).collect();
    Simulation {
        since: zone.stamp_micros(0),
        looked_at: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        more: false,
        teams,
        no_team,
    }
}

fn told(desk: Desk, has: &BTreeMap<UserId, u32>) -> SimulatedTeam {
    let Desk { team, mates, taken, nobody, members, .. } = desk;
    let member = |mate: Mate| {
        let (given, wished) = members.get(&mate.user).copied().unwrap_or_default();
        let has = has.get(&mate.user).copied().unwrap_or_default();
        SimulatedMember { user: UserRef { id: mate.user, name: mate.name }, given, wished, has }
    };
    let id: TeamId = team.id;
    SimulatedTeam {
        team: TeamRef { id, name: team.name },
        taken,
        nobody,
        members: mates.into_iter().map(member).collect(),
    }
}
