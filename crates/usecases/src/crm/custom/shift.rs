//! Bring a field one place further among those of its team.
use super::all;
use crate::{Cx, Denied, Staff, settings::kept};
use domain::ids::{CompanyId, TeamId};
use store::{StoreError, Unit, crm::custom as stored, teams};
use wire::custom::ShiftCustomField;

/// It changes places with its neighbour among those of its team in use; at the end it stays. No version is asked for: two
/// people who shift at once shift twice.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::NotFound`], also of one out of use.
pub async fn shift_custom_field(by: &Staff, cx: &Cx, command: ShiftCustomField) -> Result<(), Denied> {
    kept::save(by, cx, command.key, command, |unit, company, _, command| Box::pin(write(unit, company, command))).await
}

async fn write(unit: &mut Unit, company: CompanyId, command: ShiftCustomField) -> Result<(), Denied> {
    let field = stored::load(&mut unit.conn, company, command.id).await?;
    teams::lock(unit, company, TeamId(field.team_id)).await?;
    let mut of_team = all(&mut unit.conn, company).await?;
    of_team.retain(|other| other.row.team_id == field.team_id && other.row.retired == 0);
    let at = of_team.iter().position(|other| other.row.id == field.id).ok_or(StoreError::NotFound)?;
    let beside = if command.earlier { at.checked_sub(1) } else { Some(at + 1) };
    let Some(other) = beside.and_then(|beside| of_team.get(beside)) else { return Ok(()) };
    let stands = of_team.get(at).map_or(field.position, |own| own.row.position);
    stored::place(unit, company, field.id, other.row.position).await?;
    stored::place(unit, company, other.row.id, stands).await?;
    unit.announce(company, "custom_field", field.id);
    Ok(())
}
