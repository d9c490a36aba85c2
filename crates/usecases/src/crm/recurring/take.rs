//! What an opportunity brings again and again, into its row.
use crate::{
    Denied,
    crm::fields::{self, weigh},
};
use domain::{
    crm::revenue,
    ids::{CompanyId, RecurringPlanId},
    money::Currency,
    refusal::{Fields, Refusal},
};
use store::{
    StoreError, Unit, columns,
    crm::{record::OpportunityRecord, recurring as stored},
};
use wire::recurring::Recurring;

/// Which plans are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::crm) enum Plans {
    /// Those that are in use.
    InUse,
    /// Also those that went out of use: a way back gives what there was.
    All,
}

/// Takes what was typed, or notes what is wrong with it: at `recurring` the amount, at `recurring_plan` a plan that is
/// not there, or out of use and not the one it has.
pub(in crate::crm) async fn take(
    unit: &mut Unit,
    row: &mut OpportunityRecord,
    (typed, plans): (&Recurring, Plans),
    currency: &Currency,
    fields: &mut Fields,
) -> Result<(), Denied> {
    let amount = fields.take("recurring", fields::expected(typed.amount, currency)).unwrap_or_default();
    // Bounded above, so it fits.
    let amount = columns::millionths(amount).unwrap_or_default();
    let plan = typed.plan.map(|plan| plan.0);
    if (amount, plan) == (row.recurring, row.recurring_plan_id) {
        return Ok(());
    }
    let months = match typed.plan {
        None => 1,
        Some(id) => match stored::load_for_update(unit, CompanyId(row.company_id), id).await {
            Ok(found) if found.retired == 0 || plans == Plans::All || plan == row.recurring_plan_id => {
                columns::count(found.months)?
            }
            Ok(_) | Err(StoreError::NotFound) => {
                fields.refuse("recurring_plan", Refusal::NotAChoice);
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        },
    };
    row.recurring = amount;
    row.recurring_plan_id = plan;
    count(row, months, currency);
    Ok(())
}

/// Works out anew what comes in a month after amount or plan of the row were put there. A plan that is there no more is
/// none.
pub(in crate::crm) async fn recount(
    unit: &mut Unit,
    row: &mut OpportunityRecord,
    currency: &Currency,
) -> Result<(), Denied> {
    let months = match row.recurring_plan_id {
        None => 1,
        Some(id) => match stored::load_for_update(unit, CompanyId(row.company_id), RecurringPlanId(id)).await {
            Ok(found) => columns::count(found.months)?,
            Err(StoreError::NotFound) => {
                row.recurring_plan_id = None;
                1
            }
            Err(error) => return Err(error.into()),
        },
    };
    count(row, months, currency);
    Ok(())
}

fn count(row: &mut OpportunityRecord, months: u32, currency: &Currency) {
    let monthly = revenue::monthly(columns::decimal(row.recurring), months, currency.decimals());
    row.monthly = columns::millionths(monthly).unwrap_or_default();
    weigh(row, currency);
}
