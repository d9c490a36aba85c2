//! Server functions of saved views: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::SavedViewId;
use leptos::prelude::*;
use wire::saved_views;

/// The views somebody has.
#[server(prefix = "/api", endpoint = "views/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_views() -> Result<Vec<saved_views::SavedView>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::list_views(&by, &cx).await?)
}

/// Keeps a view.
#[server(prefix = "/api", endpoint = "views/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_view(command: saved_views::SaveView) -> Result<SavedViewId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::save_view(&by, &cx, command).await?)
}

/// Takes a view away.
#[server(prefix = "/api", endpoint = "views/remove", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn remove_view(command: saved_views::RemoveView) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::remove_view(&by, &cx, command).await?)
}
