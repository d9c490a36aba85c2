//! Remove a plan of recurring revenue.
use super::recount;
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    ids::{CompanyId, OpportunityId},
    money::Currency,
    refusal::{Fields, Refusal},
};
use rust_decimal::Decimal;
use store::{
    Unit,
    crm::{record, recurring as stored},
    events::{By, Change, EventData, NewEvent},
};
use wire::{opportunities::MOST_CHANGED, recurring::RemovePlan};

/// The plan is gone; opportunities that had it keep their amounts, which count as a month's from then on, and say so on
/// their timelines. Answers how many those were.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::NotFound`], [`Denied::Stale`]; `too_large` at `used`
/// for more than are changed at once: such a plan is taken out of use.
pub async fn remove_recurring_plan(by: &Staff, cx: &Cx, command: RemovePlan) -> Result<i64, Denied> {
    let currency = by.currency;
    kept::save(by, cx, command.key, command, move |unit, company, who, command| {
        Box::pin(write(unit, company, (who, currency), command))
    })
    .await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    (who, currency): (By, Currency),
    command: RemovePlan,
) -> Result<i64, Denied> {
    // Whoever gives the plan to an opportunity holds its row too: nobody comes in between.
    let plan = stored::load_for_update(unit, company, command.id).await?;
    kept::unchanged(Some(plan.version), command.version)?;
    let most = i64::from(MOST_CHANGED);
    let using = stored::unscoped_using(unit, company, command.id, most + 1).await?;
    let mut count = 0;
    if using.len() as i64 > most {
        let mut fields = Fields::new();
        fields.refuse("used", Refusal::TooLarge { most: Decimal::from(most) });
        denied::all_right(fields)?;
    }
    for id in using {
        count += i64::from(take_away(unit, company, (&who, currency), (id, plan.id, &plan.name)).await?);
    }
    stored::remove(unit, company, command.id).await?;
    kept::tell(unit, company, ("recurring_plan", plan.id), ("recurring_plan.removed", who), (plan.name, Vec::new()));
    Ok(count)
}

/// Takes the plan from an opportunity, unless it has another one meanwhile.
async fn take_away(
    unit: &mut Unit,
    company: CompanyId,
    (who, currency): (&By, Currency),
    (id, plan, name): (OpportunityId, uuid::Uuid, &str),
) -> Result<bool, Denied> {
    let mut row = record::unscoped_load_for_update(unit, company, id).await?;
    if row.recurring_plan_id != Some(plan) {
        return Ok(false);
    }
    row.recurring_plan_id = None;
    recount(unit, &mut row, &currency).await?;
    row.updated_at = unit.now.0;
    record::update(unit, &row).await?;
    let changes = Change::of("recurring_plan", name, "").into_iter().collect();
    let data = EventData { changes, ..EventData::default() };
    unit.event(NewEvent::new(company, "opportunity", id.0, "opportunity.changed", who.clone()).with(data));
    unit.announce(company, "opportunity", id.0);
    Ok(true)
}
