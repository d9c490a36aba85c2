//! The stages for their settings.
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{StageId, TeamId},
};
use rust_decimal::Decimal;
use store::{columns, company, crm::stages as stored};
use wire::{
    shared::TeamRef,
    stages::{StageFields, StageForm, StagesView},
};

/// All stages in their order, those out of use last, each with how many open opportunities stand in it.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list_stages(by: &Staff, cx: &Cx) -> Result<StagesView, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let counts = stored::unscoped_counts(&mut conn, company).await?;
    let mut rows = company::stages(&mut conn, company).await?;
    rows.sort_by_key(|row| row.retired);
    let teams = company::teams(&mut conn, company).await?;
    let mut stages = Vec::with_capacity(rows.len());
    for row in rows {
        let team = row.team_id.map(TeamId);
        stages.push(StageForm {
            id: StageId(row.id),
            version: row.version,
            // Also that of a team that is out of use.
            team_name: company::team_name(&mut conn, company, team).await?,
            fields: StageFields {
                name: row.name,
                chance: Some(Decimal::from(columns::count::<u8>(row.chance)?)),
                team,
                folded: row.folded == 1,
            },
            retired: row.retired == 1,
            standing: counts.iter().find(|(id, _)| *id == row.id).map_or(0, |(_, count)| *count),
        });
    }
    Ok(StagesView { stages, teams: teams.into_iter().map(|(id, name)| TeamRef { id: TeamId(id), name }).collect() })
}
