//! Server functions of activity plans: admit, call the use-case, answer.
use crate::wire::AppError;
use chrono::NaiveDate;
use domain::ids::{OpportunityId, PlanId};
use leptos::prelude::*;
use wire::plans;

/// All plans of the company.
#[server(prefix = "/api", endpoint = "activity-plans/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_plans() -> Result<plans::PlansView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::list_plans(&by, &cx).await?)
}

/// Makes or changes a plan.
#[server(prefix = "/api", endpoint = "activity-plans/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_plan(command: plans::SavePlan) -> Result<plans::SavedPlan, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::save_plan(&by, &cx, command).await?)
}

/// Plans that can be started about an opportunity.
#[server(prefix = "/api", endpoint = "activity-plans/offered", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn offered_plans(opportunity: OpportunityId) -> Result<Vec<plans::PlanRef>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::offered_plans(&by, &cx, opportunity).await?)
}

/// What starting a plan would make.
#[server(prefix = "/api", endpoint = "activity-plans/preview", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn preview_plan(
    opportunity: OpportunityId,
    plan: PlanId,
    on: Option<NaiveDate>,
) -> Result<Vec<plans::PlannedStep>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::preview_plan(&by, &cx, (opportunity, plan), on).await?)
}

/// Starts a plan.
#[server(prefix = "/api", endpoint = "activity-plans/launch", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn launch_plan(command: plans::LaunchPlan) -> Result<plans::Launched, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::launch_plan(&by, &cx, command).await?)
}

/// Cancels what starting a plan made, as far as it waits to be done; answers how many.
#[server(prefix = "/api", endpoint = "activity-plans/take-back", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn take_back_launch(command: plans::TakeBackLaunch) -> Result<u32, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::take_back_launch(&by, &cx, command).await?)
}
