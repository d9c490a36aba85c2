//! Server functions of activity types: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::activity_types;

/// All types of the company.
#[server(prefix = "/api", endpoint = "activity-types/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_types() -> Result<activity_types::TypesView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::list_types(&by, &cx).await?)
}

/// Makes or changes a type.
#[server(prefix = "/api", endpoint = "activity-types/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_type(command: activity_types::SaveType) -> Result<activity_types::SavedType, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::save_type(&by, &cx, command).await?)
}
