//! Server functions of recurring plans: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::recurring;

/// All plans of the company.
#[server(prefix = "/api", endpoint = "recurring/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_recurring_plans() -> Result<Vec<recurring::PlanForm>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::list_recurring_plans(&by, &cx).await?)
}

/// Plans that an opportunity can be given.
#[server(prefix = "/api", endpoint = "recurring/offered", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn offered_recurring_plans() -> Result<Vec<recurring::PlanRef>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::offered_recurring_plans(&by, &cx).await?)
}

/// Makes or changes a plan.
#[server(prefix = "/api", endpoint = "recurring/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_recurring_plan(command: recurring::SavePlan) -> Result<recurring::SavedPlan, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::save_recurring_plan(&by, &cx, command).await?)
}

/// Removes a plan; answers how many opportunities had it.
#[server(prefix = "/api", endpoint = "recurring/remove", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn remove_recurring_plan(command: recurring::RemovePlan) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::remove_recurring_plan(&by, &cx, command).await?)
}
