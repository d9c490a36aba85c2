//! The teams' own fields for their settings.
use super::{Field, all};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CustomFieldId, StageId, TeamId},
};
use std::collections::BTreeMap;
use store::{company, teams};
use wire::{
    custom::{ChoiceFields, CustomFields, CustomForm, CustomView},
    shared::TeamRef,
};

/// All fields, team by team.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list_custom_fields(by: &Staff, cx: &Cx) -> Result<CustomView, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let names: BTreeMap<_, _> =
        teams::list(&mut conn, company).await?.into_iter().map(|team| (team.id, team.name)).collect();
    let name = |field: &Field| names.get(&field.row.team_id).cloned().unwrap_or_default();
    let mut fields = all(&mut conn, company).await?;
    fields.sort_by_cached_key(|field| (name(field), field.row.retired));
    let teams = company::teams(&mut conn, company).await?;
    let stages = company::stages(&mut conn, company).await?;
    let form = |field: Field| CustomForm {
        id: CustomFieldId(field.row.id),
        version: field.row.version,
        team_name: name(&field),
        fields: CustomFields {
            team: Some(TeamId(field.row.team_id)),
            kind: field.kind,
            choices: field
                .choices
                .into_iter()
                .map(|one| ChoiceFields { id: Some(one.id), name: one.name, retired: one.retired })
                .collect(),
            required: field.row.required_stage_id.map(StageId),
            on_card: field.row.on_card == 1,
            retired: field.row.retired == 1,
            name: field.row.name,
        },
    };
    Ok(CustomView {
        fields: fields.into_iter().map(form).collect(),
        teams: teams.into_iter().map(|(id, name)| TeamRef { id: TeamId(id), name }).collect(),
        stages: stages
            .into_iter()
            .filter(|stage| stage.retired == 0)
            .map(|stage| (StageId(stage.id), stage.name, stage.team_id.map(TeamId)))
            .collect(),
    })
}
