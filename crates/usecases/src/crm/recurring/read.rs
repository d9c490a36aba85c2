//! Plans as they are shown, and what an opportunity brings by its own.
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CompanyId, RecurringPlanId},
};
use store::{
    Conn, columns,
    crm::{
        record::OpportunityRecord,
        recurring::{self as stored, PlanRecord},
    },
};
use wire::{
    opportunities::MOST_CHANGED,
    recurring::{PlanFields, PlanForm, PlanRef, RecurringView},
};

/// All plans of the company for their settings, those out of use last.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list_recurring_plans(by: &Staff, cx: &Cx) -> Result<Vec<PlanForm>, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let mut rows = stored::list(&mut conn, company).await?;
    rows.sort_by_key(|row| row.retired);
    let mut forms = Vec::with_capacity(rows.len());
    for row in rows {
        let id = RecurringPlanId(row.id);
        forms.push(PlanForm {
            id,
            version: row.version,
            used: stored::used(&mut conn, company, id, i64::from(MOST_CHANGED) + 1).await?,
            fields: PlanFields { months: columns::count(row.months)?, retired: row.retired == 1, name: row.name },
        });
    }
    Ok(forms)
}

/// Plans that an opportunity can be given, the shortest first.
/// # Errors
/// [`Denied`].
pub async fn offered_recurring_plans(by: &Staff, cx: &Cx) -> Result<Vec<PlanRef>, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    let rows = stored::list(&mut conn, company).await?;
    rows.into_iter().filter(|row| row.retired == 0).map(plan).collect()
}

fn plan(row: PlanRecord) -> Result<PlanRef, Denied> {
    Ok(PlanRef {
        id: RecurringPlanId(row.id),
        months: columns::count(row.months)?,
        retired: row.retired == 1,
        name: row.name,
    })
}

/// Every plan of a company of which something recurs, also those out of use; none where nothing does, so that nothing of
/// it is shown there.
pub(in crate::crm) async fn offered(conn: &mut Conn, company: CompanyId) -> Result<Vec<PlanRef>, Denied> {
    if !stored::any(conn, company).await? {
        return Ok(Vec::new());
    }
    stored::list(conn, company).await?.into_iter().map(plan).collect()
}

/// What an opportunity brings again and again, with the plans it can be given.
pub(in crate::crm) async fn view(conn: &mut Conn, row: &OpportunityRecord) -> Result<RecurringView, Denied> {
    let all = stored::list(conn, CompanyId(row.company_id)).await?;
    let own = |plan: &PlanRecord| Some(plan.id) == row.recurring_plan_id;
    let plans: Vec<PlanRef> =
        all.into_iter().filter(|row| row.retired == 0 || own(row)).map(plan).collect::<Result<_, _>>()?;
    Ok(RecurringView {
        amount: columns::decimal(row.recurring),
        plan: plans.iter().find(|plan| Some(plan.id.0) == row.recurring_plan_id).cloned(),
        monthly: columns::decimal(row.monthly),
        plans,
    })
}
