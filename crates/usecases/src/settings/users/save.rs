//! Change somebody's name, role and team.
use super::{administers, hold, others_administer, role, team_in_use};
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    actors::Role,
    ids::{CompanyId, TeamId, UserId},
    refusal::{Fields, Refusal},
    text,
};
use store::{
    Unit,
    account::{people, users},
    company,
    events::{By, Change},
};
use wire::users::{SaveUser, SavedUser};

/// Keeps who somebody is in the company. What they may do and how far they see changes with their next request; their name
/// stays as it was on what was sent and on the trail. A form without a change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::NotFound`], [`Denied::Stale`], refusals by field;
/// `required` at [`super::LAST_ADMINISTRATOR`] where nobody would administer the company any more.
pub async fn save_user(by: &Staff, cx: &Cx, command: SaveUser) -> Result<SavedUser, Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SaveUser) -> Result<SavedUser, Denied> {
    hold(unit, company, &who).await?;
    let before = users::load(&mut unit.conn, company, command.id).await?;
    kept::unchanged(Some(before.version), command.version)?;
    let (typed, mut row) = (command.fields, before.clone());
    let mut fields = Fields::new();
    row.name = fields.take("name", text::required_line(&typed.name, 100)).unwrap_or_default();
    row.role = typed.role.code().to_owned();
    row.team_id = typed.team.map(|team| team.0);
    match typed.team {
        Some(team) => {
            fields.take("team", team_in_use(unit, company, team).await?);
        }
        None if typed.role == Role::TeamSeller => fields.refuse("team", Refusal::Required),
        None => {}
    }
    denied::all_right(fields)?;
    if administers(&before) && !administers(&row) {
        others_administer(&mut unit.conn, company, command.id).await?;
    }
    let was = company::team_name(&mut unit.conn, company, before.team_id.map(TeamId)).await?;
    let is = company::team_name(&mut unit.conn, company, typed.team).await?;
    let changes: Vec<Change> = [
        Change::of("name", &before.name, &row.name),
        Change::of("role", role(&before)?.code(), typed.role.code()),
        Change::of("team", was, is),
    ]
    .into_iter()
    .flatten()
    .collect();
    if changes.is_empty() && row.team_id == before.team_id {
        return Ok(SavedUser { id: command.id, version: before.version });
    }
    let version = people::update(unit, &row).await?;
    kept::tell(unit, company, ("user", row.id), ("user.changed", who), (row.name, changes));
    unit.announce(company, "settings", company.0);
    Ok(SavedUser { id: UserId(row.id), version })
}
