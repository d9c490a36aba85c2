//! Server functions of doubles: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::OpportunityId;
use leptos::prelude::*;
use wire::merge;

/// What resembles a form that is being typed.
#[server(prefix = "/api", endpoint = "crm/resembling", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn resembling(typed: merge::Typed) -> Result<merge::Resembling, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::resembling(&by, &cx, typed).await?)
}

/// What merging two opportunities would do.
#[server(prefix = "/api", endpoint = "crm/merge_preview", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn preview_merge(stays: OpportunityId, goes: OpportunityId) -> Result<merge::MergePreview, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::preview_merge(&by, &cx, stays, goes).await?)
}

/// Merges one opportunity into another.
#[server(prefix = "/api", endpoint = "crm/merge", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn merge_opportunities(command: merge::MergeOpportunities) -> Result<merge::Merged, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::merge_opportunities(&by, &cx, command).await?)
}

/// Takes a merge back.
#[server(prefix = "/api", endpoint = "crm/merge_take_back", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn take_back_merge(command: merge::TakeBackMerge) -> Result<merge::TakenBack, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::take_back_merge(&by, &cx, command).await?)
}
