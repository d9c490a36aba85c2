//! The stages of the pipeline: those of all teams, and those of one.
mod read;
mod retire;
mod save;
mod shift;

pub use read::list_stages;
pub use retire::retire_stage;
pub use save::save_stage;
pub use shift::shift_stage;

use super::{custom, fields};
use crate::Denied;
use domain::{
    crm::stages::{self, Place},
    ids::{CompanyId, OpportunityId, StageId, TeamId},
    money::Currency,
    text,
};
use store::{
    Conn, Unit,
    company::{self, StageRecord},
    crm::{record::OpportunityRecord, stages as stored, visits},
    events::Change,
};
use uuid::Uuid;

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

/// Times a stage is looked for that has changed hands while it was waited for.
pub(in crate::crm) const MOST_TRIES: u32 = 4;

/// Keeps a stage as it is until the unit ends, for an opportunity of a team that comes to stand in it; none where it takes
/// no such one, which may have come about at this very moment. Whoever puts something into a stage asks this last.
pub(crate) async fn hold(
    unit: &mut Unit,
    company: CompanyId,
    (stage, team): (StageId, Option<TeamId>),
) -> Result<Option<StageRecord>, Denied> {
    let held = stored::hold(unit, company, stage).await?;
    Ok(Some(held).filter(|held| held.place().takes(team)))
}

/// Puts the row into a stage its team may stand in, unless it stands in one, and holds that stage; what is weighted
/// follows. Answers what changed. Of the table nothing is written.
pub(crate) async fn refit(unit: &mut Unit, row: &mut OpportunityRecord) -> Result<Option<Change>, Denied> {
    let (company, team) = (CompanyId(row.company_id), row.team_id.map(TeamId));
    let mut tries = 1;
    loop {
        let stages = company::stages(&mut unit.conn, company).await?;
        let places = places(&stages);
        let kept = stages::kept(&places, StageId(row.stage_id), team);
        let held = hold(unit, company, (kept, team)).await?.is_some();
        // Where no stage at all takes it, it stands where it stood.
        if held || tries == MOST_TRIES || !places.iter().any(|place| place.takes(team)) {
            return stand(&mut unit.conn, row, kept.0, &stages).await;
        }
        tries += 1;
    }
}

/// Puts the row into a stage of those that are known.
async fn stand(
    conn: &mut Conn,
    row: &mut OpportunityRecord,
    to: Uuid,
    stages: &[StageRecord],
) -> Result<Option<Change>, Denied> {
    if to == row.stage_id {
        return Ok(None);
    }
    let named = |id| stages.iter().find(|stage| stage.id == id);
    let change = Change::of(
        "stage",
        named(row.stage_id).map_or("", |stage| stage.name.as_str()),
        named(to).map_or("", |stage| stage.name.as_str()),
    );
    row.stage_id = to;
    if row.state == "open" {
        row.chance = named(to).map_or(row.chance, |stage| stage.chance);
        let found = company::load(conn, CompanyId(row.company_id)).await?;
        let currency = Currency::parse(&found.currency).unwrap_or(Currency::EUR);
        fields::weigh(row, &currency);
    }
    Ok(change)
}

/// As [`refit`], of an opportunity whose team has changed and that is written by the caller: it leaves the stage where it
/// stood, and enters the other.
pub(crate) async fn settle(unit: &mut Unit, row: &mut OpportunityRecord) -> Result<Option<Change>, Denied> {
    let moved = refit(unit, row).await?;
    enter(unit, row, moved.is_some()).await?;
    Ok(moved)
}

/// As [`settle`], into the stage where it stood before, if its team may stand there and what that needs is filled in.
pub(crate) async fn settle_back(
    unit: &mut Unit,
    row: &mut OpportunityRecord,
    stage: StageId,
) -> Result<Option<Change>, Denied> {
    let stages = company::stages(&mut unit.conn, CompanyId(row.company_id)).await?;
    let team = row.team_id.map(TeamId);
    let mut fits = stages.iter().any(|known| known.id == stage.0 && known.place().takes(team))
        && hold(unit, CompanyId(row.company_id), (stage, team)).await?.is_some();
    if fits && row.state == "open" {
        fits = match custom::filled_in(&mut unit.conn, row, stage, &stages).await {
            Ok(()) => true,
            Err(Denied::Refused(_)) => false,
            Err(error) => return Err(error),
        };
    }
    if !fits {
        return settle(unit, row).await;
    }
    let moved = stand(&mut unit.conn, row, stage.0, &stages).await?;
    enter(unit, row, moved.is_some()).await?;
    Ok(moved)
}

async fn enter(unit: &mut Unit, row: &OpportunityRecord, moved: bool) -> Result<(), Denied> {
    if moved && row.state == "open" {
        visits::enter(unit, OpportunityId(row.id), row.stage_id).await?;
    }
    Ok(())
}

/// Whether another stage in use that stands on the same boards has the name of this one.
fn rival(all: &[StageRecord], row: &StageRecord) -> bool {
    all.iter().any(|other| {
        let beside = other.team_id == row.team_id || other.team_id.is_none() || row.team_id.is_none();
        other.id != row.id && other.retired == 0 && beside && text::fold(&other.name) == text::fold(&row.name)
    })
}
