//! Server functions of stages: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::stages;

/// All stages of the pipeline.
#[server(prefix = "/api", endpoint = "stages/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_stages() -> Result<stages::StagesView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::list_stages(&by, &cx).await?)
}

/// Makes or changes a stage.
#[server(prefix = "/api", endpoint = "stages/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_stage(command: stages::SaveStage) -> Result<stages::SavedStage, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::save_stage(&by, &cx, command).await?)
}

/// Brings a stage one place further.
#[server(prefix = "/api", endpoint = "stages/shift", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn shift_stage(command: stages::ShiftStage) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::shift_stage(&by, &cx, command).await?)
}

/// Takes a stage out of use, or back into it.
#[server(prefix = "/api", endpoint = "stages/retire", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn retire_stage(command: stages::RetireStage) -> Result<stages::SavedStage, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::retire_stage(&by, &cx, command).await?)
}
