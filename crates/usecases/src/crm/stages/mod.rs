//! The stages of the pipeline: those of all teams, and those of one.
mod read;
mod retire;
mod save;
mod shift;

pub use read::list_stages;
pub use retire::retire_stage;
pub use save::save_stage;
pub use shift::shift_stage;

use super::fields;
use crate::Denied;
use domain::{
    crm::stages::{self, Place},
    ids::{CompanyId, OpportunityId, StageId, TeamId},
    money::Currency,
};
use store::{
    Conn, Unit,
    company::{self, StageRecord},
    crm::{record::OpportunityRecord, visits},
    events::Change,
};

/// Who may stand where, in the order of the pipeline.
pub(crate) fn places(stages: &[StageRecord]) -> Vec<Place> {
    stages.iter().map(StageRecord::place).collect()
}

/// Where an opportunity of a team begins; none where the company has no stage for it.
pub(crate) async fn first(
    conn: &mut Conn,
    company: CompanyId,
    team: Option<TeamId>,
) -> Result<Option<StageRecord>, Denied> {
    let stages = company::stages(conn, company).await?;
    let first = stages::first(&places(&stages), team);
    Ok(stages.into_iter().find(|stage| Some(stage.id) == first.map(|id| id.0)))
}

/// Puts the row into a stage its team may stand in, unless it stands in one; what is weighted follows. Answers what
/// changed. Of the table nothing is written.
pub(crate) async fn refit(conn: &mut Conn, row: &mut OpportunityRecord) -> Result<Option<Change>, Denied> {
    let company = CompanyId(row.company_id);
    let stages = company::stages(conn, company).await?;
    let kept = stages::kept(&places(&stages), StageId(row.stage_id), row.team_id.map(TeamId));
    if kept.0 == row.stage_id {
        return Ok(None);
    }
    let named = |id| stages.iter().find(|stage| stage.id == id);
    let change = Change::of(
        "stage",
        named(row.stage_id).map_or("", |stage| stage.name.as_str()),
        named(kept.0).map_or("", |stage| stage.name.as_str()),
    );
    row.stage_id = kept.0;
    if row.state == "open" {
        row.chance = named(kept.0).map_or(row.chance, |stage| stage.chance);
        let found = company::load(conn, company).await?;
        let currency = Currency::parse(&found.currency).unwrap_or(Currency::EUR);
        row.weighted = fields::weighted(row.expected, row.chance, &currency);
    }
    Ok(change)
}

/// As [`refit`], of an opportunity whose team has changed and that is written by the caller: it leaves the stage where it
/// stood, and enters the other.
pub(crate) async fn settle(unit: &mut Unit, row: &mut OpportunityRecord) -> Result<Option<Change>, Denied> {
    let moved = refit(&mut unit.conn, row).await?;
    if moved.is_some() && row.state == "open" {
        visits::enter(unit, OpportunityId(row.id), row.stage_id).await?;
    }
    Ok(moved)
}
