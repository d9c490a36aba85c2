//! Server functions of the catalogue's units and categories: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::{categories::Categories, ids::CategoryId, units::written::NamedUnit};
use leptos::prelude::*;
use wire::{categories, units};

/// The company's units.
#[server(prefix = "/api", endpoint = "units/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_units() -> Result<Vec<units::UnitRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::units::list(&by, &cx).await?)
}

/// The units as forms use them.
#[server(prefix = "/api", endpoint = "units/choices", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn unit_choices() -> Result<Vec<NamedUnit>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::units::choices(&by, &cx).await?)
}

/// Makes a unit or changes one.
#[server(prefix = "/api", endpoint = "units/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_unit(command: units::SaveUnit) -> Result<units::SavedUnit, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::units::save(&by, &cx, command).await?)
}

/// The company's categories.
#[server(prefix = "/api", endpoint = "categories/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_categories() -> Result<Vec<categories::CategoryRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::categories::list(&by, &cx).await?)
}

/// The tree of categories, for forms and filters.
#[server(prefix = "/api", endpoint = "categories/choices", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn category_choices() -> Result<Categories, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::categories::choices(&by, &cx).await?)
}

/// Makes a category or changes one.
#[server(prefix = "/api", endpoint = "categories/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_category(command: categories::SaveCategory) -> Result<CategoryId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::categories::save(&by, &cx, command).await?)
}

/// Deletes a category that nothing is in.
#[server(prefix = "/api", endpoint = "categories/delete", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn delete_category(command: categories::DeleteCategory) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::categories::delete(&by, &cx, command).await?)
}
