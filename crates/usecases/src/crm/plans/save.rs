//! Make a plan, change one, or take it out of use.
use super::steps;
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    crm::plans as rule,
    ids::{CompanyId, PlanId, StageId, TeamId},
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use store::{
    Unit, company,
    crm::plans::{self as stored, PlanRecord},
    events::{By, Change},
};
use uuid::Uuid;
use wire::plans::{PlanFields, SavePlan, SavedPlan};

/// Keeps a plan with its steps and the stages that start it; a stage starts one plan, the one that was given it last.
/// What was started stays as it was planned. One out of use is started no more, also by no stage. A form without a
/// change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals by field: `already_taken` at
/// `name`, `required` at `steps` for none, those of a step at `steps.0.type` and so on.
pub async fn save_plan(by: &Staff, cx: &Cx, command: SavePlan) -> Result<SavedPlan, Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SavePlan) -> Result<SavedPlan, Denied> {
    let before = match command.id {
        None => None,
        Some(id) => Some(stored::load(&mut unit.conn, company, id).await?),
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let id = before.as_ref().map_or_else(Uuid::now_v7, |before| before.id);
    let plan = PlanId(id);
    let old_steps = match &before {
        Some(_) => stored::steps(&mut unit.conn, company, plan).await?,
        None => Vec::new(),
    };
    let given = command.fields;
    let mut fields = Fields::new();
    let row = head(unit, company, (id, before.as_ref()), &given, &mut fields).await?;
    let steps = steps::taken_up(unit, (company, id), &old_steps, &given.steps, &mut fields).await?;
    let stages = starting(unit, company, &given, &mut fields).await?;
    denied::all_right(fields)?;
    let old_stages = stored::stages(&mut unit.conn, company).await?;
    let old_stages: BTreeSet<Uuid> =
        old_stages.into_iter().filter(|(_, of)| *of == id).map(|(stage, _)| stage).collect();
    let same_stages = old_stages == stages.iter().map(|stage| stage.0).collect();
    let saved = |version| SavedPlan { id: plan, version };
    let (what, version, changes) = match &before {
        Some(before) if *before == row && old_steps == steps && same_stages => return Ok(saved(row.version)),
        Some(before) => {
            let changes = [
                Change::of("name", &before.name, &row.name),
                Change::of("active", before.retired == 0, row.retired == 0),
            ];
            let version = stored::update(unit, &row).await.map_err(kept::name_taken)?;
            ("activity_plan.changed", version, changes.into_iter().flatten().collect())
        }
        None => {
            stored::insert(unit, &row).await.map_err(kept::name_taken)?;
            ("activity_plan.created", 1, Vec::new())
        }
    };
    stored::set_steps(unit, company, plan, &steps).await?;
    stored::set_stages(unit, company, plan, &stages).await?;
    kept::tell(unit, company, ("activity_plan", id), (what, who), (row.name, changes));
    Ok(saved(version))
}

async fn head(
    unit: &mut Unit,
    company: CompanyId,
    (id, before): (Uuid, Option<&PlanRecord>),
    given: &PlanFields,
    fields: &mut Fields,
) -> Result<PlanRecord, Denied> {
    let all = stored::list(&mut unit.conn, company).await?;
    let name = fields.take("name", text::required_line(&given.name, rule::LONGEST)).unwrap_or_default();
    let folded = text::fold(&name);
    if !name.is_empty() && folded.is_empty() {
        // Nothing is left to compare it by.
        fields.refuse("name", Refusal::Required);
    } else if all.iter().any(|other| other.id != id && other.folded == folded) {
        fields.refuse("name", Refusal::AlreadyTaken);
    } else if before.is_none() && all.len() >= rule::MOST {
        fields.refuse("name", Refusal::TooLarge { most: Decimal::from(rule::MOST) });
    }
    if let Some(team) = given.team.filter(|team| before.is_none_or(|before| before.team_id != Some(team.0)))
        && company::team(&mut unit.conn, company, TeamId(team.0)).await?.is_none()
    {
        fields.refuse("team", Refusal::NotAChoice);
    }
    Ok(PlanRecord {
        id,
        company_id: company.0,
        version: before.map_or(1, |before| before.version),
        name,
        folded,
        team_id: given.team.map(|team| team.0),
        retired: i64::from(given.retired),
        created_at: before.map_or(unit.now.0, |before| before.created_at),
    })
}

/// Stages that start it: each one of the company's; none where it is out of use.
async fn starting(
    unit: &mut Unit,
    company: CompanyId,
    given: &PlanFields,
    fields: &mut Fields,
) -> Result<Vec<StageId>, Denied> {
    if given.retired || given.stages.is_empty() {
        return Ok(Vec::new());
    }
    let known = company::stages(&mut unit.conn, company).await?;
    let stages: BTreeSet<StageId> = given.stages.iter().copied().collect();
    if stages.iter().any(|stage| known.iter().all(|known| known.id != stage.0)) {
        fields.refuse("stages", Refusal::NotAChoice);
    }
    Ok(stages.into_iter().collect())
}
