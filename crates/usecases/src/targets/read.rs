//! The targets of a year, beside what was won.
use super::{amount, thousandths};
use crate::{Cx, Denied, Staff};
use chrono::Datelike;
use domain::{
    actors::{Permission, Reach},
    ids::{TeamId, UserId},
    periods::Month,
};
use store::{
    columns, company,
    targets::{self as stored, FigureRow, TargetRecord},
};
use wire::targets::{TargetMonth, TargetRow, TargetsView, Whose};

/// Of everybody and every team for those who see all; else the reader's own, and the team's for those who see it. A year
/// that is none is this one.
/// # Errors
/// [`Denied`].
pub async fn read(by: &Staff, cx: &Cx, year: Option<i32>) -> Result<TargetsView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let today = by.zone().day(cx.clock.now());
    let asked = year.and_then(|year| Month::of_year(year).ok());
    let months = match asked {
        Some(months) => months,
        None => Month::of_year(today.year()).map_err(Denied::fault)?,
    };
    let [first, .., last] = months;
    let mut conn = cx.store.reader().await?;
    let set = stored::list(&mut conn, scope.company, (&first.to_string(), &last.to_string())).await?;
    let days = (columns::day_text(first.first()), columns::day_text(last.end()));
    let won = stored::won(&mut conn, scope, stored::Whose::All, (&days.0, &days.1)).await?;
    let sees_team = |team: uuid::Uuid| match scope.reach {
        Reach::All => true,
        Reach::Team => scope.team.is_some_and(|own| own.0 == team),
        Reach::Own => false,
    };
    let sees = |user: uuid::Uuid| scope.reach == Reach::All || user == by.user().0;
    let mut rows = Vec::new();
    for (id, name) in company::teams(&mut conn, scope.company).await? {
        if sees_team(id) {
            let whose = Whose::Team(TeamId(id));
            rows.push(TargetRow { whose, name, months: line(by, whose, &months, &set, &won) });
        }
    }
    for owner in company::owners(&mut conn, scope.company).await? {
        if sees(owner.id) {
            let whose = Whose::User(UserId(owner.id));
            rows.push(TargetRow { whose, name: owner.name, months: line(by, whose, &months, &set, &won) });
        }
    }
    Ok(TargetsView {
        year: first.year(),
        now: Month::of(today),
        rows,
        currency: by.currency,
        may_set: by.scope(Permission::Targets).is_ok(),
    })
}

fn line(by: &Staff, whose: Whose, months: &[Month], set: &[TargetRecord], won: &[FigureRow]) -> Vec<TargetMonth> {
    let (user, team) = match whose {
        Whose::User(user) => (Some(user.0), None),
        Whose::Team(team) => (None, Some(team.0)),
    };
    let month = |month: &Month| {
        let key = month.to_string();
        let row = set.iter().find(|row| (row.user_id, row.team_id) == (user, team) && row.month == key);
        let theirs = |row: &&FigureRow| {
            row.month == key && if user.is_some() { row.owner_id == user } else { row.team_id == team }
        };
        TargetMonth {
            month: *month,
            version: row.map_or(0, |row| row.version),
            target: row.and_then(|row| amount(row, &by.currency)),
            won: thousandths(won.iter().filter(theirs).map(|row| row.sum).sum()),
        }
    };
    months.iter().map(month).collect()
}
