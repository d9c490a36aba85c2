//! Make a plan of recurring revenue, or change it, or take it out of use.
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    crm::recurring,
    ids::{CompanyId, RecurringPlanId},
    refusal::{Fields, Refusal},
};
use rust_decimal::Decimal;
use store::{
    Unit,
    crm::recurring::{self as stored, PlanRecord},
    events::{By, Change},
};
use uuid::Uuid;
use wire::recurring::{SavePlan, SavedPlan};

/// Keeps a plan. One out of use is offered no more, and stays where it stands. Its months stay as they are while
/// opportunities count by them. A form without a change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`]; refusals at `name`: `already_taken` also
/// where another's differs in case alone, `too_large` for too many; at `months`: `too_small`, `too_large`, `in_use`.
pub async fn save_recurring_plan(by: &Staff, cx: &Cx, command: SavePlan) -> Result<SavedPlan, Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SavePlan) -> Result<SavedPlan, Denied> {
    let before = match command.id {
        None => None,
        Some(id) => Some(stored::load_for_update(unit, company, id).await?),
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let all = stored::list(&mut unit.conn, company).await?;
    let mut fields = Fields::new();
    let name = recurring::name(&command.fields.name, &mut fields);
    let months = i64::from(recurring::months(command.fields.months, &mut fields));
    let folded = recurring::key(&name);
    let id = before.as_ref().map_or_else(Uuid::now_v7, |before| before.id);
    if all.iter().any(|other| other.id != id && other.folded == folded) {
        fields.refuse("name", Refusal::AlreadyTaken);
    }
    if before.is_none() && all.len() >= recurring::MOST {
        fields.refuse("name", Refusal::TooLarge { most: Decimal::from(recurring::MOST) });
    }
    if before.as_ref().is_some_and(|before| before.months != months)
        && stored::used(&mut unit.conn, company, RecurringPlanId(id), 1).await? > 0
    {
        fields.refuse("months", Refusal::InUse);
    }
    denied::all_right(fields)?;
    let row = PlanRecord {
        id,
        company_id: company.0,
        version: before.as_ref().map_or(1, |before| before.version),
        name,
        folded,
        months,
        retired: i64::from(command.fields.retired),
        created_at: before.as_ref().map_or(unit.now.0, |before| before.created_at),
    };
    let (what, version, changes) = match &before {
        Some(before) if *before == row => return Ok(SavedPlan { id: RecurringPlanId(id), version: row.version }),
        Some(before) => {
            let changes = [
                Change::of("name", &before.name, &row.name),
                Change::of("months", before.months, row.months),
                Change::of("active", before.retired == 0, row.retired == 0),
            ];
            let version = stored::update(unit, &row).await.map_err(kept::name_taken)?;
            ("recurring_plan.changed", version, changes.into_iter().flatten().collect())
        }
        None => {
            stored::insert(unit, &row).await.map_err(kept::name_taken)?;
            ("recurring_plan.created", 1, Vec::new())
        }
    };
    kept::tell(unit, company, ("recurring_plan", row.id), (what, who), (row.name, changes));
    Ok(SavedPlan { id: RecurringPlanId(id), version })
}
