//! Teams as they are at a moment: their rules, their members, what each was given of late; and what follows.
use crate::{Denied, teams::read::rule};
use chrono::NaiveDate;
use domain::{
    crm::assign::{
        Waiting,
        reason::{Reason, TeamReason},
        rule::{Facts, Rule},
        turn::{Mate, Turn, Wish, deal},
    },
    days::Instant,
    ids::{CompanyId, OpportunityId, TeamId, UserId},
    lang::Lang,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use store::{
    Conn, columns,
    crm::assignments::{self, CandidateRow},
    teams::{self as stored, TeamRecord},
};

/// Seconds in which a day's share counts.
const DAY: i64 = 86_400;
/// Seconds in which a capacity counts.
const MONTH: i64 = 30 * DAY;

/// A team with its rule.
#[derive(Clone, Debug)]
pub(super) struct Team {
    pub id: TeamId,
    pub name: String,
    pub assigns: bool,
    pub turn: Turn,
    pub rule: Rule,
}

/// What was decided about an opportunity.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    /// The team it goes to or stays in.
    pub team: Option<TeamId>,
    /// Who is given it.
    pub to: Option<(UserId, String)>,
    /// Why.
    pub reason: Reason,
}

/// The teams in use, in the order in which they are asked.
pub(super) async fn teams(conn: &mut Conn, company: CompanyId) -> Result<Vec<Team>, Denied> {
    let rows = stored::list(conn, company).await?;
    rows.into_iter().filter(|row| row.retired == 0).map(read).collect()
}

fn read(row: TeamRecord) -> Result<Team, Denied> {
    Ok(Team {
        id: TeamId(row.id),
        name: row.name,
        assigns: row.assigns == 1,
        turn: columns::code(&row.turn, Turn::parse)?,
        rule: rule(&row.rule)?,
    })
}

/// The team an opportunity goes to, and why: the one it is in, else the first whose rule takes it.
pub(super) fn team_for<'a>(
    teams: &'a [Team],
    present: Option<TeamId>,
    facts: &Facts,
) -> Option<(&'a Team, TeamReason)> {
    if let Some(present) = present {
        let found = teams.iter().find(|team| team.id == present)?;
        return Some((found, TeamReason { name: found.name.clone(), rule: None }));
    }
    let found = teams.iter().find(|team| team.assigns && team.rule.takes(facts))?;
    Some((found, TeamReason { name: found.name.clone(), rule: Some(found.rule.clone()) }))
}

/// The members of a team with what they were given of late. Counts hold only in a unit that holds the team.
pub(super) async fn mates(
    conn: &mut Conn,
    company: CompanyId,
    team: TeamId,
    now: Instant,
) -> Result<Vec<Mate>, Denied> {
    let since = (now.plus_seconds(-DAY).0, now.plus_seconds(-MONTH).0);
    let counts = assignments::counts(conn, company, team, since).await?;
    let rows = stored::members(conn, company, team).await?;
    let mate = |row: stored::MemberRecord| {
        let count = counts.iter().find(|count| count.user_id == row.user_id);
        Ok(Mate {
            user: UserId(row.user_id),
            name: row.name,
            position: row.position,
            capacity: columns::count(row.capacity)?,
            day: columns::count(count.map_or(0, |count| count.day))?,
            month: columns::count(count.map_or(0, |count| count.month))?,
            last: count.and_then(|count| count.last),
            active: row.active == 1,
            paused: row.paused == 1,
            away: columns::optional_day(row.away_from)?.zip(Some(columns::optional_day(row.away_to)?)),
            wish: columns::code(&row.wish, Wish::parse)?,
            rule: rule(&row.rule)?,
        })
    };
    rows.into_iter().filter(|row| row.member == 1).map(mate).collect()
}

/// Gives opportunities of one team to its members, who are counted as they go.
pub(super) fn hand_out(
    team: &Team,
    mates: &mut [Mate],
    (today, now): (NaiveDate, Instant),
    leads: &[(Waiting, Facts, TeamReason)],
) -> BTreeMap<OpportunityId, Decision> {
    let asked: Vec<(Waiting, Facts)> = match team.assigns {
        true => leads.iter().map(|(waiting, facts, _)| (*waiting, facts.clone())).collect(),
        false => Vec::new(),
    };
    let reasons: BTreeMap<OpportunityId, &TeamReason> =
        leads.iter().map(|(waiting, _, reason)| (waiting.lead, reason)).collect();
    let mut decided = BTreeMap::new();
    for given in deal(team.turn, mates, today, &asked) {
        let Some(mate) = mates.iter_mut().find(|mate| mate.user == given.to) else { continue };
        let Some(reason) = reasons.get(&given.lead) else { continue };
        mate.give(now.0);
        let reason = Reason::given((*reason).clone(), team.turn, mate, given.preferred);
        let to = Some((mate.user, mate.name.clone()));
        decided.insert(given.lead, Decision { team: Some(team.id), to, reason });
    }
    for (waiting, facts, reason) in leads {
        // Who has become full through this very hand-out is named as full.
        let nobody = || match team.assigns {
            true => Reason::nobody(reason.clone(), mates, today, facts),
            false => Reason::nobody(reason.clone(), &[], today, facts),
        };
        let left = || Decision { team: Some(team.id), to: None, reason: nobody() };
        decided.entry(waiting.lead).or_insert_with(left);
    }
    decided
}

/// What rules look at.
pub(super) fn facts(row: &CandidateRow) -> Facts {
    Facts {
        source: row.source.clone(),
        country: row.country.clone().unwrap_or_default(),
        language: row.language.as_deref().and_then(Lang::parse),
        expected: columns::decimal(row.expected),
        title: row.title.clone(),
        company: row.party.clone().unwrap_or_default(),
    }
}

/// One that nobody works on.
pub(super) fn waiting(id: OpportunityId, chance: i64) -> Waiting {
    Waiting { lead: id, chance: Decimal::from(chance), won: false, active: true, owned: false }
}

/// What becomes of each, in the order given; teams that are needed are read by `open`, once each.
pub(super) fn by_team<'a>(
    teams: &'a [Team],
    rows: &[CandidateRow],
) -> (BTreeMap<TeamId, (&'a Team, Vec<(Waiting, Facts, TeamReason)>)>, Vec<OpportunityId>) {
    let mut grouped: BTreeMap<TeamId, (&Team, Vec<_>)> = BTreeMap::new();
    let mut homeless = Vec::new();
    for row in rows {
        let (id, facts) = (OpportunityId(row.id), facts(row));
        match team_for(teams, row.team_id.map(TeamId), &facts) {
            Some((team, reason)) => {
                let entry = grouped.entry(team.id).or_insert_with(|| (team, Vec::new()));
                entry.1.push((waiting(id, row.chance), facts, reason));
            }
            None => homeless.push(id),
        }
    }
    (grouped, homeless)
}
