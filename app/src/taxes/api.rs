//! Server functions of taxes and fiscal positions: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::{FiscalPositionId, TaxId};
use leptos::prelude::*;
use wire::{fiscal, taxes};

/// All taxes.
#[server(prefix = "/api", endpoint = "taxes/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_taxes() -> Result<taxes::TaxesView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::taxes::read(&by, &cx).await?)
}

/// Makes a tax.
#[server(prefix = "/api", endpoint = "taxes/create", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn create_tax(command: taxes::CreateTax) -> Result<TaxId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::taxes::create(&by, &cx, command).await?)
}

/// Changes a tax; answers its version.
#[server(prefix = "/api", endpoint = "taxes/edit", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_tax(command: taxes::EditTax) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::taxes::edit(&by, &cx, command).await?)
}

/// Sets when amounts are rounded.
#[server(prefix = "/api", endpoint = "taxes/rounding", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn set_rounding(command: taxes::SetRounding) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::taxes::set_rounding(&by, &cx, command).await?)
}

/// Adds the taxes and positions a company in Finland usually needs; answers how many.
#[server(prefix = "/api", endpoint = "taxes/usual", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn add_usual_taxes(command: fiscal::AddUsualTaxes) -> Result<usize, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::taxes::add_usual(&by, &cx, command).await?)
}

/// All fiscal positions.
#[server(prefix = "/api", endpoint = "fiscal/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_fiscal_positions() -> Result<fiscal::FiscalPositionsView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::fiscal::read(&by, &cx).await?)
}

/// The positions one can choose from.
#[server(prefix = "/api", endpoint = "fiscal/names", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn fiscal_position_names() -> Result<Vec<fiscal::FiscalRef>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::fiscal::names(&by, &cx).await?)
}

/// Makes a position.
#[server(prefix = "/api", endpoint = "fiscal/create", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn create_fiscal_position(command: fiscal::CreateFiscalPosition) -> Result<FiscalPositionId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::fiscal::create(&by, &cx, command).await?)
}

/// Changes a position; answers its version.
#[server(prefix = "/api", endpoint = "fiscal/edit", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_fiscal_position(command: fiscal::EditFiscalPosition) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::fiscal::edit(&by, &cx, command).await?)
}

/// Adds the taxes of the other member states for consumers there; answers how many were added.
#[server(prefix = "/api", endpoint = "taxes/one-stop-shop", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn add_one_stop_shop(command: fiscal::AddUsualTaxes) -> Result<usize, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::taxes::add_one_stop_shop(&by, &cx, command).await?)
}
