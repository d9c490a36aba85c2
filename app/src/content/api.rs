//! Server functions of the content above the lines: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::QuoteId;
use leptos::prelude::*;
use wire::content;

/// The blocks of a quotation.
#[server(prefix = "/api", endpoint = "content/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_content(id: QuoteId) -> Result<content::ContentView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::content::read(&by, &cx, id).await?)
}

/// Keeps the blocks of a quotation; answers the row's version.
#[server(prefix = "/api", endpoint = "content/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_content(command: content::SaveContent) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::content::save(&by, &cx, command).await?)
}
