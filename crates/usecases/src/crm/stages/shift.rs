//! Bring a stage one place further to the front or to the back.
use crate::{Cx, Denied, Staff, settings::kept};
use domain::ids::{CompanyId, StageId};
use store::{StoreError, Unit, company, crm::stages as stored, events::By};
use wire::stages::ShiftStage;

/// It changes places with its neighbour among those in use; at the end it stays. No version is asked for: two people who
/// shift at once shift twice.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::NotFound`], also of one out of use.
pub async fn shift_stage(by: &Staff, cx: &Cx, command: ShiftStage) -> Result<(), Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: ShiftStage) -> Result<(), Denied> {
    stored::lock(unit, company).await?;
    let mut all = company::stages(&mut unit.conn, company).await?;
    all.retain(|stage| stage.retired == 0);
    let at = all.iter().position(|stage| stage.id == command.id.0).ok_or(StoreError::NotFound)?;
    let beside = if command.earlier { at.checked_sub(1) } else { Some(at + 1) };
    let Some(other) = beside.and_then(|beside| all.get(beside)) else { return Ok(()) };
    stored::swap(unit, company, command.id, StageId(other.id)).await?;
    let name = all.get(at).map(|stage| stage.name.clone()).unwrap_or_default();
    kept::tell(unit, company, ("stage", command.id.0), ("stage.shifted", who), (name, Vec::new()));
    unit.announce(company, "settings", company.0);
    Ok(())
}
