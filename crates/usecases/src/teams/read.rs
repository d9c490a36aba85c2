//! All teams, as their settings show them.
use super::fields;
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    crm::assign::{rule::Rule, turn::Turn},
    ids::{TeamId, UserId},
};
use store::{Conn, columns, company, teams as stored, teams::TeamRecord};
use wire::{
    shared::UserRef,
    teams::{TeamFields, TeamForm, TeamsView},
};

/// A rule from its column.
/// # Errors
/// [`Denied`].
pub(crate) fn rule(text: &str) -> Result<Rule, Denied> {
    fields::rule(text)
}

/// All teams of the company, retired ones last, and everybody who can be in them.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list(by: &Staff, cx: &Cx) -> Result<TeamsView, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let mut rows = stored::list(&mut conn, company).await?;
    rows.sort_by_key(|row| row.retired);
    let mut teams = Vec::with_capacity(rows.len());
    for row in rows {
        teams.push(form(&mut conn, row).await?);
    }
    let people = company::owners(&mut conn, company).await?;
    let people = people.into_iter().map(|one| UserRef { id: UserId(one.id), name: one.name }).collect();
    Ok(TeamsView { teams, people, currency: by.currency })
}

async fn form(conn: &mut Conn, row: TeamRecord) -> Result<TeamForm, Denied> {
    let id = TeamId(row.id);
    let members = stored::members(conn, domain::ids::CompanyId(row.company_id), id).await?;
    Ok(TeamForm {
        id,
        version: row.version,
        retired: row.retired == 1,
        names: members.iter().map(|member| member.name.clone()).collect(),
        fields: TeamFields {
            rule: fields::rule(&row.rule)?,
            name: row.name,
            position: columns::count(row.position)?,
            assigns: row.assigns == 1,
            turn: columns::code(&row.turn, Turn::parse)?,
            members: members.iter().map(|member| fields::member(id, member)).collect::<Result<_, _>>()?,
        },
    })
}
