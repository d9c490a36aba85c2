//! Server functions of targets: admit, call the use-case, answer.
use crate::wire::AppError;
use ::wire::targets::{self, TargetsView};
use leptos::prelude::*;

/// The targets of a year; without one, of this.
#[server(prefix = "/api", endpoint = "targets/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_targets(year: Option<i32>) -> Result<TargetsView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::targets::read(&by, &cx, year).await?)
}

/// Sets targets of one person or team.
#[server(prefix = "/api", endpoint = "targets/set", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn set_targets(command: targets::SetTargets) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::targets::set(&by, &cx, command).await?)
}
