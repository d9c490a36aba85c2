//! Fields that have to be filled in before an opportunity comes to a stage.
use super::{Field, all};
use crate::{Denied, crm::stages::places};
use domain::{
    crm::stages,
    ids::{CompanyId, OpportunityId, StageId, TeamId},
    refusal::Refusal,
};
use store::{
    Conn,
    company::StageRecord,
    crm::{custom as stored, record::OpportunityRecord},
};

/// Whether everything is filled in that the team needs from some stage on, up to the one it moves to.
/// # Errors
/// `fill_in_first` at `stage` with the names of what is empty.
pub(in crate::crm) async fn filled_in(
    conn: &mut Conn,
    row: &OpportunityRecord,
    to: StageId,
    known: &[StageRecord],
) -> Result<(), Denied> {
    first(empty(conn, row, to, known).await?)
}

/// What is empty of the fields that the team needs in a stage.
pub(super) async fn empty(
    conn: &mut Conn,
    row: &OpportunityRecord,
    to: StageId,
    known: &[StageRecord],
) -> Result<Vec<Field>, Denied> {
    let company = CompanyId(row.company_id);
    let mut empty = needed(conn, (company, row.team_id.map(TeamId)), to, known).await?;
    if !empty.is_empty() {
        let values = stored::of(conn, company, OpportunityId(row.id)).await?;
        empty.retain(|field| !values.contains_key(&field.row.id));
    }
    Ok(empty)
}

/// As [`filled_in`], of one that is yet to be made: nothing is filled in.
/// # Errors
/// `fill_in_first` at `stage`.
pub(in crate::crm) async fn needs_nothing(
    conn: &mut Conn,
    whose: (CompanyId, Option<TeamId>),
    to: StageId,
    known: &[StageRecord],
) -> Result<(), Denied> {
    first(needed(conn, whose, to, known).await?)
}

async fn needed(
    conn: &mut Conn,
    (company, team): (CompanyId, Option<TeamId>),
    to: StageId,
    known: &[StageRecord],
) -> Result<Vec<Field>, Denied> {
    let Some(team) = team else { return Ok(Vec::new()) };
    let places = places(known);
    let mut needed = all(conn, company).await?;
    needed.retain(|field| {
        let from = field.row.required_stage_id.map(StageId);
        field.row.team_id == team.0
            && field.row.retired == 0
            && from.is_some_and(|from| stages::reached(&places, from, to))
    });
    Ok(needed)
}

fn first(empty: Vec<Field>) -> Result<(), Denied> {
    if empty.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = empty.into_iter().map(|field| field.row.name).collect();
    Err(Denied::at("stage", Refusal::FillInFirst { names: names.join(", ") }))
}
