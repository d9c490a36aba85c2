//! Server functions of imports: admit, call the use-case, answer. The file itself is posted beside them.
use crate::wire::AppError;
use domain::{ids::ImportId, imports::verdict::Judgement};
use leptos::prelude::*;
use wire::imports;

/// The company's imports, newest first.
#[server(prefix = "/api", endpoint = "imports/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_imports() -> Result<Vec<imports::ImportRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::imports::list(&by, &cx).await?)
}

/// One import with a page of its rows.
#[server(prefix = "/api", endpoint = "imports/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_import(query: imports::ImportQuery) -> Result<imports::ImportView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::imports::read(&by, &cx, query).await?)
}

/// Says what the columns mean; answers the version.
#[server(prefix = "/api", endpoint = "imports/settle", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn settle_import(command: imports::SettleImport) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::imports::settle(&by, &cx, command).await?)
}

/// Says whether a row is the record it resembles.
#[server(prefix = "/api", endpoint = "imports/decide", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn decide_row(command: imports::DecideRow) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::imports::decide(&by, &cx, command).await?)
}

/// Lets a row say something else for a field; answers what becomes of it.
#[server(prefix = "/api", endpoint = "imports/repair", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn repair_cell(command: imports::RepairCell) -> Result<Judgement, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::imports::repair(&by, &cx, command).await?)
}

/// Leaves a row out, or takes it in again; answers what becomes of it.
#[server(prefix = "/api", endpoint = "imports/leave_out", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn leave_row_out(command: imports::LeaveRowOut) -> Result<Judgement, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::imports::leave_out(&by, &cx, command).await?)
}

/// Mends a value in all rows that have it; answers the version.
#[server(prefix = "/api", endpoint = "imports/replace", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn replace_value(command: imports::ReplaceValue) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::imports::replace(&by, &cx, command).await?)
}

/// Writes the rows.
#[server(prefix = "/api", endpoint = "imports/start", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn start_import(command: imports::StartImport) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::imports::start(&by, &cx, command).await?)
}

/// Takes an import back.
#[server(prefix = "/api", endpoint = "imports/undo", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn undo_import(id: ImportId) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::imports::undo(&by, &cx, id).await?)
}
