//! Fields that have to be filled in before an opportunity comes to a stage.
use super::all;
use crate::{Denied, crm::stages::places};
use domain::{
    crm::stages,
    ids::{CompanyId, OpportunityId, StageId},
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
    let company = CompanyId(row.company_id);
    let Some(team) = row.team_id else { return Ok(()) };
    let places = places(known);
    let mut needed = all(conn, company).await?;
    needed.retain(|field| {
        let from = field.row.required_stage_id.map(StageId);
        field.row.team_id == team
            && field.row.retired == 0
            && from.is_some_and(|from| stages::reached(&places, from, to))
    });
    if needed.is_empty() {
        return Ok(());
    }
    let values = stored::of(conn, company, OpportunityId(row.id)).await?;
    let empty: Vec<String> =
        needed.into_iter().filter(|field| !values.contains_key(&field.row.id)).map(|field| field.row.name).collect();
    match empty.is_empty() {
        true => Ok(()),
        false => Err(Denied::at("stage", Refusal::FillInFirst { names: empty.join(", ") })),
    }
}
