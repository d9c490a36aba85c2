//! The server function of the palette: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::palette::FoundRecord;

/// Records of every kind for what was typed.
#[server(prefix = "/api", endpoint = "palette/search", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn search_everything(text: String) -> Result<Vec<FoundRecord>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::palette::search(&by, &cx, text).await?)
}
