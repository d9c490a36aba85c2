//! Make a stage, or change it.
use super::{places, rival};
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    crm::stages::{LONGEST, MOST},
    ids::{CompanyId, StageId, TeamId},
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use store::{
    StoreError, Unit,
    company::{self, StageRecord},
    crm::stages as stored,
    events::{By, Change},
};
use uuid::Uuid;
use wire::stages::{SaveStage, SavedStage, StageFields};

/// Keeps a stage; a new one stands behind all others. A form without a change writes nothing. A card of another team that
/// somebody moves into it at the moment in which it comes to a team is refused, or this is: who moves one holds the stage
/// ([`super::hold`]).
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals by field: `in_use` at `team` while
/// open opportunities of other teams stand in it, or while it is the only stage for all teams.
pub async fn save_stage(by: &Staff, cx: &Cx, command: SaveStage) -> Result<SavedStage, Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SaveStage) -> Result<SavedStage, Denied> {
    stored::lock(unit, company).await?;
    let all = company::stages(&mut unit.conn, company).await?;
    let before = match command.id {
        None => None,
        Some(id) => Some(all.iter().find(|stage| stage.id == id.0).cloned().ok_or(StoreError::NotFound)?),
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let mut row = before.clone().unwrap_or_else(blank);
    let mut fields = Fields::new();
    take(&command.fields, &mut row, &mut fields);
    if !row.name.is_empty() && rival(&all, &row) {
        fields.refuse("name", Refusal::AlreadyTaken);
    }
    if before.is_none() && all.iter().filter(|stage| stage.retired == 0).count() >= MOST {
        fields.refuse("name", Refusal::TooLarge { most: Decimal::from(MOST) });
    }
    let old_team = before.as_ref().and_then(|before| before.team_id);
    if row.team_id != old_team || before.is_none() {
        fit_team(unit, company, (before.as_ref(), &row), &all, &mut fields).await?;
    }
    denied::all_right(fields)?;
    if before.as_ref() == Some(&row) {
        return Ok(SavedStage { id: StageId(row.id), version: row.version });
    }
    let version = match before {
        None => {
            stored::insert(unit, company, &row).await?;
            1
        }
        Some(_) => stored::update(unit, company, &row).await?,
    };
    let name = |team: Option<Uuid>| team.map(TeamId);
    let teams = (
        company::team_name(&mut unit.conn, company, name(old_team)).await?,
        company::team_name(&mut unit.conn, company, name(row.team_id)).await?,
    );
    let what = if before.is_some() { "stage.changed" } else { "stage.created" };
    let changes = before.as_ref().map_or_else(Vec::new, |before| {
        let changes = [
            Change::of("name", &before.name, &row.name),
            Change::of("chance", format!("{} %", before.chance), format!("{} %", row.chance)),
            Change::of("team", teams.0, teams.1),
        ];
        changes.into_iter().flatten().collect()
    });
    kept::tell(unit, company, ("stage", row.id), (what, who), (row.name, changes));
    unit.announce(company, "settings", company.0);
    Ok(SavedStage { id: StageId(row.id), version })
}

fn take(typed: &StageFields, row: &mut StageRecord, fields: &mut Fields) {
    row.name = fields.take("name", text::required_line(&typed.name, LONGEST)).unwrap_or_default();
    let chance = match typed.chance.map(|chance| chance.normalize()) {
        None => Err(Refusal::Required),
        Some(chance) if chance.scale() > 0 => Err(Refusal::TooManyDecimals { decimals: 0 }),
        Some(chance) if chance < Decimal::ZERO => Err(Refusal::TooSmall { least: Decimal::ZERO }),
        Some(chance) if chance > Decimal::ONE_HUNDRED => Err(Refusal::TooLarge { most: Decimal::ONE_HUNDRED }),
        Some(chance) => Ok(chance.to_i64().unwrap_or_default()),
    };
    row.chance = fields.take("chance", chance).unwrap_or_default();
    row.team_id = typed.team.map(|team| team.0);
    row.folded = i64::from(typed.folded);
}

/// A stage comes to a team only where no open opportunity of another stands in it, and never takes the last stage of all.
async fn fit_team(
    unit: &mut Unit,
    company: CompanyId,
    (before, row): (Option<&StageRecord>, &StageRecord),
    all: &[StageRecord],
    fields: &mut Fields,
) -> Result<(), Denied> {
    let Some(team) = row.team_id else { return Ok(()) };
    if company::team(&mut unit.conn, company, TeamId(team)).await?.is_none() {
        fields.refuse("team", Refusal::NotAChoice);
        return Ok(());
    }
    let Some(before) = before else { return Ok(()) };
    let others: Vec<_> = places(all).into_iter().filter(|place| place.id.0 != row.id).collect();
    if before.retired == 0 && !others.iter().any(|place| place.takes(None)) {
        fields.refuse("team", Refusal::InUse);
        return Ok(());
    }
    let standing = stored::unscoped_standing(&mut unit.conn, company, StageId(row.id), MOST_STANDING).await?;
    if standing.iter().any(|(_, of)| of.map(|of| of.0) != row.team_id) || standing.len() as i64 == MOST_STANDING {
        fields.refuse("team", Refusal::InUse);
    }
    Ok(())
}

/// Most that are looked at: with more of them a stage does not change hands.
const MOST_STANDING: i64 = 5_000;

fn blank() -> StageRecord {
    StageRecord {
        id: Uuid::now_v7(),
        version: 1,
        name: String::new(),
        chance: 0,
        team_id: None,
        folded: 0,
        retired: 0,
        plan_id: None,
    }
}
