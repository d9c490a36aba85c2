//! Server functions of tags: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::tags;

/// All tags of the company.
#[server(prefix = "/api", endpoint = "tags/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_tags() -> Result<Vec<tags::TagForm>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::list_tags(&by, &cx).await?)
}

/// Makes or changes a tag.
#[server(prefix = "/api", endpoint = "tags/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_tag(command: tags::SaveTag) -> Result<tags::SavedTag, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::save_tag(&by, &cx, command).await?)
}

/// Gives an opportunity tags or takes some from it; answers its version.
#[server(prefix = "/api", endpoint = "tags/give", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn tag_opportunity(command: tags::TagOpportunity) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::tag_opportunity(&by, &cx, command).await?)
}
