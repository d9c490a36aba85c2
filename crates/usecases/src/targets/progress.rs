//! How far somebody has come in a month; what is to be sold in the times of a graph.
use super::{amount, thousandths};
use crate::{Denied, Staff};
use domain::{
    actors::{Permission, Reach},
    crm::OpportunityState,
    periods::Month,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use store::{
    Conn, columns, company,
    targets::{self as stored, FigureRow, TargetRecord, Whose},
};
use wire::{
    pivot::{Group, PivotQuery},
    targets::Progress,
};

/// The reader's own, and the team's for those who see it.
pub(crate) async fn progress(by: &Staff, conn: &mut Conn, month: Month) -> Result<Vec<Progress>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let key = month.to_string();
    let set = stored::list(conn, scope.company, (&key, &key)).await?;
    let mut all = vec![of(by, conn, month, &set, Whose::Owner(by.user().0)).await?];
    if let Some(team) = scope.team.filter(|_| scope.reach != Reach::Own) {
        let name = company::team_name(conn, scope.company, Some(team)).await?;
        all.push(Progress { team: name, ..of(by, conn, month, &set, Whose::Team(team.0)).await? });
    }
    Ok(all)
}

async fn of(by: &Staff, conn: &mut Conn, month: Month, set: &[TargetRecord], whose: Whose) -> Result<Progress, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let days = (columns::day_text(month.first()), columns::day_text(month.end()));
    let won = stored::won(conn, scope, whose, (&days.0, &days.1)).await?;
    let open = stored::open(conn, scope, whose, (&days.0, &days.1)).await?;
    let theirs = |row: &&TargetRecord| match whose {
        Whose::All => false,
        Whose::Owner(id) => row.user_id == Some(id),
        Whose::Team(id) => row.team_id == Some(id),
    };
    let sum = |rows: &[FigureRow]| thousandths(rows.iter().map(|row| row.sum).sum());
    let count = |rows: &[FigureRow]| rows.iter().map(|row| row.count).sum();
    Ok(Progress {
        team: String::new(),
        month,
        won: sum(&won),
        won_count: count(&won),
        open: sum(&open),
        open_count: count(&open),
        target: set.iter().find(theirs).and_then(|row| amount(row, &by.currency)),
    })
}

/// What is to be sold in each of some months or quarters by those a question is about: a person, a team, or, without
/// either, all teams; all people where no team has a target. Of others than oneself and one's own team only for those who see all.
pub(crate) async fn of_periods(
    by: &Staff,
    conn: &mut Conn,
    query: &PivotQuery,
    periods: &[Group],
) -> Result<Vec<Option<Decimal>>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let filter = &query.filter;
    // Targets are of everything that is won, not of a part of it.
    let of_a_part = filter.stage.is_some()
        || filter.tag.is_some()
        || filter.plan.is_some()
        || filter.step.is_some()
        || filter.before.is_some()
        || filter.has.is_some()
        || query.all
        || filter.state == OpportunityState::Lost
        || !filter.source.is_empty()
        || !filter.search.is_empty();
    let owner = if filter.mine { Some(by.user()) } else { filter.owner };
    let seen = match (owner, filter.team) {
        (Some(owner), _) => scope.reach == Reach::All || owner == by.user(),
        (None, Some(team)) => scope.reach == Reach::All || scope.reach == Reach::Team && scope.team == Some(team),
        (None, None) => scope.reach == Reach::All,
    };
    if of_a_part || !seen || (owner.is_some() && filter.team.is_some()) {
        return Ok(Vec::new());
    }
    let years = |group: &Group| group.key.get(..4).map(str::to_owned);
    let (Some(first), Some(last)) = (periods.iter().filter_map(years).min(), periods.iter().filter_map(years).max())
    else {
        return Ok(Vec::new());
    };
    let set = stored::list(conn, scope.company, (&format!("{first}-01"), &format!("{last}-12"))).await?;
    let any_team = set.iter().any(|row| row.team_id.is_some());
    let theirs = |row: &TargetRecord| match (owner, filter.team) {
        (Some(owner), _) => row.user_id == Some(owner.0),
        (None, Some(team)) => row.team_id == Some(team.0),
        (None, None) => row.team_id.is_some() == any_team,
    };
    let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
    for row in set.iter().filter(|row| theirs(row)) {
        if let (Ok(month), Some(target)) = (row.month.parse::<Month>(), amount(row, &by.currency)) {
            *sums.entry(query.by.key(month)).or_default() += target;
        }
    }
    Ok(periods.iter().map(|group| sums.get(&group.key).copied()).collect())
}
