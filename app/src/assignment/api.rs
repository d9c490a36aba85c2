//! Server functions of assignment: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::assignment;

/// Who would be given what now.
#[server(prefix = "/api", endpoint = "assignment/plan", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn plan() -> Result<assignment::AssignPlan, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::assignment::plan(&by, &cx).await?)
}

/// Gives the waiting ones as they were shown.
#[server(prefix = "/api", endpoint = "assignment/give", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn assign_now(command: assignment::AssignNow) -> Result<assignment::Assigned, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::assignment::assign_now(&by, &cx, command).await?)
}

/// Takes back what was given with one press.
#[server(prefix = "/api", endpoint = "assignment/take-back", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn take_back(command: assignment::TakeBackAssigned) -> Result<assignment::AssignedBack, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::assignment::take_back(&by, &cx, command).await?)
}

/// What the present rules would have made of the last days.
#[server(prefix = "/api", endpoint = "assignment/simulate", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn simulate() -> Result<assignment::Simulation, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::assignment::simulate(&by, &cx).await?)
}
