//! Server functions of warehouses: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::warehouses;

/// All warehouses.
#[server(prefix = "/api", endpoint = "warehouses/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_warehouses() -> Result<Vec<warehouses::WarehouseRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::warehouses::list(&by, &cx).await?)
}

/// Makes or changes a warehouse.
#[server(prefix = "/api", endpoint = "warehouses/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_warehouse(command: warehouses::SaveWarehouse) -> Result<warehouses::SavedWarehouse, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::warehouses::save(&by, &cx, command).await?)
}
