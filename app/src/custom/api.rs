//! Server functions of the teams' own fields: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::custom;

/// All fields, team by team.
#[server(prefix = "/api", endpoint = "custom/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_custom_fields() -> Result<custom::CustomView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::list_custom_fields(&by, &cx).await?)
}

/// Makes or changes a field.
#[server(prefix = "/api", endpoint = "custom/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_custom_field(command: custom::SaveCustomField) -> Result<custom::SavedCustomField, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::save_custom_field(&by, &cx, command).await?)
}

/// Brings a field one place further.
#[server(prefix = "/api", endpoint = "custom/shift", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn shift_custom_field(command: custom::ShiftCustomField) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::shift_custom_field(&by, &cx, command).await?)
}

/// Fills in a field of an opportunity; answers its version.
#[server(prefix = "/api", endpoint = "custom/set", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn set_custom_value(command: custom::SetCustomValue) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::set_custom_value(&by, &cx, command).await?)
}
